"""What was typed, as it may be read beside an issue. A text was compared with what was hidden when it was
saved; since then the quarter may have been issued with more hidden, or a figure withdrawn."""

from dataclasses import replace
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures
from ieo_metrics.disclosure.typed_text.what_text_tells import Typed, told_by
from ieo_metrics.framework.configuration.targets import Target
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issues import all_issues
from ieo_metrics.store.issues.shared_issue_snapshot import (
    IssuedSnapshot,
    latest_issue_numbers,
    load_issued_snapshot,
)
from ieo_metrics.store.issues.what_is_hidden import hidden_figures, hidden_in_issue
from ieo_metrics.store.trail.withdrawn_figures import withdrawn_figures

NOT_SHOWN = "A {} is not shown: it names a figure that is hidden."


class TextsBesideIssue:
    """Texts beside one issue, with what is hidden of it. Each is looked through once."""

    def __init__(self, hidden: HiddenFigures) -> None:
        self.hidden = hidden
        self._tells: dict[Typed, bool] = {}

    def tells(self, text: str, quarter: Quarter, ref: str = "") -> bool:
        """Whether a text, of a quarter and perhaps about a measure, could tell what is hidden."""
        typed = Typed(text, quarter, ref, ends_there=False)
        if typed not in self._tells:
            self._tells[typed] = bool(told_by(typed, self.hidden))
        return self._tells[typed]

    def read(self, what: str, text: str, quarter: Quarter, ref: str = "") -> str:
        """The text, or the sentence that stands in its place. `what`: what it is, such as `note`."""
        return NOT_SHOWN.format(what) if self.tells(text, quarter, ref) else text


# Of each open store by issue, with what had been issued and withdrawn then: it takes as long as a page.
_Asked = tuple[object, ...]
_KNOWN: WeakKeyDictionary[Engine, dict[tuple[Quarter, int], tuple[_Asked, TextsBesideIssue]]] = (
    WeakKeyDictionary()
)


def texts_beside_issue(connection: Connection, quarter: Quarter, number: int) -> TextsBesideIssue:
    """Texts beside an issue that is there."""
    every, withdrawn = all_issues(connection), withdrawn_figures(connection)
    asked = (withdrawn, tuple(issue.key for issue in every))
    known = _KNOWN.setdefault(connection.engine, {})
    if known.get((quarter, number), ((), None))[0] != asked:
        issue = next(issue for issue in every if issue.key == (quarter, number))
        known[quarter, number] = asked, TextsBesideIssue(hidden_in_issue(issue, withdrawn, every))
    return known[quarter, number][1]


def texts_of_quarter(connection: Connection, quarter: Quarter, issue: IssuedSnapshot) -> TextsBesideIssue:
    """Texts of a quarter beside an issue, which says nothing of what is later: those of a later quarter are
    read as in the latest issue of their own, if there is one."""
    later = latest_issue_numbers(connection) if quarter > issue.quarter else {}
    key = (quarter, later[quarter]) if quarter in later else (issue.quarter, issue.number)
    return texts_beside_issue(connection, *key)


def texts_now(connection: Connection, store: Store, latest: Quarter) -> TextsBesideIssue:
    """Texts of any quarter as they may be read now: beside the latest issue, which knows every quarter before
    it; before the first, beside what disclosure control would let out up to the `latest` quarter."""
    numbers = latest_issue_numbers(connection)
    if not numbers:
        return TextsBesideIssue(hidden_figures(connection, store, latest))
    quarter = max(numbers)
    return texts_beside_issue(connection, quarter, numbers[quarter])


def load_issue_to_read(connection: Connection, quarter: Quarter, number: int) -> IssuedSnapshot | None:
    """`load_issued_snapshot`, in whose texts no figure is told that is hidden now."""
    issue = load_issued_snapshot(connection, quarter, number)
    return issue and _readable(issue, texts_beside_issue(connection, quarter, number))


def refuse_if_not_as_shown(connection: Connection, shown: IssuedSnapshot) -> None:
    """Raise StoreTrouble where an issue was withdrawn, or a figure of it, since it was loaded to be read."""
    now = load_issue_to_read(connection, shown.quarter, shown.number)
    if now is None or not now.frame.equals(shown.frame) or _texts(now) != _texts(shown):
        raise StoreTrouble(
            f"Issue {shown.number} of {label(shown.quarter)} was withdrawn, or a figure of it, since this "
            "page was drawn. Look at the page again."
        )


def _texts(issue: IssuedSnapshot) -> tuple[object, ...]:
    return issue.notes, issue.chart_rules.steps, issue.targets, issue.sections


def _readable(issue: IssuedSnapshot, texts: TextsBesideIssue) -> IssuedSnapshot:
    notes = [
        replace(
            note,
            words=texts.read("note", note.words, note.quarter, note.scope if note.scope in MEASURE else ""),
        )
        for note in issue.notes
    ]
    steps = [
        replace(step, reason=texts.read("reason", step.reason, step.quarter, step.ref))
        for step in issue.chart_rules.steps
    ]
    targets = issue.targets and tuple(_target(target, issue.quarter, texts) for target in issue.targets)
    rules = issue.chart_rules._replace(steps=tuple(steps))
    sections = tuple(
        section
        for section in issue.sections
        if not any(texts.tells(typed, issue.quarter) for typed in section["typed"])
        and not any(texts.tells(*about) for about in section.get("typed_about", ()))
    )
    return replace(issue, notes=tuple(notes), chart_rules=rules, targets=targets, sections=sections)


def _target(target: Target, quarter: Quarter, texts: TextsBesideIssue) -> Target:
    bands = tuple(
        # No two bands of a target have one name.
        band._replace(name=f"Band {place}, whose name is not shown")
        if texts.tells(band.name, quarter, target.ref)
        else band
        for place, band in enumerate(target.bands, 1)
    )
    return replace(target, bands=bands, reason=texts.read("reason", target.reason, quarter, target.ref))
