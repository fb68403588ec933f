"""How the web page looks, and what a browser may do for it; apart from what draws it, which loads much."""

from pathlib import Path

from ieo_metrics.framework.configuration.unit_look import UnitLook

_STYLE = Path(__file__).with_name("report.css")
ON_TELEPHONE = "screen and (max-width: 30rem)"  # as the style sheet has it
# A browser that follows it loads nothing and runs nothing, whatever the page may hold.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def page_style(look: UnitLook) -> str:
    """The style sheet of a page, in the colours of the unit."""
    colours = f":root {{ --main: {look.main_colour}; }}\n"
    return colours + _STYLE.read_text(encoding="utf-8")
