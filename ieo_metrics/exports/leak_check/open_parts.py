"""The parts of a finished Office file, and of the files within it."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO

# Made by ourselves a moment ago: nothing in it can hurt the parser.
from xml.etree.ElementTree import Element, fromstring

WITHIN = " in "


OFFICE = (".xlsx", ".docx", ".pptx")


def package_parts(data: bytes, within: str = "") -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every part of a file, and of the files in it: `xl/workbook.xml in
    ppt/embeddings/Sheet1.xlsx`."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        for name in file.namelist():
            part = file.read(name)
            if name.lower().endswith(OFFICE):
                yield from package_parts(part, f"{WITHIN}{name}{within}")
            else:
                yield name + within, part


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def local_attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def xml_roots(held: Iterable[tuple[str, bytes]]) -> dict[str, Element]:
    """By name, the root of every part that is XML. `held`: of `package_parts`."""
    return {
        name: fromstring(part) for name, part in held if name.partition(WITHIN)[0].endswith((".xml", ".rels"))
    }
