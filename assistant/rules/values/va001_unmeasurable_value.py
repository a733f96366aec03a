"""VA001."""

from collections.abc import Iterator

from assistant.parse.grades import grade_of
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.vocabulary.loading import load

NUMERALS = "一二三四五六七八九十百千万零全每"


class UnmeasurableValue(RowRule):
    """
    一句话：指标值是“合理”“较高”“及时”“提升”一类无法衡量的词。
    为什么：年终说不清完成了没有；定性指标也要用表式认可的分档，并写明量化标准。
    依据：惯例：指标值应细化、量化，不能量化的分级分档表述
    反例：指标值“较高”；“有效提升”；“合理范围内”。
    正例：指标值“≥90%”；或“显著”，并在指标解释写明显著、明显、一般的量化标准。
    修复是否安全：不自动修复；目标是多少只有单位知道。
    """

    code = "VA001"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        if not row.value or row.value in form.profile.conventions.levels.words:
            return
        if not is_unmeasurable(row.value) or _has_scale(row):
            return
        best = form.profile.conventions.levels.words[0]
        yield Remark(
            row.path("value"),
            f"指标值“{row.value}”无法衡量。",
            f"改为可以计量的数值（如≥90%、≤5个工作日）；确属定性的，写“{best}”并在指标解释中写明量化标准。",
            row.value,
        )


def _has_scale(row: Row) -> bool:
    """True when the explanation gives the word's own band: 优良（80%-100%）."""
    word = row.value.strip("“”\"' ")
    return word in row.explanation and row.explanation.count("%") + row.explanation.count("分") > 1


def is_unmeasurable(value: str) -> bool:
    """True for an empty word (合理), or a phrase without a number that rests on one."""
    plain = value.strip("“”\"'。，, ")
    if any(char.isdigit() or char in NUMERALS for char in plain) or grade_of(plain):
        return False
    wording = load("wording")
    return plain in wording["unmeasurable"] or any(s in plain for s in wording["vague_stems"])
