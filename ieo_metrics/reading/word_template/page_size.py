"""The size of a template's page: what it does not say is A4 with the margins that Word begins with."""

from typing import Any

from docx.oxml.ns import qn

from ieo_metrics.reading.word_template.read_template import CannotTake

INCH = 1440  # twentieths of a point
A4 = {"w": 11_906, "h": 16_838}
MARGINS = {
    **dict.fromkeys(("top", "right", "bottom", "left"), INCH),
    "header": 708,
    "footer": 708,
    "gutter": 0,
}


def with_size(section: Any) -> None:
    """Gives a section what is missing of its size and margins. Raises CannotTake where there is something
    that is no length."""
    for element, standard in (
        (section.get_or_add_pgSz(), A4),
        (section.get_or_add_pgMar(), MARGINS),
    ):
        for name, length in standard.items():
            if element.get(qn(f"w:{name}")) is None:
                element.set(qn(f"w:{name}"), str(length))
        try:
            for name in standard:
                getattr(element, name)
        except ValueError:
            raise CannotTake("The size or margins of the template's page cannot be read.") from None
