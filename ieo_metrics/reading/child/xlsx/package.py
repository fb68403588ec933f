"""Where the parts of an Office workbook are. Only its relations say so: the parts need not lie in `xl/`, and
programs write the way to them in many forms."""

import posixpath
from collections import namedtuple
from xml.parsers import expat

from ieo_metrics.reading.child.archive import Archive
from ieo_metrics.reading.child.refusal import Refusal

# `kind` is the last word of the type, in small letters: those of strict and transitional workbooks differ
# in what stands before it. `target` is the name of a part.
Relation = namedtuple("Relation", "id kind target")
_ROOT = "_rels/.rels"
USUAL = "xl/workbook.xml"
_ESCAPED = {"%20": " ", "%28": "(", "%29": ")", "%26": "&", "%2d": "-", "%5f": "_", "%5b": "[", "%5d": "]"}


def main_part(archive: Archive) -> str:
    """The name of the part that an Office file begins with; empty where there is none."""
    if _ROOT in archive:
        for relation in _relations(archive, _ROOT, ""):
            if relation.kind == "officedocument" and relation.target in archive:
                return str(relation.target)
    return USUAL if USUAL in archive else ""


def is_workbook(archive: Archive, part: str) -> bool:
    """Whether the part is the list of sheets of a workbook, and no text or binary one."""
    return part.lower().endswith(".xml") and next(iter(elements(archive, part)), ("", {}))[0] == "workbook"


def relations_of(archive: Archive, part: str) -> list[Relation]:
    """To which parts a part leads."""
    folder, name = posixpath.split(part)
    return _relations(archive, posixpath.join(folder, "_rels", f"{name}.rels"), folder)


def _relations(archive: Archive, rels: str, folder: str) -> list[Relation]:
    return [
        Relation(a.get("Id", ""), a.get("Type", "").rpartition("/")[2].lower(), resolved(folder, a["Target"]))
        for tag, a in elements(archive, rels)
        if tag == "Relationship" and "Target" in a and a.get("TargetMode", "").lower() != "external"
    ]


def resolved(folder: str, target: str) -> str:
    """`xl/worksheets/a.xml` of `worksheets/a.xml`, `/xl/worksheets/a.xml` or `..\\xl\\worksheets\\a.xml`."""
    target = target.strip().replace("\\", "/").lower()
    for escaped, character in _ESCAPED.items():
        target = target.replace(escaped, character)
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def elements(archive: Archive, part: str) -> list[tuple[str, dict[str, str]]]:
    """(tag, attributes) of every element of a small part, without namespaces."""
    found: list[tuple[str, dict[str, str]]] = []

    def element(tag: str, attributes: dict[str, str]) -> None:
        found.append(
            (tag.rpartition(" ")[2], {name.rpartition(" ")[2]: value for name, value in attributes.items()})
        )

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = element
    try:
        parser.Parse(archive.xml(part), True)
    except expat.ExpatError:
        raise Refusal("file-damaged", f"the part {part} is no proper XML") from None
    return found
