"""How those who were lost on the way differ from those who stayed."""

import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.evaluation_questions import EVALUATION_QUESTION
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.evaluation.in_words import NONE, comparison_in_words, difference_in_words
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph

COLUMNS = ("What", "Lost", "Of", "Stayed", "Of ", "Difference (95% range)")


def draw_lost(lost: pd.DataFrame, quarter: Quarter) -> None:
    """A table a programme; what cannot be said of few is said so."""
    draw_paragraph(EVALUATION_QUESTION["lost on the way"].meaning, kind="ieo-small")
    own = lost[lost["quarter"] == quarter]
    if not len(own):
        draw_paragraph(f"The returns cannot tell who was lost on the way by {label(quarter)}.")
        return
    for (programme, provider), part in own.groupby(["programme", "provider"], sort=False):
        rows = [
            (
                comparison_in_words(row["compared"], row["group"]),
                *(
                    words
                    for value, n in ((row["lost"], row["n_lost"]), (row["stayed"], row["n_stayed"]))
                    for words in (
                        NONE if value != value else difference_in_words(value, row["unit"]),
                        f"{n:,}",
                    )
                ),
                row["why"]
                or difference_in_words(row["difference"], row["unit"], (row["lower"], row["upper"])),
            )
            for row in part.to_dict("records")
        ]
        caption = (
            f"{programme} · {provider}: those lost on the way by {label(quarter)}, beside those who stayed"
        )
        draw_markup(html_table(caption, COLUMNS, rows, numeric=("Lost", "Of", "Stayed", "Of ")))
    many = int((own["lower"].notna()).sum())
    if many:
        draw_paragraph(
            "First scores are averages, in points. A difference is more than chance only where its range "
            f"leaves 0 out; of the {plural(many, 'range')} here about one in twenty does so by chance alone.",
            kind="ieo-small",
        )
