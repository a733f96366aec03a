"""What a package holds besides its text: macros, embedded objects, links to elsewhere.

None of it is opened, run or followed; that it is there is said.
"""

from __future__ import annotations

import io
import re
import zipfile

from assistant.model import Note

_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""")
_HYPERLINK = re.compile(rb"<Relationship\b[^>]*/hyperlink[\"'][^>]*>")
_KINDS = (
    ("宏", re.compile(r"(?:^|/)vbaProject\.bin$|(?:^|/)macrosheets/", re.IGNORECASE)),
    ("嵌入的对象", re.compile(r"(?:^|/)(?:embeddings|activeX)/", re.IGNORECASE)),
    ("对其他工作簿的链接", re.compile(r"(?:^|/)externalLinks/[^/]+\.xml$", re.IGNORECASE)),
)
_OUTSIDE = "指向外部的链接"


def notes_on(data: bytes) -> tuple[Note, ...]:
    """One Note that names what is there and was left alone; none for a plain document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        found = [what for what, pattern in _KINDS if any(map(pattern.search, names))]
        relations = (package.read(name) for name in names if name.endswith(".rels"))
        if any(_EXTERNAL.search(_HYPERLINK.sub(b"", part)) for part in relations):
            found.append(_OUTSIDE)
    if not found:
        return ()
    return (Note(message=f"文件带有{'、'.join(found)}，没有打开也没有运行，只读取了文字"),)
