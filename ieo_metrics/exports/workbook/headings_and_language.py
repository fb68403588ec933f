"""What XlsxWriter leaves out of a workbook: headings tagged as headings, its language, and gaps in charts
said in so many words."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

LANGUAGE = "en-GB"
# (part, what stands there, what shall).
REPLACED = (
    (
        "docProps/core.xml",
        "</cp:coreProperties>",
        f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>",
    ),
    ("xl/charts/", 'lang="en-US"', f'lang="{LANGUAGE}"'),
    ("xl/charts/", '<c:lang val="en-US"/>', f'<c:lang val="{LANGUAGE}"/>'),
    # Left out, it means a gap to Excel and zero to other programs.
    ("xl/charts/", '<c:plotVisOnly val="1"/>', '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'),
)
HEADING_ID = 15  # Excel's own number for the style Heading 1 is 16, for Heading 2 it is 17


def tag_workbook(workbook: bytes, headings: Mapping[int, int]) -> bytes:
    """The same workbook, tagged. `headings`: by level, the place of the format among the workbook's cell
    formats.

    Parts keep their order and their dates, so that the same workbook gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "xl/styles.xml":
                part = _with_headings(part.decode(), headings).encode()
            for begin, old_text, new_text in REPLACED:
                if info.filename.startswith(begin):
                    part = part.replace(old_text.encode(), new_text.encode())
            new.writestr(info, part)
    return out.getvalue()


def _with_headings(styles: str, headings: Mapping[int, int]) -> str:
    """The styles part with Excel's heading styles, each looking as its format does, and the formats made
    theirs."""
    for level, place in sorted(headings.items()):
        cells = re.search(r"<cellXfs.*?</cellXfs>", styles, re.S)
        masters = re.search(r'<cellStyleXfs count="(\d+)">', styles)
        names = re.search(r'<cellStyles count="(\d+)">', styles)
        assert cells and masters and names
        formats = re.findall(r"<xf [^>]*/>|<xf [^>]*>.*?</xf>", cells[0], re.S)
        look = formats[place]
        font = re.search(r'fontId="\d+"', look)
        assert font
        own, count = int(masters[1]), len(formats)
        formats[place] = re.sub(r'xfId="\d+"', f'xfId="{own}"', look)
        styles = styles.replace(cells[0], f'<cellXfs count="{count}">{"".join(formats)}</cellXfs>')
        styles = styles.replace(masters[0], f'<cellStyleXfs count="{own + 1}">')
        master = (
            f'<xf numFmtId="0" {font[0]} fillId="0" borderId="0" applyNumberFormat="0" applyFill="0" '
            'applyBorder="0"/>'
        )
        styles = styles.replace("</cellStyleXfs>", f"{master}</cellStyleXfs>")
        styles = styles.replace(names[0], f'<cellStyles count="{int(names[1]) + 1}">')
        styles = styles.replace(
            "</cellStyles>",
            f'<cellStyle name="Heading {level}" xfId="{own}" builtinId="{HEADING_ID + level}"/></cellStyles>',
        )
    return styles
