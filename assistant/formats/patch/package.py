"""A zip package of parts (docx, xlsx): parts that are not written again keep their very bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

_TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MACRO_PARTS = ("vbaProject",)
_PLAIN_TYPES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml":
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml":
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}  # fmt: skip


def parsed(content: bytes) -> Any:
    """The root of an XML part; entities are not resolved, nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser)


def serialised(root: Any) -> bytes:
    """The part's bytes as office programs write them."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


class Package:
    """The parts of one file, read when asked for; `content` writes them in their old order."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._written: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._drop_macros()

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset({*self._members, *self._written} - self._removed)

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        return self._written[name] if name in self._written else self._zip.read(name)

    def write(self, name: str, content: bytes) -> None:
        """Replace a part, or add one."""
        self._written[name] = content
        self._removed.discard(name)

    def remove(self, name: str) -> None:
        """Leave a part out, with its content type and the relations of `owner`s to it."""
        self._removed.add(name)
        types = parsed(self.read(_TYPES))
        for entry in types.findall(f"{_CT}Override"):
            if entry.get("PartName") == f"/{name}":
                types.remove(entry)
        self.write(_TYPES, serialised(types))

    def content(self) -> bytes:
        """The whole package."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            for name, member in self._members.items():
                if name not in self._removed:
                    again = zipfile.ZipInfo(name, member.date_time)
                    again.compress_type = member.compress_type
                    again.external_attr = member.external_attr
                    package.writestr(again, self.read(name))
            for name, content in self._written.items():
                if name not in self._members and name not in self._removed:
                    package.writestr(name, content)
        return buffer.getvalue()

    def relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """(id, kind, target part) of each relation of the part; kind: the last word of its type.

        "" stands for the package as a whole.
        """
        name = _relations_name(part)
        if name not in self.names:
            return
        for relation in parsed(self.read(name)):
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                yield relation.get("Id", ""), kind, _resolved(part, relation.get("Target", ""))

    def target(self, part: str, kind: str) -> str | None:
        """The part that `part` is related to in that way."""
        return next((to for _, k, to in self.relations(part) if k == kind), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """The id of the relation to the target, added when there is none."""
        for known, known_kind, to in self.relations(part):
            if (known_kind, to) == (kind, target):
                return known
        name = _relations_name(part)
        blank = f'<Relationships xmlns="{_REL[1:-1]}"/>'.encode()
        root = parsed(self.read(name) if name in self.names else blank)
        taken = {relation.get("Id") for relation in root}
        fresh = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relative = posixpath.relpath(target, posixpath.dirname(part))
        attributes = {"Id": fresh, "Type": _OFFICE + kind, "Target": relative}
        etree.SubElement(root, f"{_REL}Relationship", attributes)
        self.write(name, serialised(root))
        return fresh

    def unrelate(self, part: str, kinds: tuple[str, ...]) -> None:
        """Leave out the part's relations of these kinds, and the parts they lead to."""
        gone = [(known, to) for known, kind, to in self.relations(part) if kind in kinds]
        if not gone:
            return
        root = parsed(self.read(_relations_name(part)))
        for relation in list(root):
            if relation.get("Id") in {known for known, _ in gone}:
                root.remove(relation)
        self.write(_relations_name(part), serialised(root))
        for _, to in gone:
            if to in self.names:
                self.remove(to)

    def declare(self, part: str, content_type: str) -> None:
        """The content type of a part, or of all files with a suffix (`vml`)."""
        root = parsed(self.read(_TYPES))
        tag, key, name = ("Override", "PartName", f"/{part}")
        if "/" not in part:
            tag, key, name = ("Default", "Extension", part)
        if not any(entry.get(key) == name for entry in root.findall(_CT + tag)):
            entry = etree.Element(_CT + tag, {key: name, "ContentType": content_type})
            root.insert(0 if tag == "Default" else len(root), entry)
            self.write(_TYPES, serialised(root))

    def _drop_macros(self) -> None:
        """A copy carries no macros: it is written as .docx or .xlsx, which may hold none."""
        types = self._zip.read(_TYPES) if _TYPES in self._members else b""
        if not any(name.encode() in types for name in _PLAIN_TYPES):
            return
        for macro, plain in _PLAIN_TYPES.items():
            types = types.replace(macro.encode(), plain.encode())
        self.write(_TYPES, types)
        for part in ("word/document.xml", "xl/workbook.xml"):
            self.unrelate(part, _MACRO_PARTS)
        for name in self.names:
            if "vba" in name.lower():
                self.remove(name)


def _relations_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
