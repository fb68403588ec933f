"""Gaps: what is needed and who meets it, which schools and young people are not reached yet, and what
communities told us."""

from functools import partial

from pages.shared.frame.page import page
from pages.shared.gaps.needs import draw_needs
from pages.shared.gaps.quarter import quarter_on_top
from pages.shared.gaps.reach import draw_reach
from pages.shared.gaps.schools import draw_schools
from pages.shared.gaps.voices import draw_voices
from pages.shared.kit.lazy_tabs import draw_tabs

with page("Gaps"):
    quarter = quarter_on_top("Gaps")
    draw_tabs(
        {
            "Needs and provision": partial(draw_needs, quarter),
            "Schools": partial(draw_schools, quarter),
            "Reach": partial(draw_reach, quarter),
            "What communities told us": partial(draw_voices, quarter),
        },
        "gaps",
    )
