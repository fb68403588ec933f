"""A workbook as its parts, of which a few are changed and all others stay as they are, byte for byte.

openpyxl would rebuild the whole workbook from what it understands: it drops the values of formulas, text
boxes, drop-downs whose words are on another sheet (as Excel saves them), colours inside a cell and threaded
comments, redraws charts, and takes 13 seconds only to read 100,000 rows. So the XML is edited in place, as
text.
"""

import html
import posixpath
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from ieo_metrics.exports.office.sealed_package import zip_bytes
from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.xlsx.package import USUAL, resolved

CONTENT = "[Content_Types].xml"
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class CannotEdit(Exception):
    """Why a workbook cannot be marked, in plain words."""


class Relation(NamedTuple):
    """One link from a part of the package to another."""

    id: str
    kind: str
    target: str  # the part, or an address outside


class Element(NamedTuple):
    """One start tag: its place, its prefix with the colon, its attributes."""

    start: int
    end: int
    prefix: str
    attributes: dict[str, str]


def start_tags(xml: str, tag: str) -> list[Element]:
    """Every start tag of that name, with or without a prefix."""
    return [
        Element(
            m.start(),
            m.end(),
            m[1],
            {name: html.unescape(value[1:-1]) for name, value in _ATTRIBUTE.findall(m[2])},
        )
        for m in re.finditer(rf"<((?:\w+:)?){tag}(?=[\s/>])([^>]*)>", xml)
    ]


def insert_before_end(xml: str, closing: str, text: str) -> str:
    """The XML with a text before the last closing tag of that name; <tag/> is opened for it."""
    last = list(re.finditer(rf"</(?:\w+:)?{closing}\s*>", xml))
    if last:
        return xml[: last[-1].start()] + text + xml[last[-1].start() :]
    return re.sub(
        rf"<((?:\w+:)?{closing})\b([^>]*)/>", lambda m: f"<{m[1]}{m[2]}>{text}</{m[1]}>", xml, count=1
    )


class Package:
    """The parts by their names; capitals do not matter, as to Office."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)  # refuses what unpacks too large, and entities
        with zipfile.ZipFile(BytesIO(data)) as file:
            names = [name.replace("\\", "/") for name in file.namelist()]
        self._names = {
            name.lower(): name for name in names if name in self._archive and not name.endswith("/")
        }
        self._texts: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def text(self, name: str) -> str:
        """A part that is XML."""
        if name.lower() not in self._texts:
            try:
                return self._archive.xml(name).decode("utf-8-sig")
            except UnicodeDecodeError:
                raise CannotEdit(f"the part {name} is not written in UTF-8") from None
        return self._texts[name.lower()]

    def put(self, name: str, text: str) -> None:
        self._names.setdefault(name.lower(), name)
        self._texts[name.lower()] = text

    def add(self, pattern: str, text: str, content: str) -> str:
        """A new part, of the first name that is free of `xl/comments{}.xml`; gives its name."""
        name = next(name for n in range(1, 100_000) if (name := pattern.format(n)) not in self)
        self.put(name, text)
        self._add_type(f'Override PartName="/{name}" ContentType="{content}"')
        return name

    def allow(self, ending: str, content: str) -> None:
        """Parts with this ending are of this kind."""
        if not any(
            e.attributes.get("Extension", "").lower() == ending
            for e in start_tags(self.text(CONTENT), "Default")
        ):
            self._add_type(f'Default Extension="{ending}" ContentType="{content}"')

    def _add_type(self, text: str) -> None:
        xml = self.text(CONTENT)
        self.put(CONTENT, insert_before_end(xml, "Types", f"<{start_tags(xml, 'Types')[0].prefix}{text}/>"))

    def remove(self, name: str) -> None:
        """The part, its own relations, and what says of which kind it is."""
        for gone in (name, _relations_of(name)):
            self._names.pop(gone.lower(), None)
            self._texts.pop(gone.lower(), None)
        self._cut(CONTENT, "Override", lambda a: a.get("PartName", "").lstrip("/").lower() == name.lower())

    def _cut(self, part: str, tag: str, gone: Callable[[dict[str, str]], bool]) -> None:
        xml = self.text(part)
        for element in reversed(start_tags(xml, tag)):
            if gone(element.attributes):
                closing = f"</{element.prefix}{tag}>"
                end = element.end + len(closing) if xml.startswith(closing, element.end) else element.end
                xml = xml[: element.start] + xml[end:]
        self.put(part, xml)

    @property
    def book(self) -> str:
        """The workbook's own part, wherever it lies."""
        found = (r.target for r in self.relations("") if r.kind.lower().endswith("/officedocument"))
        return next((target for target in found if target in self), USUAL)

    def relations(self, part: str) -> list[Relation]:
        rels = _relations_of(part)
        if rels not in self:
            return []
        folder = posixpath.dirname(part)
        out = []
        for a in (e.attributes for e in start_tags(self.text(rels), "Relationship")):
            outside = a.get("TargetMode") == "External"
            target = a["Target"] if outside else resolved(folder, a["Target"])
            out.append(Relation(a["Id"], a["Type"], target))
        return out

    def relate(self, part: str, kind: str, target: str) -> str:
        """A relation of a part to another; gives its id."""
        rels, known = _relations_of(part), {relation.id for relation in self.relations(part)}
        if rels not in self:
            self.put(rels, _NO_RELATIONS)
        new = next(f"rIdFix{n}" for n in range(1, 100_000) if f"rIdFix{n}" not in known)
        prefix = start_tags(self.text(rels), "Relationships")[0].prefix
        text = f'<{prefix}Relationship Id="{new}" Type={quoteattr(kind)} Target={quoteattr("/" + target)}/>'
        self.put(rels, insert_before_end(self.text(rels), "Relationships", text))
        return new

    def unrelate(self, part: str, ids: set[str]) -> None:
        self._cut(_relations_of(part), "Relationship", lambda a: a.get("Id") in ids)

    def saved(self) -> bytes:
        """The workbook; the same parts give the same bytes."""
        # The types go first; the others keep their order.
        names = sorted(self._names, key=lambda name: name != CONTENT.lower())
        parts = (self._texts[name] if name in self._texts else self._archive.part(name) for name in names)
        return zip_bytes(zip((self._names[name] for name in names), parts, strict=True), 4)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
