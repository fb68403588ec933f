"""What is done next with a quarter: of all that the officer could do, the first that there is to do; of what
was issued, the meeting and the pack."""

from collections.abc import Callable
from dataclasses import dataclass

from ieo_metrics.framework.dates.days import today
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.measuring import source_returns
from ieo_metrics.store.current_snapshot import StoreSnapshot
from pages.shared.frame import store_access
from pages.shared.frame.figures import Figures
from pages.shared.frame.page import ISSUE_PAGE, MEETING_PAGE, RETURNS_PAGE
from pages.shared.frame.page_address import quarter_slug
from pages.shared.issue.approving.waiting import proposal_of
from pages.shared.issue.issued_pack import draw_issued_pack
from pages.shared.issue.next_issue import moved_since_issue
from pages.shared.issue.ready import returns_are_in
from pages.shared.kit.status_line import draw_status
from pages.shared.kit.ways import draw_way
from pages.shared.returns import session_files


@dataclass(frozen=True)
class NextStep:
    """Something to do with a quarter. `words`: on its button; `{}` stands for the quarter."""

    words: str
    page: str
    is_due: Callable[[StoreSnapshot, Quarter], bool]


def _may_issue(standing: StoreSnapshot, quarter: Quarter) -> bool:
    return standing.issue_of(quarter) is None and store_access.may_change()


STEPS = (
    NextStep("See the files waiting", RETURNS_PAGE, lambda *_: bool(session_files.uploaded_files())),
    NextStep("See what waits for approval", ISSUE_PAGE, lambda _, quarter: bool(proposal_of(quarter))),
    NextStep("See what is missing", RETURNS_PAGE, lambda *about: not returns_are_in(*about)),
    NextStep("Issue {}", ISSUE_PAGE, _may_issue),
    NextStep("Look at the corrections", ISSUE_PAGE, lambda *about: bool(moved_since_issue(*about))),
    NextStep("Open the meeting", MEETING_PAGE, lambda *_: True),
)


def next_step(standing: StoreSnapshot, quarter: Quarter) -> NextStep:
    """The first step that is due; the store holds a return of the quarter."""
    return next(step for step in STEPS if step.is_due(standing, quarter))


def draw_next_step(there: Figures, *, is_next: bool) -> None:
    """What has arrived, or what was issued, and at the end of that row the next step. `is_next`: it is the
    page's one filled button, since nothing waits for whoever looks at it."""
    if there.standing:
        step = next_step(there.standing, there.quarter)
        assert there.results is not None
        said = source_returns.arrivals_told(there.results.governed, there.quarter, today())
    else:
        step, said = STEPS[-1], there.about
    waiting = proposal_of(there.quarter) if there.standing and is_next else None
    with draw_status([said, waiting and f"{label(waiting.quarter)} {waiting.since}"], "arrivals"):
        draw_way(
            step.words.format(label(there.quarter)),
            step.page,
            is_next=is_next,
            quarter=quarter_slug(there.quarter),
        )
        if there.issue:
            draw_issued_pack(there.issue)
