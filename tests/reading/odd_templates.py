"""Word templates that are odd in one way each: as other programs write them, or as nobody should. `ODD`: by what
is odd, the parts of a template that are made anew; `REFUSED`: those that cannot be used, and what is said."""

import io
import random
import re
from collections.abc import Callable, Mapping

import docx
from docx.shared import Pt

from tests.reading.word_templates import as_template, with_parts

Change = Callable[[bytes], bytes]
STYLES, LISTS, PAGE, HEADER, FOOTER = (
    f"word/{part}.xml" for part in ("styles", "numbering", "document", "header1", "footer1")
)
RELATIONS, OF_PACKAGE = "word/_rels/document.xml.rels", "_rels/.rels"
SIZE = 22  # points, of the template's Heading 1, by which it is known in the report
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def plain() -> bytes:
    """A template of python-docx, with a header and a footer."""
    document = docx.Document()
    page = document.sections[0]
    page.header.paragraphs[0].text, page.footer.paragraphs[0].text = "Unit of the North", "At its foot"
    document.styles["Heading 1"].font.size = Pt(SIZE)
    out = io.BytesIO()
    document.save(out)
    return as_template(out.getvalue())


def again(pattern: str, new: str) -> Change:
    """A part in which a pattern has been replaced. Raises LookupError where it is not there."""

    def change(part: bytes) -> bytes:
        text, found = re.subn(pattern, new, part.decode(), flags=re.S)
        if not found:
            raise LookupError(pattern)
        return text.encode()

    return change


def of_style(name: str, pattern: str, new: str) -> Mapping[str, Change]:
    """Replaced within the style of a name. Raises LookupError where it is not there."""

    def change(part: bytes) -> bytes:
        for style in re.findall(r"<w:style .*?</w:style>", part.decode(), re.S):
            if f'<w:name w:val="{name}"/>' in style:
                return part.replace(style.encode(), again(pattern, new)(style.encode()))
        raise LookupError(name)

    return {STYLES: change}


def without(relation: str) -> Mapping[str, Change]:
    return {RELATIONS: again(rf'<Relationship [^>]*/{relation}"[^>]*/>', "")}


OF_TYPE = {
    f"{name} is a style of {kind}": of_style(name, '"paragraph"', f'"{kind}"')
    for name, kinds in {
        "List Bullet": ("character", "table", "numbering"),
        **dict.fromkeys(("Title", "heading 1", "Normal", "caption"), ("character",)),
    }.items()
    for kind in kinds
}
ODD_STYLES = {
    "a style without a type": of_style("List Bullet", r' w:type="paragraph"', ""),
    "a style of no type there is": of_style("List Bullet", '"paragraph"', '"sentence"'),
    "a style without a name": of_style("List Bullet", r'<w:name w:val="List Bullet"/>', ""),
    "a style without an identifier": of_style("List Bullet", r' w:styleId="ListBullet"', ""),
    "two styles of one name": of_style("List Bullet 2", "List Bullet 2", "List Bullet"),
    "two styles of one identifier": of_style("List Bullet 2", "ListBullet2", "ListBullet"),
    "another style has our identifier": of_style("Quote", 'styleId="Quote"', 'styleId="BodyText"'),
    "a style that rests on itself": of_style(
        "heading 1", 'basedOn w:val="Normal"', 'basedOn w:val="Heading1"'
    ),
    "two styles that rest on each other": of_style(
        "Normal", "<w:qFormat", '<w:basedOn w:val="Heading1"/><w:qFormat'
    ),
    "a style that rests on none there is": of_style(
        "heading 1", 'basedOn w:val="Normal"', 'basedOn w:val="X"'
    ),
    "a list without a number": of_style("List Bullet", "<w:numPr>.*?</w:numPr>", "<w:numPr/>"),
    "the number of a list is not there": of_style(
        "List Bullet", r'w:numId w:val="\d+"', 'w:numId w:val="77"'
    ),
    "Heading 1 in capitals": of_style("heading 1", "heading 1", "HEADING 1"),
    "Heading 1 as LibreOffice writes it": of_style("heading 1", "heading 1", "Heading 1"),
    "Caption as LibreOffice writes it": of_style("caption", "caption", "Caption"),
    "Heading 1 in German": of_style("heading 1", "heading 1", "Überschrift 1"),
    "Normal under another name": of_style("Normal", '"Normal"/', '"Standard"/'),
    "a hidden Normal": of_style("Normal", "<w:qFormat", "<w:hidden/><w:qFormat"),
    "a Normal whose words are hidden": of_style(
        "Normal", "</w:style>", "<w:rPr><w:vanish/><w:webHidden/><w:specVanish/></w:rPr></w:style>"
    ),
    "a Normal that is not the default": of_style("Normal", r' w:default="1"', ""),
    "two defaults": of_style("heading 1", 'w:type="paragraph"', 'w:type="paragraph" w:default="1"'),
}
ODD_PARTS = {
    "no lists at all": without("numbering"),
    "no styles at all": without("styles"),
    "no theme": without("theme"),
    "no settings": without("settings"),
    "a page without a size": {PAGE: again(r"<w:pgSz [^>]*/>", "")},
    "a page without margins": {PAGE: again(r"<w:pgMar [^>]*/>", "")},
    "a page without size and margins": {PAGE: again(r"<w:pg(Sz|Mar) [^>]*/>", "")},
    "a page with half of its size": {PAGE: again(r'(<w:pgSz [^>]*?) w:h="\d+"', r"\1")},
    "a page with half of its margins": {PAGE: again(r' w:(left|header|footer|gutter)="\d+"', "")},
    "a document without a page": {PAGE: again("<w:sectPr.*</w:sectPr>", "")},
    "a header that is not there": {
        PAGE: again(r'headerReference([^>]*) r:id="\w+"', r'headerReference\1 r:id="rId99"')
    },
    "a footer that is a control": {
        FOOTER: again(r"(<w:p>.*</w:p>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>")
    },
    "a footer with nothing": {FOOTER: again("<w:p>.*</w:p>", "")},
    "a header that is a table": {
        HEADER: again(
            r"(<w:p>.*</w:p>)",
            r'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/>'
            r'</w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>\1</w:tc></w:tr></w:tbl>',
        )
    },
}
NUMBERS = "have numbers that cannot be read"
CANNOT: Mapping[str, tuple[Mapping[str, Change], str]] = {
    "the number of a list is a word": (
        of_style("List Bullet", r'w:numId w:val="\d+"', 'w:numId w:val="five"'),
        NUMBERS,
    ),
    "the numbers of lists are words": ({LISTS: again('w:num w:numId="', 'w:num w:numId="n')}, NUMBERS),
    "the numbers of kinds of list are words": (
        {LISTS: again(r'w:abstractNumId(="| w:val=")', r"w:abstractNumId\1n")},
        NUMBERS,
    ),
    "the level of a heading is a word": (
        of_style("heading 1", r'outlineLvl w:val="0"', 'outlineLvl w:val="first"'),
        NUMBERS,
    ),
    "the width of the page is a word": (
        {PAGE: again(r'pgSz w:w="\d+"', 'pgSz w:w="wide"')},
        "size or margins of the template's page cannot be read",
    ),
    "in strict form": (
        {OF_PACKAGE: again(TRANSITIONAL, "http://purl.oclc.org/ooxml/officeDocument/relationships")},
        "Strict Open XML",
    ),
}
ODD: Mapping[str, Mapping[str, Change]] = {
    **OF_TYPE,
    **ODD_STYLES,
    **ODD_PARTS,
    **{name: changes for name, (changes, _) in CANNOT.items()},
}
REFUSED = {name: said for name, (_, said) in CANNOT.items()}


def odd(name: str) -> bytes:
    return with_parts(plain(), ODD[name])


def mixed(seed: int, number: int = 4) -> bytes:
    """A template that is odd in several ways at once, where they go together."""
    data = plain()
    for name in random.Random(seed).sample(sorted(ODD.keys() - REFUSED.keys()), number):
        try:
            data = with_parts(data, ODD[name])
        except LookupError:
            continue
    return data
