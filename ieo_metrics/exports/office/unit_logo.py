"""The unit's logo in a Word document and on a slide, with words for those who do not see it. Nothing where
the unit has set none."""

from io import BytesIO
from typing import Any

from docx.oxml.ns import qn

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.office.word_base import parts_of_page
from ieo_metrics.framework.configuration.unit_look import UnitLook, png_size

INCH = 914_400
# The most that it takes up: in a header it stands within the upper margin, so that no page holds less.
IN_HEADER = (3 * INCH, int(0.28 * INCH))
FIRST_NUMBER = 9001  # of the pictures around the text: those within it are counted from 1
ON_SLIDE = (2 * INCH, int(0.5 * INCH))


def logo_size(look: UnitLook, most: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the logo, as large as fits into `most`, in the same unit."""
    wide, high = png_size(look.logo)
    scale = min(most[0] / wide, most[1] / high)
    return int(wide * scale), int(high * scale)


def logo_in_header(document: Any, look: UnitLook) -> None:
    """The logo at the top of every page, right, unless a template has something there. Of its pictures, those
    without words get those of the logo. `document`: of python-docx."""
    page = document.sections[0]
    headers = parts_of_page(page, "header")
    taken = any(header._element.xpath(".//w:t | .//w:drawing | .//w:pict") for header in headers)
    for header in headers if look.logo and not taken else ():
        paragraph = header.paragraphs[0]
        paragraph.alignment = 2  # right
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = 0
        paragraph.add_run().add_picture(BytesIO(look.logo), *logo_size(look, IN_HEADER))
    around = [*headers, *parts_of_page(page, "footer")]
    pictures = [picture for part in around for picture in part._element.iter(qn("wp:docPr"))]
    for number, picture in enumerate(pictures, FIRST_NUMBER):
        picture.set("id", str(number))
        if not picture.get("descr") and not picture.xpath(".//*[local-name()='decorative'][@val='1']"):
            _name(picture, look)


def logo_on_slide(slide: Any, look: UnitLook, slide_width: int) -> None:
    """The logo in the upper right corner of a slide, of python-pptx. `slide_width`: in English Metric
    Units."""
    if not look.logo:
        return
    width, height = logo_size(look, ON_SLIDE)
    left, top = slide_width - INCH // 2 - width, int(0.15 * INCH)
    picture = slide.shapes.add_picture(BytesIO(look.logo), left, top, width, height)
    _name(picture._element.nvPicPr.cNvPr, look)


def _name(about: Any, look: UnitLook) -> None:
    about.set("name", "Logo")
    about.set("descr", clean_text(look.logo_in_words))
