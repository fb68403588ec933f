"""Issue and pack: issuing a quarter in four steps, and downloading its tables."""

from functools import partial

from pages.shared.frame.page import page, quarter_on_top
from pages.shared.issue.how_far import draw_for_sharing
from pages.shared.issue.officers_tables import draw_for_officer
from pages.shared.kit.lazy_tabs import draw_tabs

with page("Issue and pack"):
    if there := quarter_on_top("Issue and pack"):
        standing, results, quarter = there
        draw_tabs(
            {
                "For sharing": partial(draw_for_sharing, standing, quarter),
                "For you only, not for sharing": partial(draw_for_officer, standing, results, quarter),
            },
            "whom",
        )
