"""How far a quarter is on its way to the pack: which of the four steps one is at, and what to do next."""

from functools import partial

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.issues import Issue
from pages.shared.frame import store_access
from pages.shared.issue.approving.waiting import proposal_of
from pages.shared.issue.issue_and_downloads import draw_packs
from pages.shared.issue.issue_step import draw_issue, issue_in_short
from pages.shared.issue.next_issue import would_issue
from pages.shared.issue.pack import downloaded_in_words, pack_now
from pages.shared.issue.preview import draw_preview, preview_in_short
from pages.shared.issue.ready import draw_ready, readiness, returns_are_in
from pages.shared.kit.steps import Step, draw_steps
from pages.shared.kit.text import draw_paragraph

READY, LOOK_AND_ISSUE, PACK = "ready", "look and issue", "pack"


def next_step(standing: StoreSnapshot, quarter: Quarter) -> str:
    """READY while returns are missing of a quarter that is not issued; LOOK_AND_ISSUE where nothing is
    missing, a new issue would revise figures or one waits for a second person; else PACK."""
    if proposal_of(quarter):
        return LOOK_AND_ISSUE
    issue = standing.issue_of(quarter)
    if issue is None:
        return LOOK_AND_ISSUE if returns_are_in(standing, quarter) else READY
    if not store_access.may_change():
        return PACK
    needs_new = issue.shared is None or would_issue(standing, quarter).revised
    return LOOK_AND_ISSUE if needs_new else PACK


def draw_for_sharing(standing: StoreSnapshot, quarter: Quarter) -> None:
    """The four steps. Of their buttons only that of the next thing to do is filled."""
    draw_paragraph(
        "Files for sharing are made from an issue, in which small numbers are hidden. What was issued stays "
        "as it was until a correction can be told without pointing at a young person."
    )
    at, issue = next_step(standing, quarter), standing.issue_of(quarter)
    checks = readiness(standing, quarter)
    draw_steps(
        [
            Step(
                "Ready?",
                " · ".join(check.signed for check in checks),
                partial(draw_ready, checks, is_next=at == READY),
                is_open=at == READY,
            ),
            Step(
                "Preview",
                preview_in_short(standing, quarter),
                partial(draw_preview, standing, quarter),
                is_open=at == LOOK_AND_ISSUE,
            ),
            Step(
                "Issue",
                issue_in_short(standing, quarter),
                partial(draw_issue, standing, quarter, is_next=at == LOOK_AND_ISSUE),
                is_done=issue is not None,
                is_open=at == LOOK_AND_ISSUE,
            ),
            Step(
                "Pack",
                _pack_in_short(issue, quarter),
                partial(draw_packs, standing, quarter, is_next=at == PACK),
                is_done=issue is not None and _is_packed(issue),
                is_open=at == PACK,
            ),
        ],
        f"{quarter}_{0 if issue is None else issue.number}",
    )


def _is_packed(issue: Issue) -> bool:
    """Whether the pack is there to download, or was downloaded before."""
    return pack_now(issue) is not None or bool(downloaded_in_words(issue))


def _pack_in_short(issue: Issue | None, quarter: Quarter) -> str:
    if issue is None:
        return f"once {label(quarter)} is issued"
    if files := pack_now(issue):
        return f"{plural(len(files), 'file')} to download"
    return downloaded_in_words(issue) or "not downloaded yet"
