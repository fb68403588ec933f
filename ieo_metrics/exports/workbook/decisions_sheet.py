"""The sheet of the decisions that the board is asked for, in the SVRP workbook."""

from collections.abc import Sequence

from ieo_metrics.exports.pack.content import DecisionSought
from ieo_metrics.exports.workbook.sheet_content import Page, SheetColumn
from ieo_metrics.framework.terms_of_reference import NO_DAY, NO_OWNER

DECISIONS = "Decisions"


def decisions_sheet(decisions: Sequence[DecisionSought]) -> Page:
    """Each decision that is sought, numbered as in the report, with who owns it and by which day it is
    wanted."""
    return Page(
        DECISIONS,
        "Decisions sought, each with its owner and date",
        ("This sheet has one table.",),
        "decisions",
        (
            SheetColumn("Number", 10, "number"),
            SheetColumn("Decision sought", 80),
            SheetColumn("Owner", 34),
            SheetColumn("Decide by", 18),
        ),
        [
            (number, decision.words, decision.owner or NO_OWNER, decision.due or NO_DAY)
            for number, decision in enumerate(decisions, start=1)
        ],
    )
