"""Evaluation: how well each programme can be evaluated, by the same questions for all, from the returns."""

from functools import partial

from pages.shared.evaluation.answers_table import draw_answers, draw_ranges
from pages.shared.evaluation.evaluation_of_session import evaluation_of_session
from pages.shared.evaluation.got_better import draw_got_better
from pages.shared.evaluation.levels import draw_levels
from pages.shared.evaluation.lost import draw_lost
from pages.shared.evaluation.over_time import draw_over_time
from pages.shared.frame.page import figures_on_top, page
from pages.shared.kit.lazy_tabs import draw_tabs
from pages.shared.kit.text import draw_paragraph

with page("Evaluation"):
    if there := figures_on_top("Evaluation"):
        quarter = there.quarter
        draw_paragraph(
            "The same questions of every programme, answered from the returns. ",
            there.reach,
            kind="ieo-small",
        )
        evaluation = evaluation_of_session()
        draw_tabs(
            {
                "All programmes": partial(draw_answers, evaluation.answers, quarter),
                "Ranges and faults": partial(draw_ranges, evaluation.answers, quarter),
                "Over time": partial(draw_over_time, evaluation.answers, quarter),
                "Lost on the way": partial(draw_lost, evaluation.lost, quarter),
                "What has got better": partial(draw_got_better, evaluation.answers, quarter),
                "Level of evidence": partial(draw_levels, quarter),
            },
            "evaluation",
        )
