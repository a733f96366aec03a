"""Every number of the goals and rows has a provenance entry, and the entry holds (contract §3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from eval.cases import Case
from eval.drafts import DraftView, Proof
from eval.numbers import Number, find_numbers, readings, values_in
from eval.scorers.base import Score, share

_SPAN = re.compile(r"^brief:(?P<name>.+):(?P<start>\d+)-(?P<end>\d+)$")
_OF_NUMBERS = ("brief", "computed", "convention")


def score(case: Case, draft: DraftView) -> Score:
    """The share of numbers with an entry that stands up to a look at its source."""
    return share(_verdicts(case, draft))


def _verdicts(case: Case, draft: DraftView) -> Iterator[str | None]:
    for path, text in draft.claims():
        proofs = [proof for proof in draft.proofs if proof.path == path]
        for number in find_numbers(text):
            complaints = [_complaint(case, number, proof) for proof in proofs]
            if not any(complaint is None for complaint in complaints):
                why = next((c for c in complaints if c), "") or "无出处"
                yield f"{path} 的“{number.text}”{why}"
            else:
                yield None


def _complaint(case: Case, number: Number, proof: Proof) -> str | None:
    """None: this entry proves the number. Empty: the entry is about another number."""
    if not readings(number) & _values(proof.text):
        return ""
    if proof.kind not in _OF_NUMBERS:
        return f"出处为 {proof.kind}"
    if proof.kind == "brief":
        return _looked_up(case, number, proof)
    return None if proof.note or proof.source else f"（{proof.kind}）未说明"


def _looked_up(case: Case, number: Number, proof: Proof) -> str | None:
    span = _SPAN.match(proof.source)
    if not span:
        return f"出处写法不对：{proof.source}"
    passage = case.description[int(span["start"]) : int(span["end"])]
    if span["name"] == case.file_name and readings(number) & _values(passage):
        return None
    return f"与原文不符：{passage[:20]}"


def _values(text: str) -> frozenset[Decimal]:
    """Values of a passage that may be a bare numeral cut out of its context (四, 12.5)."""
    bare = {Decimal(digits) for digits in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))}
    return values_in(text) | values_in(text + "个") | bare
