"""Word's native comments: the part that holds their text, and the anchors in the document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lxml import etree

from assistant.formats.docx import tagged
from assistant.formats.layout import printable
from assistant.formats.patch import AUTHOR, INITIALS
from assistant.formats.patch.package import Package, parsed, serialised

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NS}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Comments:
    """The comments of one document; those it already has stay."""

    def __init__(self, package: Package, body: str) -> None:
        self._package, self._body = package, body
        self._name = package.target(body, "comments") or "word/comments.xml"
        exists = self._name in package.names
        blank = f'<w:comments xmlns:w="{_NS}"/>'.encode()
        self._root = parsed(package.read(self._name) if exists else blank)
        used = [int(c.get(_W + "id", "0")) for c in self._root.iter(_W + "comment")]
        self._next = max(used, default=-1) + 1
        self._date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def add(self, element: Any, text: str) -> None:
        """A comment on the whole text of a cell or paragraph, one paragraph per line of `text`."""
        number = str(self._next)
        self._next += 1
        _anchor(element, number)
        comment = etree.SubElement(
            self._root, _W + "comment",
            {_W + "id": number, _W + "author": AUTHOR, _W + "date": self._date,
             _W + "initials": INITIALS},
        )  # fmt: skip
        for line in text.split("\n"):
            paragraph = etree.SubElement(comment, _W + "p")
            run = etree.SubElement(paragraph, _W + "r")
            node = etree.SubElement(run, _W + "t", {_SPACE: "preserve"})
            node.text = printable(line)

    def save(self) -> None:
        """Write the part, declare it and relate the document to it."""
        self._package.write(self._name, serialised(self._root))
        self._package.declare(self._name, _TYPE)
        self._package.relate(self._body, "comments", self._name)


def _anchor(element: Any, number: str) -> None:
    """Mark the range from the first to the last paragraph, and the reference after it."""
    paragraphs = [element] if element.tag == _W + "p" else list(tagged(element, "p"))
    first, last = paragraphs[0], paragraphs[-1]
    start = etree.Element(_W + "commentRangeStart", {_W + "id": number})
    properties = first.find(_W + "pPr")
    if properties is None:
        first.insert(0, start)
    else:
        properties.addnext(start)
    etree.SubElement(last, _W + "commentRangeEnd", {_W + "id": number})
    run = etree.SubElement(last, _W + "r")
    etree.SubElement(run, _W + "commentReference", {_W + "id": number})
