"""The page Approval: what was proposed, as everybody would see it, and the word of a second person. It reads
what may be shared and nothing else, as the meeting does."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ieo_metrics.exports.pack.from_issue import revised_listed
from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.roles import APPROVE
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.sections.section import Section
from ieo_metrics.measuring.overview_lines import OverviewLine, overview_lines
from ieo_metrics.statistics.figure_wording import NO_VALUE, value_in_words
from ieo_metrics.statistics.target_outcomes import target_outcome
from ieo_metrics.store.issues.approving import proposals
from ieo_metrics.store.issues.approving.proposals import Proposal, Proposed
from ieo_metrics.store.issues.corrections.compare_quarter_figures import figure_in_words, quarter_figures
from ieo_metrics.store.issues.issuing import LONGEST
from ieo_metrics.store.issues.shared_issue_snapshot import IssuedSnapshot
from ieo_metrics.store.trail.withdrawn_issues import withdrawn_issues
from pages.shared.frame import store_access
from pages.shared.frame.page import OVERVIEW_PAGE
from pages.shared.frame.page_address import choose_quarter, quarter_slug
from pages.shared.group.section_markup import draw_folded_sections
from pages.shared.issue.approving.setting import draw_ending
from pages.shared.issue.approving.waiting import MOVED, why_not_yours, withdrawn_in_words
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.notice import draw_notice, draw_obstacle
from pages.shared.kit.text import (
    draw_heading,
    draw_list,
    draw_markup,
    draw_paragraph,
    draw_title,
    text_markup,
)
from pages.shared.kit.ways import draw_way
from pages.shared.measure.measures_table import verdict_cell

_DONE = "word given"  # in the session: the quarter, and what was done with it, to be said once


def draw_approval() -> None:
    """What waits, one quarter at a time; else that nothing does."""
    waiting = {one.quarter: one for one in store_access.read_store(proposals.proposals)}
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        draw_title("Approval")
    if waiting:
        with right:
            quarter = choose_quarter(list(waiting), "{} does not wait for approval")
    _draw_done()
    if waiting:
        _draw_proposal(waiting[quarter])
    else:
        draw_paragraph("Nothing waits for approval.")
    draw_ending()
    if gone := store_access.read_store(withdrawn_issues):
        draw_heading("Withdrawn")
        draw_paragraph("An issue is withdrawn without waiting for anybody: that protects.")
        draw_list([(withdrawn_in_words(one),) for one in reversed(gone)])


def _draw_done() -> None:
    if done := st.session_state.pop(_DONE, None):
        quarter, words = done
        draw_notice(f"Done: {label(quarter)} {words}.")
        draw_way("Go to the Overview", OVERVIEW_PAGE, is_next=True, quarter=quarter_slug(quarter))


def _draw_proposal(shown: Proposal) -> None:
    proposed = store_access.read_store(proposals.look_at, shown)
    issue, quarter = proposed.issue, shown.quarter
    own = quarter_figures(issue.frame)
    hidden = sum(own[measure.ref, quarter]["marker"] == HIDDEN for measure in MEASURES)
    draw_paragraph(f"{label(quarter)}, issue {shown.number}, {shown.since}.")
    draw_paragraph(
        f"This is what everybody would see. {hidden or 'None'} of the {len(MEASURES)} figures "
        f"{'is' if hidden == 1 else 'are'} hidden. {issue.hidden} With them go "
        f"{_many(issue.targets or (), 'target')} and {_many(issue.notes, 'note')} on charts."
    )
    _draw_revised(proposed)
    _draw_measures(proposed)
    _draw_sections(proposed.issue, shown)
    _draw_word(shown, "figures and sections" if issue.sections else "figures")


def _many(several: Sequence[object], what: str) -> str:
    return plural(len(several), what) if several else f"no {what}s"


def _draw_revised(proposed: Proposed) -> None:
    rows = revised_listed(proposed.revised, proposed.issue.frame)
    if not rows:
        draw_paragraph("No issued figure would be corrected.")
        return
    draw_markup(
        html_table(
            "Issued figures that would be corrected",
            ("Measure", "Quarter", "As issued", "Would be", "Why"),
            [
                (
                    f"{row.ref}  {MEASURE[row.ref].name}",
                    row.period(proposed.issue.quarter),
                    row.issued,
                    row.now,
                    row.why,
                )
                for row in rows
            ],
            kind="ieo-compact",
        )
    )


def _draw_measures(proposed: Proposed) -> None:
    issue = proposed.issue
    quarter, targets = issue.quarter, issue.targets or ()
    own = quarter_figures(issue.frame)
    lines = overview_lines(issue.frame, quarter, issue.chart_rules)
    aims = {measure.ref: found for measure in MEASURES if (found := in_force(targets, measure.ref, quarter))}
    columns = ("Measure", label(quarter), "Quarter before", "Verdict", *(["Target"] if aims else []))
    draw_markup(
        html_table(
            f"What an issue of {label(quarter)} would hand out",
            columns,
            [
                (
                    f"{line.measure.ref}  {line.measure.name}",
                    figure_in_words(own[line.measure.ref, quarter], line.measure.ref),
                    value_in_words(line.previous.then.value, line.measure, line.previous.then.n),
                    verdict_cell(line.verdict),
                    *([_target(aims.get(line.measure.ref), line)] if aims else []),
                )
                for line in lines
            ],
            numeric=columns[1:3],
            kind="ieo-compact ieo-proposed",
        )
    )


def _draw_sections(issue: IssuedSnapshot, shown: Proposal) -> None:
    if issue.sections:
        draw_paragraph("With them go these sections about the group's other work:")
        draw_folded_sections(map(Section.of_data, issue.sections), f"proposed_{shown.digest}")


def _target(target: Target | None, line: OverviewLine) -> str:
    if target is None:
        return NO_VALUE
    return f"{value_in_words(target.aim, line.measure)}, {target_outcome(target, line.now, line.measure)}"


def _draw_word(shown: Proposal, looked_at: str) -> None:
    """The tick and the two buttons, for another person than who proposed it. What is pressed is about what
    was drawn, and not about what has come since. `looked_at`: what it is made of, in words."""
    if words := why_not_yours(shown):
        draw_obstacle(words)
        return
    if moved := store_access.read_store(proposals.is_out_of_date, shown):
        draw_notice(MOVED)
    sure = not moved and st.checkbox(
        f"I have looked at these {looked_at}. Issue them as {label(shown.quarter)}, and lock the quarter: "
        "what is handed out cannot be called back from those who have it, and later issues repeat it.",
        key=f"looked_{shown.digest}",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Approve {label(shown.quarter)}",
            type="primary",
            disabled=not sure,
            key=f"approve_{shown.digest}",
            on_click=_approve,
            args=(shown,),
        )
        with st.popover("Send it back"):
            why = st.text_input(
                "Why is it sent back?", max_chars=LONGEST, live=True, key=f"why_{shown.digest}"
            )
            st.button(
                "Send it back with this reason",
                disabled=not why.strip(),
                key=f"send_back_{shown.digest}",
                on_click=_send_back,
                args=(shown, why),
            )
        if not sure and not moved:
            st.html(text_markup("Still needed to approve: the tick.", kind="ieo-small ieo-needed"))


def _approve(shown: Proposal) -> None:
    by = store_access.somebody_at_work()
    done = f"was issued, as issue {shown.number}"
    _note(
        shown.quarter, done, store_access.run_change(partial(proposals.approve, by=by, shown=shown), APPROVE)
    )


def _send_back(shown: Proposal, why: str) -> None:
    by = store_access.somebody_at_work()
    back = partial(proposals.send_back, by=by, shown=shown, why=why)
    _note(shown.quarter, "was sent back", store_access.run_change(back, APPROVE))


def _note(quarter: Quarter, words: str, done: bool) -> None:
    if done:
        st.session_state[_DONE] = quarter, words
