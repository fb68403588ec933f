"""What a quarter's figure comes to, in one title: its value, its target and whether that is met. The one
place that says so, for the report, the slides and what else is made of a pack; and their headline."""

from collections.abc import Collection, Mapping, Sequence

from ieo_metrics.framework.configuration.targets import TOO_FEW, Target, band_of
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import apart_in_words, no_value, value_in_words
from ieo_metrics.statistics.target_outcomes import MET, MISSED, OUTCOMES, UNTOLD, target_outcome
from ieo_metrics.statistics.verdict_wording import verdict_in_short
from ieo_metrics.statistics.verdicts import IMPROVING, NOT_JUDGED, WORSENING, Verdict

_TARGETS = {MET: "Targets met", MISSED: "Targets missed", UNTOLD: "Targets where this cannot be told"}
SMALL = "hidden, so that no young person can be recognised"
WITHDRAWN = "withdrawn"  # what is not about young people is never hidden for anything else


def why_none(figure: Figure, measure: Measure, small: str = SMALL) -> str:
    """Why there is no value: hidden (`small` says how), nobody, or no return."""
    hidden = small if measure.about_people else WITHDRAWN
    return f"{figure.label} is {hidden}" if figure.marker == HIDDEN else no_value(figure)


def finding_says(
    name: str, figure: Figure, measure: Measure, verdict: Verdict, target: Target | None = None
) -> str:
    """The title of a measure's quarter: `Do not reoffend: 60% against a target of 75%; cannot be told apart`,
    `Do not reoffend: 68%, improving`, and why there is no value where there is none. `target`: the one in
    force in the quarter. What is not judged is only its value: why stands below."""
    if figure.value is None:
        return f"{name}: {why_none(figure, measure)}"
    shown = value_in_words(figure.value, measure, figure.n)
    if target is None:
        said = f"{name}: {shown}"
        return said if verdict.word == NOT_JUDGED else f"{said}, {verdict_in_short(verdict)}"
    # 64.6% and a target of 65% look the same as they are usually shown.
    shown, aim = (
        apart_in_words(figure.value, target.aim, measure, figure.n)
        if value_in_words(target.aim, measure) == shown and figure.value != target.aim
        else (shown, value_in_words(target.aim, measure))
    )
    changed = f", {verdict.word}," if verdict.says_change else ""
    return f"{name}: {shown}{changed} against a target of {aim}; {_in_title(target, figure, measure)}"


def _in_title(target: Target, figure: Figure, measure: Measure) -> str:
    outcome = target_outcome(target, figure, measure)
    if outcome != UNTOLD:
        return outcome
    few = band_of(target, figure.value, figure.n, measure) is TOO_FEW
    return "too few young people to tell" if few else "cannot be told apart"


def outcomes_told(outcomes: Mapping[str, str]) -> list[str]:
    """`Targets met (2): Supported in the community; Do not reoffend.`, `Targets missed: none.`, of the
    targets in force by ref, a sentence for each outcome; that there are none."""
    if not outcomes:
        return ["No target is in force this quarter."]
    said = []
    for outcome in OUTCOMES:
        names = [MEASURE[ref].name for ref, found in outcomes.items() if found == outcome]
        if names:
            said.append(f"{_TARGETS[outcome]} ({len(names)}): {'; '.join(names)}.")
        elif outcome != UNTOLD:
            said.append(f"{_TARGETS[outcome]}: none.")
    return said


def headline(
    quarter: int, outcomes: Collection[str], verdicts: Sequence[Verdict], *, first: bool = False
) -> str:
    """`2024/25 Q4: 3 of 6 targets met, 1 cannot be told; 1 measure improving, none worsening.` `first`:
    whether there is no quarter before it."""
    words = [verdict.word for verdict in verdicts]
    better, worse = words.count(IMPROVING), words.count(WORSENING)
    measures = "measure" if better == 1 else "measures"
    targets = f"{_targets_told(outcomes)}; " if outcomes else ""
    if first:
        moved = "this is the first quarter, with nothing to compare it with yet"
    elif not better and not worse:
        moved = "nothing clearly improving or worsening"
    else:
        moved = f"{better or 'no'} {measures} improving, {worse or 'none'} worsening"
    return f"{label(quarter)}: {targets}{moved}."


def _targets_told(outcomes: Collection[str]) -> str:
    """How many targets are met, and of how many that cannot be told, which is not to be taken for missed."""
    many = len(outcomes)
    met, untold = (sum(outcome == wanted for outcome in outcomes) for wanted in (MET, UNTOLD))
    if untold == many:
        return f"whether {'the target' if many == 1 else f'any of {many} targets'} is met cannot be told"
    return f"{met} of {plural(many, 'target')} met" + (f", {untold} cannot be told" if untold else "")
