"""The styles of a Word template, put in order before a document is made with them: other programs write what
Word never does."""

from collections.abc import Collection, Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.styles import BabelFish

PARAGRAPH = "paragraph"
KINDS = (PARAGRAPH, "character", "table", "numbering")
NORMAL = "Normal"
USED = ("pStyle", "rStyle", "tblStyle")  # in headers, footers and lists
REFERRED = ("basedOn", "next", "link")
UNSEEN = ("hidden", "semiHidden")  # a style that Word shows nobody


def put_in_order(document: Any, wanted: Collection[str]) -> None:
    """Gives every style a type, an identifier and a name of its own, those of `wanted` the name that Word has
    for them whatever their capitals, and takes away what leads to no style. A style that is not of paragraphs
    and has a name of `wanted` makes room for one that is. Text is Normal if nothing else is said."""
    styles = document.styles.element.findall(qn("w:style"))
    for style in styles:
        if _of(style, "type") not in KINDS:
            style.set(qn("w:type"), PARAGRAPH)
    _default_is_normal(styles)
    _name(styles, wanted)
    _lead_somewhere(document, styles)


def _of(style: Any, name: str) -> str:
    return style.get(qn(f"w:{name}")) or ""


def _is_of_paragraphs(style: Any) -> bool:
    return _of(style, "type") == PARAGRAPH


def _named(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"), "")


def _call(style: Any, name: str) -> None:
    held = style.find(qn("w:name"))
    if held is None:
        held = OxmlElement("w:name")
        style.insert(0, held)
    held.set(qn("w:val"), name)


def _default_is_normal(styles: list[Any]) -> None:
    """The style of all text is called Normal; a template in which none is, and another is the default, calls
    it by a word of its own language."""
    of_text = [style for style in styles if _is_of_paragraphs(style)]
    normal = next((style for style in of_text if _named(style).casefold() == NORMAL.casefold()), None)
    if normal is None:
        normal = next((style for style in of_text if _of(style, "default") in ("1", "true", "on")), None)
    for style in of_text:
        style.attrib.pop(qn("w:default"), None)
    if normal is not None:
        _call(normal, NORMAL)
        normal.set(qn("w:default"), "1")


def _name(styles: list[Any], wanted: Collection[str]) -> None:
    known = {name.casefold(): BabelFish.ui2internal(name) for name in wanted}
    there = {_named(style).casefold() for style in styles if _is_of_paragraphs(style)}
    names: set[str] = set()
    identifiers: set[str] = set()
    # Of two of one name the one of paragraphs keeps it.
    for style in sorted(styles, key=lambda style: not _is_of_paragraphs(style)):
        name = _named(style)
        if _is_of_paragraphs(style):
            heading = _heading(style)
            name = heading if heading in set(known) - there else name
        name = known.get(name.casefold(), name) or _of(style, "styleId") or "Without a name"
        own = name if _is_of_paragraphs(style) or name.casefold() not in known else f"{name} other"
        while own.casefold() in names:
            own = f"{own} other"
        names.add(own.casefold())
        there.add(own.casefold())
        _call(style, own)
        identifier = _of(style, "styleId") or own.replace(" ", "")
        while identifier in identifiers:
            identifier = f"{identifier}Other"
        identifiers.add(identifier)
        style.set(qn("w:styleId"), identifier)
        for mark in [mark for tag in UNSEEN for mark in style.findall(qn(f"w:{tag}"))] if own == name else ():
            style.remove(mark)


def _heading(style: Any) -> str:
    """`heading 1` of a style that stands first in the outline, whatever it is called: Überschrift 1."""
    for level in style.xpath("w:pPr/w:outlineLvl/@w:val"):
        return f"heading {int(level) + 1}"
    return ""


def _lead_somewhere(document: Any, styles: list[Any]) -> None:
    held = {_of(style, "styleId"): style for style in styles}
    for style in styles:
        for reference in [one for tag in REFERRED for one in style.findall(qn(f"w:{tag}"))]:
            if _of(reference, "val") not in held:
                style.remove(reference)
        beginning = style.find(qn("w:basedOn"))
        if beginning is not None and style in _rests_on(style, held):
            style.remove(beginning)
    for part in (relation.target_part for relation in document.part.rels.values()):
        root = getattr(part, "element", None)
        for used in [] if root is None else list(root.iter(*(qn(f"w:{tag}") for tag in USED))):
            if _of(used, "val") not in held:
                used.getparent().remove(used)


def _rests_on(style: Any, held: dict[str, Any]) -> Iterator[Any]:
    """The styles that one is based on, each once; itself at the end where it goes round."""
    seen: set[str] = set()
    base = style.find(qn("w:basedOn"))
    while base is not None and (identifier := _of(base, "val")) in held and identifier not in seen:
        seen.add(identifier)
        yield held[identifier]
        base = held[identifier].find(qn("w:basedOn"))
