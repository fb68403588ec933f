"""The empty Word document that a file for readers begins with: a plain one in the unit's colours, or the
unit's own template with the styles that it lacks."""

from collections.abc import Collection, Mapping
from copy import deepcopy
from io import BytesIO
from itertools import count
from typing import Any, NamedTuple

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ieo_metrics.exports.office.sealed_package import LANGUAGE
from ieo_metrics.exports.office.template_styles import put_in_order
from ieo_metrics.framework.configuration.unit_look import UnitLook

FONT, INK = "Arial", RGBColor(0x1A, 0x1A, 0x1A)
THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")  # they would go before a style's own
_OF_STYLES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")
_NUMBERING = "w:pPr/w:numPr/w:numId"


class Style(NamedTuple):
    """A style of a file: its size and the space before and after it in points, and that between its lines, as
    a multiple; `plain`: of text, not of headings."""

    size: float
    before: float
    after: float
    spacing: float
    plain: bool


def plain_document(look: UnitLook, styles: Mapping[str, Style]) -> Any:
    """An empty document of A4 in British English and one plain font, its headings in the colour of the unit.
    `styles`: by the names that python-docx has for them."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    for name, of_file in styles.items():
        style = document.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in THEME_FONTS:
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), FONT)
        _set(style, of_file, look)
    _finish(document)
    return document


def document_of_template(look: UnitLook, styles: Mapping[str, Style]) -> Any:
    """An empty document with the styles, page, headers and footers of the unit's own template. Each of
    `styles` that it has is the template's, and is found by its name without spaces; those that it lacks are
    added, in the template's own font."""
    document, ours = Document(BytesIO(look.template)), Document()
    put_in_order(document, styles)
    _end_with_paragraph(document)
    theirs = {style.name: style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    identifiers = {name: name.replace(" ", "") for name in styles}
    _call_by_name(
        document,
        {theirs[name].style_id: identifier for name, identifier in identifiers.items() if name in theirs},
        identifiers.values(),
    )
    # The list of fonts, which the template's own one was not taken for: it may bring the fonts themselves.
    for kind in (RT.FONT_TABLE, RT.THEME):
        if not any(relation.reltype == kind for relation in document.part.rels.values()):
            document.part.relate_to(ours.part.part_related_by(kind), kind)
    for name in [name for name in styles if name not in theirs]:
        element = deepcopy(ours.styles[name].element)
        for foreign in element.xpath("w:rPr/w:rFonts | w:link | w:rsid"):
            foreign.getparent().remove(foreign)
        _bring_numbering(document, ours, element)
        document.styles.element.append(element)
        _set(document.styles[name], styles[name], look)
    _finish(document)
    return document


def _set(style: Any, of_file: Style, look: UnitLook) -> None:
    style.font.size, style.font.italic, style.font.bold = Pt(of_file.size), False, not of_file.plain
    style.font.color.rgb = INK if of_file.plain else RGBColor.from_string(look.main_colour[1:])
    space = style.paragraph_format
    space.space_before, space.space_after = Pt(of_file.before), Pt(of_file.after)
    space.line_spacing = of_file.spacing
    for border in style.element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)


def _finish(document: Any) -> None:
    """In British English, and without a mark of who edited it when."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for part in (document.element, document.styles.element, document.settings.element):
        for element in part.iter():
            for name in [n for n in element.attrib if n.startswith(qn("w:rsid"))]:
                del element.attrib[name]
    for rsids in document.settings.element.findall(qn("w:rsids")):
        document.settings.element.remove(rsids)


def _call_by_name(document: Any, wanted: Mapping[str, str], kept: Collection[str]) -> None:
    """Gives styles the identifiers that an English Word gives them; another has different ones. `wanted`: by
    identifier; `kept`: identifiers that no other style may have: what has one makes room."""
    changed = {was: now for was, now in wanted.items() if was != now}
    held = {style.style_id for style in document.styles}
    for identifier in held.intersection(kept).difference(wanted):
        other = next(name for number in count(1) if (name := f"{identifier}Other{number}") not in held)
        changed[identifier] = other
    if not changed:
        return
    parts = [relation.target_part for relation in document.part.rels.values()]
    for root in (part.element for part in parts if hasattr(part, "element")):
        for element in root.iter():
            if element.tag == qn("w:style"):
                identifier = element.get(qn("w:styleId"))
                element.set(qn("w:styleId"), changed.get(identifier, identifier))
            elif element.tag in map(qn, (f"w:{name}" for name in _OF_STYLES)):
                referred = element.get(qn("w:val"))
                element.set(qn("w:val"), changed.get(referred, referred))


def _bring_numbering(document: Any, ours: Any, style: Any) -> None:
    """Brings along the signs or numbers of a list's style."""
    for number in style.xpath(_NUMBERING):
        if not any(relation.reltype == RT.NUMBERING for relation in document.part.rels.values()):
            document.part.relate_to(ours.part.numbering_part, RT.NUMBERING)
            return
        numbering, source = document.part.numbering_part.element, ours.part.numbering_part.element
        (instance,) = source.xpath(f"w:num[@w:numId='{number.val}']")
        (abstract,) = source.xpath(f"w:abstractNum[@w:abstractNumId='{instance.abstractNumId.val}']")
        abstract, instance = deepcopy(abstract), deepcopy(instance)
        free = max(map(int, numbering.xpath("w:abstractNum/@w:abstractNumId")), default=-1) + 1
        abstract.set(qn("w:abstractNumId"), str(free))
        for unique in [*abstract.findall(qn("w:nsid")), *abstract.findall(qn("w:tmpl"))]:
            abstract.remove(unique)
        instance.abstractNumId.val = free
        instance.numId = number.val = max(map(int, numbering.xpath("w:num/@w:numId")), default=0) + 1
        place = len(numbering.xpath("w:numPicBullet | w:abstractNum"))
        numbering.insert(place, abstract)
        numbering.insert(place + 1 + len(numbering.xpath("w:num")), instance)


def _end_with_paragraph(document: Any) -> None:
    """Each header and footer has a paragraph of its own, outside tables and controls, to write into."""
    for kind in ("header", "footer"):
        for part in parts_of_page(document.sections[0], kind):
            if not part.paragraphs:
                part.add_paragraph()


def parts_of_page(section: Any, kind: str) -> list[Any]:
    """The headers or footers of a page that are in use. `kind`: `header` or `footer`."""
    found = [getattr(section, kind)]
    if section.different_first_page_header_footer:
        found.append(getattr(section, f"first_page_{kind}"))
    if section._document_part.settings.odd_and_even_pages_header_footer:
        found.append(getattr(section, f"even_page_{kind}"))
    return found
