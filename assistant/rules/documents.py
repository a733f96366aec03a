"""What rules ask about a cited document: its name, the year it is for, whether it needs a 文号."""

from __future__ import annotations

import re

from assistant.model import PolicyCitation
from assistant.parse.scanning import HAN
from assistant.rules.form import Form
from assistant.rules.text import shorten

ANNUAL = r"(20[0-9]{2})\s*年(?:度)?(?!代|[底末以前起—至-])"
ANNUAL_KINDS = (
    "任务", "清单", "要点", "工作安排", "实施方案", "评估", "考核", "计划", "通知", "工作方案",
    "绩效", "重点工作", "预算", "目标",
)  # fmt: skip
EXEMPT = (
    "条例",
    "宪法",
    "的函",
    "复函",
    "规程",
    "规范",
    "标准",
    "准则",
    "章程",
    "纪要",
    "批复",
    "合同",
    "协议",
)


CONTINUED = re.compile(r"[^《。；;\n]{0,16}?(?:延续|延期|延长|继续执行|顺延|接续)")


def is_continued(citation: PolicyCitation, form: Form) -> bool:
    """《…规划（2021—2025年）》及其延续执行通知（某水〔2025〕11号）: it goes on."""
    return bool(CONTINUED.match(form.text("policy_basis"), citation.end))


def label(citation: PolicyCitation) -> str:
    """《title》, shortened; the 文号 or the text when there is no title."""
    if citation.title:
        return f"《{shorten(citation.title.strip('《》'), 40)}》"
    return citation.number or f"“{shorten(citation.text, 30)}”"


def window_of(citation: PolicyCitation, form: Form) -> str:
    """The text of the citation as written in the form."""
    return shorten(citation.text, 60)


def core_title(citation: PolicyCitation) -> str:
    """The title for comparing: the innermost 《…》, without issuer, marks and (试行)."""
    title = citation.title or ""
    inner = re.findall(r"《([^《》]+)》", title)
    title = inner[-1] if inner else re.sub(r"^.*?关于印发", "", title)
    title = re.sub(r"[（(](?:试行|暂行|征求意见稿)[）)]|的通知$", "", title)
    return "".join(char for char in title if char.isalnum())


def annual_year(citation: PolicyCitation) -> int | None:
    """The year of a document made for one year (2025年度重点工作任务清单), else None."""
    title = citation.title or ""
    if citation.first_year is not None and citation.first_year != citation.last_year:
        return None
    match = re.search(ANNUAL, title)
    if match is None or not any(kind in title for kind in ANNUAL_KINDS):
        return None
    return int(match[1])


def is_annual(citation: PolicyCitation) -> bool:
    """True when the document was made for one year."""
    return annual_year(citation) is not None


def has_broken_number(citation: PolicyCitation, form: Form) -> bool:
    """True when a 文号 follows that is not whole (财预〔21〕101号): another rule says so."""
    after = form.text("policy_basis")[citation.end : citation.end + 30]
    return bool(re.match(rf"\s*[（(]?{HAN}{{1,8}}[〔\[【(（]\s*[0-9]*\s*[〕\]】)）]", after))


def is_exempt_from_number(citation: PolicyCitation) -> bool:
    """Laws, regulations, standards and letters are cited without 文号."""
    title = re.sub(r"[（(][^（）()]*[)）]$", "", (citation.title or "").strip("《》"))
    is_law = title.endswith("法") and not title.endswith(("办法", "方法", "做法"))
    return (
        is_law
        or title.endswith(EXEMPT)
        or bool(re.search(r"(?:GB|GA|DB|YD|CJJ|JGJ|ISO|SZDB)[/／]?[TZ]?\s*[0-9]", citation.text))
    )


def issuer_text(citation: PolicyCitation) -> str:
    """Who issued it, as the title tells (…关于…), else the issuer found by the grammar."""
    title = (citation.title or "").strip("《》")
    before, found, _ = title.partition("关于")
    return before if found and before else citation.issuer or ""
