"""What is asked of every programme alike, to see how well it can be evaluated: one row a question. Nothing of it
is typed; which function answers a question stands in `group.evaluation.evaluation_table`, and nowhere else."""

from dataclasses import dataclass

from ieo_metrics.framework.breakdowns import BREAKDOWNS

SHARE, COUNT, WEEKS, DAYS, WIDTH = UNITS = ("share", "count", "weeks", "days", "width")


@dataclass(frozen=True)
class EvaluationQuestion:
    """One question. `meaning`: of whom or what the figure is, in words; `unit`: of UNITS (a width is of an interval,
    in what its measure is in); `better`: the direction that is better for evaluating, "" where neither is;
    `looks_back`: how many quarters before its own the figure also rests on; `range_is`: what its lower and upper
    ends are; `got_better`: of a share, what is said without a number where it is better than before, and `shared_as`:
    what is called so in the pack, where it is always the share of those who have something."""

    name: str
    heading: str
    meaning: str
    unit: str
    better: str = ""
    looks_back: int = 0
    range_is: str = ""
    got_better: str = ""
    shared_as: str = ""


def _share(
    name: str,
    heading: str,
    meaning: str,
    got_better: str,
    shared_as: str,
    better: str = "higher",
    looks_back: int = 0,
) -> EvaluationQuestion:
    return EvaluationQuestion(
        name, heading, meaning, SHARE, better, looks_back, "95% range", got_better, shared_as
    )


def known(breakdown: str) -> str:
    """The name of the question of how many are known by a breakdown."""
    return f"{breakdown} known"


_FAULTS = "In the return that counts for the quarter, as it was accepted: how many cells or sheets"
EVALUATION_QUESTIONS: tuple[EvaluationQuestion, ...] = (
    EvaluationQuestion(
        "supported",
        "Supported",
        "Different young people with a period of support on at least one day of the quarter, in any setting. "
        "Of a list of referrals, those who engaged.",
        COUNT,
    ),
    _share(
        "first reading",
        "First reading",
        "Of those supported in the quarter: the share with a usable score by its end.",
        "more of those supported have a first score",
        "Supported, with a first score",
    ),
    _share(
        "second reading",
        "Second reading",
        "Of those supported in the quarter: the share with a score in the year to its end that can be compared with "
        "an earlier one.",
        "more of those supported have a score to compare with an earlier one",
        "Supported, with a second score in the year",
        looks_back=3,
    ),
    EvaluationQuestion(
        "weeks between",
        "Weeks between",
        "Of those with a score in the quarter that can be compared with an earlier one: the weeks from their first "
        "score to the latest in the quarter. The middle of them, and between what the middle half lies.",
        WEEKS,
        range_is="middle half",
    ),
    _share(
        "lost on the way",
        "Lost on the way",
        "Of those whose first score dates from one of the four quarters before this one, so that a second was due: "
        "the share without one by the end of the quarter.",
        "fewer of those who began are lost before a second score",
        "Second score due, and there",
        better="lower",
        looks_back=4,
    ),
    _share(
        "traced",
        "Traced",
        "Of those whose follow-up window ended in the quarter, and whose dates and answers agree: the share whom the "
        "Constabulary could trace.",
        "more of those followed up could be traced",
        "Followed up, and traced",
    ),
    *(
        _share(
            known(breakdown.name),
            f"{breakdown.name.capitalize()} known",
            f"Of those whom the return has in the quarter: the share whose {breakdown.name} is known.",
            f"the {breakdown.name} of more of those in the return is known",
            f"In the return, {breakdown.name} known",
        )
        for breakdown in BREAKDOWNS
    ),
    EvaluationQuestion(
        "width",
        "Width of the range",
        "From the lower to the upper end of the 95% range of each measure of the programme: the narrower, the more it "
        "says.",
        WIDTH,
        "lower",
    ),
    EvaluationQuestion(
        "days late",
        "Days late",
        "How many days after its due day the return that was accepted came; 0 where it came in time. The Returns page "
        "says the same.",
        DAYS,
        "lower",
    ),
    EvaluationQuestion("must fix", "Must be fixed", f"{_FAULTS} had to be fixed.", COUNT, "lower"),
    EvaluationQuestion("to confirm", "To confirm", f"{_FAULTS} had to be confirmed.", COUNT, "lower"),
)
EVALUATION_QUESTION: dict[str, EvaluationQuestion] = {
    question.name: question for question in EVALUATION_QUESTIONS
}
SHARES: tuple[EvaluationQuestion, ...] = tuple(
    question for question in EVALUATION_QUESTIONS if question.unit == SHARE
)
