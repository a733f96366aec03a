"""“忽略 IN008，因为……”: a finding accepted with its reason; “恢复 IN008”: taken up again."""

from __future__ import annotations

import re

from assistant.conversation.intent import Intent
from assistant.conversation.words import CODE, any_of


def restored(said: str) -> Intent | None:
    """The accepted finding that is to be taken up again."""
    taken_back = any_of("suppress", "taken_back").search(said)
    code = CODE.search(said)
    if taken_back is None or not (code or "豁免" in said):
        return None
    return Intent(kind="restore", code=code[1].upper() if code else "")


def suppressed(said: str) -> Intent | None:
    """The finding meant and the reason; the reason may be missing and is then asked for."""
    verb = any_of("suppress", "verbs").search(said)
    if verb is None:
        return None
    because = any_of("suppress", "because").search(said)
    reason = said[because.end() :].strip(" ，,：:。是") if because else ""
    told = said[: because.start()] if because else said
    about = any_of("suppress", "verbs").sub("", told)
    code = CODE.search(about)
    subject = re.sub(r"这(?:一)?(?:条|个|项)|意见|提示|警告|错误|的", "", CODE.sub("", about))
    subject = subject.strip(" ，,：:把")
    if verb[0] == "保留" and not reason:
        return None
    return Intent(
        kind="suppress", code=code[1].upper() if code else "", subject=subject, reason=reason
    )
