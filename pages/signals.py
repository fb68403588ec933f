"""Signals: which of the 19 measures change by more than chance, which will meet their targets, and the targets themselves."""

from pages.shared.frame.page import heading, open_measure, page, paragraph, quarter_on_top
from pages.shared.measure.measures_table import opened
from pages.shared.measure.signals_table import signals_table
from pages.shared.measure.target_forms import draw_steps, draw_targets

with page("Signals"):
    if there := quarter_on_top("Signals"):
        _, results, quarter = there
        paragraph(
            "Each measure beside its own history, by the method of Making Data Count: a diamond is a change for the better that chance alone hardly explains, "
            "a square one for the worse, a circle no more than the usual ups and downs.",
        )
        if ref := opened(signals_table(results, quarter), "signals_table"):
            open_measure(ref, quarter)
        quarters = range(results.governed.first, results.governed.last + 1)
        heading("Targets")
        draw_targets(quarters)
        heading("Steps")
        draw_steps(quarters)
