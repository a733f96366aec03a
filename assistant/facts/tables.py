"""Tables as descriptions hold them: Markdown, or pasted from a spreadsheet with tabs.

What belongs here is which cell stands under which head, what a row is about, its year, and the unit
a head states. What a cell means is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.parse.units import dimension_of, is_known
from assistant.vocabulary.description import exact_role, header_field, role_of, table_units

_NUMBER = re.compile(r"[\d.,]+%?")
_SUM = re.compile(r"(?:总|小|合)\s*计|共计|总额|本?年?合计")
_SKIPPED = re.compile(r"序号|编号|单位|计量单位|度量单位|备注")
_UNIT_HEAD = re.compile(r"(?:计量|度量)?单位")
_YEAR_HEAD = re.compile(
    r"(?:实施|计划|建设|预算)?(?:年度|年份|年)|时间|阶段|分期|期次|实施阶段|建设阶段"
)
_YEAR_CELL = re.compile(
    r"(?:第.(?:年|期|阶段)[（(]?)?(?P<year>20\d\d)年?(?:度)?[）)]?|(?P<order>第[一二三四五]年)"
)


class Cell(NamedTuple):
    """A cell that is not empty, with its place in the source and its column."""

    start: int
    text: str
    column: int


class Part(NamedTuple):
    """A cell as the row gives it: the head it stands under (with the row's year before it), what
    the row is about, the unit its head states."""

    start: int
    text: str
    label: str
    topic: str
    unit: str
    role: str | None = None


def is_row(text: str) -> bool:
    """True for a line that is a row by its bars or tabs."""
    return text.lstrip().startswith("|") or text.count("\t") >= 2


def is_rule(cells: list[Cell]) -> bool:
    """The line under a Markdown head."""
    return not re.sub(r"[|:\-\s—]", "", "".join(c.text for c in cells))


def is_key_value(cells: list[Cell]) -> bool:
    """A row of two cells whose first names a header field: | 项目名称 | … |."""
    if len(cells) != 2 or header_field(cells[0].text.rstrip("：:")) is None:
        return False
    return not _is_head(cells[1].text) and role_of(cells[1].text) is None


def is_title(cells: list[Cell], below: list[Cell]) -> bool:
    """A first row that is no head: the real heads, all words, stand right below it."""
    heads = len(below) >= 2 and not any(re.search(r"\d", _bare(c.text)) for c in below)
    known = sum(exact_role(c.text) is not None or _is_head(c.text) for c in below)
    own = sum(exact_role(c.text) is not None or _is_head(c.text) for c in cells)
    return heads and known > own and known >= 2


def are_heads(cells: list[Cell], below: list[Cell]) -> bool:
    """True for the heads of another table right below the last one."""
    known = sum(exact_role(c.text) is not None or _is_head(c.text) for c in cells)
    worded = known >= 2 and not any(re.search(r"\d", _bare(c.text)) for c in cells)
    return bool(below) and (is_rule(below) or (worded and known == len(cells)))


def is_data(cells: list[Cell]) -> bool:
    """True for a first row that already gives numbers: the table has no heads."""
    return any(_NUMBER.fullmatch(c.text) for c in cells[1:])


def _bare(text: str) -> str:
    return re.sub(r"[（(][^）)\n]{0,60}[）)]|\s", "", text)


def _is_head(text: str) -> bool:
    bare = _bare(text)
    return bool(
        bare in table_units()
        or _SKIPPED.fullmatch(bare)
        or _YEAR_HEAD.fullmatch(bare)
        or re.search(
            r"^(?:项目|类别|名称|单价|标准|小计|合计|金额|数量)$|(?:数量|标准|名称)$", bare
        )
        or header_field(text)
    )


# 备注栏里的“3月底前送检”“5月底前到货”：是要做到的日子。
_DUE = re.compile(
    r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末|初|中旬|上旬|下旬)?(?:之|以)?前[一-龥]{2,10}"
    r"|(?:(?:每个?(?:月|季度|半年|周|天|学期|年)|全年)[一-龥]{1,8}(?:不少于|至少)?\d{1,3}[次遍轮][，、]?){1,3}"
)


class Table:
    """One table while its lines are read; `columns` are its heads."""

    def __init__(self) -> None:
        """A table begins with no heads."""
        self.columns: list[str] = []

    def cells(self, text: str, start: int) -> list[Cell]:
        """The cells of a line; none when it is prose (a single line with bars in it is)."""
        piped = text.lstrip().startswith("|") or (bool(self.columns) and "|" in text)
        tabbed = text.count("\t") >= 2 or (
            text.count("\t") == 1
            and (bool(self.columns) or header_field(text.split("\t")[0].strip()) is not None)
        )
        mark = "|" if piped else "\t" if tabbed else ""
        return list(_cut(text, start, mark)) if mark else []

    def open(self, cells: list[Cell]) -> None:
        """Take the cells as heads; a row of data opens a table without heads."""
        width = max(c.column for c in cells) + 1
        self.columns = [""] * width
        for cell in cells if not is_data(cells) else ():
            self.columns[cell.column] = cell.text

    def row(self, cells: list[Cell]) -> Iterator[Part]:
        """The cells that say something, each with its head, topic, year and unit."""
        if len(cells) == 2 and exact_role(cells[0].text):
            role = exact_role(cells[0].text)
            yield Part(cells[1].start, cells[1].text, cells[0].text, "", "", role)
            return
        dated = self._year_cell(cells)
        words = [c for c in cells if not _NUMBER.fullmatch(c.text) and c != dated]
        words = [c for c in words if _is_subject(c, self._head(c))] or words
        topic = next((c.text for c in words if c.text != "小计"), "")
        for cell in cells:
            head = self._head(cell)
            remark = _bare(head) == "备注" and _DUE.fullmatch(cell.text)
            if cell == dated or (_SKIPPED.fullmatch(_bare(head)) and not remark):
                continue
            head = "" if remark else head
            yield Part(
                cell.start,
                cell.text,
                f"{_year_of(dated)}{head}",
                topic,
                "" if _SUM.fullmatch(topic) else self._unit(cell, cells),
                _role(head, cell, topic),
            )

    def _head(self, cell: Cell) -> str:
        return self.columns[cell.column] if cell.column < len(self.columns) else ""

    def _year_cell(self, cells: list[Cell]) -> Cell | None:
        """The cell that says in which year the row's work is done."""
        for cell in cells:
            head = _bare(self._head(cell))
            if _YEAR_CELL.fullmatch(cell.text) and (_YEAR_HEAD.fullmatch(head) or not head):
                return cell
        return None

    def _unit(self, cell: Cell, cells: list[Cell]) -> str:
        """The unit of a bare number: the next cell under 单位, else what its head says."""
        if not re.fullmatch(r"[\d.,]+", cell.text):
            return ""
        beside = next((c for c in cells if c.column == cell.column + 1), None)
        if beside and _UNIT_HEAD.fullmatch(_bare(self._head(beside))) and is_known(beside.text):
            return beside.text
        return unit_of_head(self._head(cell))


def _is_subject(cell: Cell, head: str) -> bool:
    return bool(_SUM.fullmatch(cell.text)) or not _SKIPPED.fullmatch(_bare(head))


def _cut(text: str, start: int, mark: str) -> Iterator[Cell]:
    at, column = 0, 0
    if mark == "|":
        at = len(text) - len(text.lstrip())
        at += text[at : at + 1] == "|"
    for piece in text[at:].split(mark):
        if piece.strip() and (mark == "|" or not re.fullmatch(r"[-—/]+", piece.strip())):
            yield Cell(start + at + len(piece) - len(piece.lstrip()), piece.strip(), column)
        at, column = at + len(piece) + 1, column + 1


def _year_of(cell: Cell | None) -> str:
    match = _YEAR_CELL.fullmatch(cell.text) if cell else None
    if match is None:
        return ""
    return match.group("order") or f"{match.group('year')}年"


_SHARE_PAID = re.compile(r"(?:按|[一-龥]{2,8}的)\d[\d.]*%")


def _role(head: str, cell: Cell, topic: str) -> str | None:
    """A price is money, whatever its column is called; the row's subject is content."""
    bare = _bare(head)
    if re.search(r"单价|标准|价格", bare) and re.search(r"[元块]", cell.text + head):
        return "money"
    if re.search(r"标准|比例", bare) and _SHARE_PAID.match(cell.text):
        return "money"  # 按8%、设备投入的8%，单个最高60万元
    return role_of(head) or ("content" if cell.text == topic else None)


@cache
def unit_of_head(head: str) -> str:
    """数量（台） → 台, 人数 → 人, 批次 → 批次; "" where the head states none, or money."""
    bracket = re.search(r"[（(]\s*(?:单位[：:])?\s*([^（）()\d]{1,6})\s*[）)]", head)
    if bracket and is_known(bracket.group(1)):
        return "" if dimension_of(bracket.group(1)) == "money" else bracket.group(1)
    bare = _bare(head)
    if re.search(r"价|金额|元|费|款|标准", bare):
        return ""
    units = table_units()
    hits = [word for word in units if bare.endswith(word)]
    return units[max(hits, key=len)] if hits else ""
