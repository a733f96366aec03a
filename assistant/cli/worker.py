"""The process behind a check of many files: reads one after the other, and checks it.

    python -m assistant.cli.worker LIMITS      see formats/apart.py

Requests: `profile`, `default`, and for a check `check: {profile, fallback, year, select, ignore}`.
"""

from __future__ import annotations

import sys
from typing import Any

from assistant.formats.apart import Answer, answer_requests, read_request
from assistant.model import Imported
from assistant.vocabulary.profile import load_profile, profile_names


def _answer(request: Answer, data: bytes) -> Answer:
    found = read_request(request, data)
    answer: Answer = {"imported": [one.model_dump(mode="json") for one in found]}
    if request.get("check"):
        answer["checked"] = [_checked(one, request["check"]) for one in found]
    return answer


def _checked(imported: Imported, asked: dict[str, Any]) -> Answer:
    from assistant.rules.engine import check

    own = imported.declaration.profile
    name = asked["profile"] or (own if own in profile_names() else asked["fallback"])
    findings, unchecked = check(
        imported.declaration,
        profile=load_profile(name),
        year=asked["year"],
        cells=imported.cells,
        select=tuple(asked["select"]),
        ignore=tuple(asked["ignore"]),
    )
    return {
        "declaration": {}, "findings": [f.model_dump(mode="json") for f in findings],
        "unchecked": list(unchecked),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(answer_requests(sys.argv[1:], _answer))
