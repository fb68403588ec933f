"""Which issue and which screen the meeting is looking at, from its address; and the keys that move between
screens."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.group.sections.section import Section
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.store.issues.shared_issue_snapshot import IssuedSnapshot
from pages.shared.frame import store_access
from pages.shared.frame.figures import Figures, issue_numbers, issued_figures
from pages.shared.frame.page import samples_notice
from pages.shared.frame.page_address import from_slug, quarter_slug
from pages.shared.kit.html_tables import safe_markup
from pages.shared.kit.text import draw_paragraph, draw_title
from pages.shared.kit.ways import draw_way

TABLES_PAGE, KEYS = "pages/issue_and_pack.py", "meeting_keys"
# Screen 0 is all measures at a glance; screen n is the n-th measure in the framework's order.
# The group's other work comes after them, then the actions and what is to be raised.
AT_A_GLANCE = 0
EVERY_MEASURE = f"All {len(MEASURES)}"

# The place is said by number, so that quick presses add up and none of them is lost while the screen before
# is still being drawn.
_JS = """
const TYPING = "input, textarea, select, [contenteditable=true], [role=combobox], " +
  "[role=listbox], [role=dialog], [role=grid], [data-baseweb=popover]";
const PAUSE = 900;
export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const holder = parentElement.querySelector(".ieo-holder");
  if (holder.drawn !== data.markup) holder.innerHTML = holder.drawn = data.markup;
  // The text follows the window by itself; a chart has to be told.
  const fit = () => {
    const larger = Math.min(innerWidth / 1280, innerHeight / 720);
    const scale = Math.round(20 * Math.min(Math.max(larger, 1), 2.5)) / 20;
    if (scale !== (holder.scale ?? data.scale)) setStateValue("scale", (holder.scale = scale));
  };
  if (holder.going === data.screen) holder.going = undefined;
  const go = (screen) => {
    const to = Math.min(Math.max(screen, 0), data.last);
    if (to === (holder.going ?? data.screen)) return;
    holder.going = to;
    setTriggerValue("go", String(to));
  };
  const say = (typed) => {
    holder.typed = typed;
    const place = holder.querySelector(".typed");
    if (place) place.textContent = typed && `Go to ${typed}`;
  };
  const jump = () => {
    clearTimeout(holder.waiting);
    const typed = holder.typed;
    say("");
    if (typed && Number(typed) <= data.last) go(Number(typed));
  };
  const keys = (event) => {
    // Enter sends what was typed and Escape gives up: either way the keys move screens again.
    const typed = event.target.matches?.("input[type=text]:not([role=combobox])");
    if ((event.key === "Enter" || event.key === "Escape") && typed) {
      if (event.key === "Escape") event.target.blur();
      else setTimeout(() => event.target.blur(), 50);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || event.target.closest?.(TYPING)) return;
    const at = holder.going ?? data.screen;
    const [back, on] = [at - 1, at + 1];
    const moves = { ArrowRight: on, PageDown: on, ArrowLeft: back, PageUp: back, Home: 0, End: data.last };
    if (event.key in moves) go(moves[event.key]);
    else if (/^[0-9]$/.test(event.key)) {
      clearTimeout(holder.waiting);
      say(((holder.typed ?? "") + event.key).slice(-2));
      holder.waiting = setTimeout(jump, PAUSE);
    } else if (event.key === "Enter" && holder.typed) jump();
    else if (event.key === "Escape" && holder.typed) { clearTimeout(holder.waiting); say(""); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  holder.onclick = (event) => {
    const link = event.target.closest("a[data-screen]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(Number(link.dataset.screen));
  };
  if (holder.fit) removeEventListener("resize", holder.fit);
  holder.fit = fit;
  addEventListener("resize", fit);
  fit();
  if (holder.keys) document.removeEventListener("keydown", holder.keys, true);
  holder.keys = keys;
  document.addEventListener("keydown", keys, true);
  return () => {
    clearTimeout(holder.waiting);
    document.removeEventListener("keydown", keys, true);
    removeEventListener("resize", fit);
  };
}
"""


@dataclass(frozen=True)
class Room:
    """What is on the screen: the figures of an issue, and the number of the screen."""

    there: Figures
    screen: int

    @property
    def quarter(self) -> Quarter:
        return self.there.quarter

    @property
    def issue(self) -> IssuedSnapshot:
        assert self.there.issue is not None  # the meeting is about nothing else
        return self.there.issue

    @property
    def lines(self) -> Sequence[OverviewLine]:
        """All measures, as they were shared."""
        return self.there.lines

    @cached_property
    def sections(self) -> Sequence[Section]:
        """About the group's other work, as they were issued."""
        return [Section.of_data(data) for data in self.issue.sections]

    @property
    def after_measures(self) -> list[tuple[int, str]]:
        """The number of each screen that is none of a measure, and what it is called."""
        titles = [*(section.title for section in self.sections), "Actions", "To raise to the SVRP"]
        return list(enumerate(titles, start=len(MEASURES) + 1))

    @property
    def place(self) -> str:
        """Where in the meeting its screen is: `7 / 19`, `Other work 2 / 5`."""
        beyond = self.screen - len(MEASURES)
        if self.screen == AT_A_GLANCE:
            return EVERY_MEASURE
        if beyond <= 0:
            return f"{self.screen} / {len(MEASURES)}"
        return f"Other work {beyond} / {len(self.sections)}" if beyond <= len(self.sections) else "Closing"

    @property
    def last(self) -> int:
        """The number of the last screen."""
        return self.after_measures[-1][0]

    def address(self, screen: int) -> str:
        """The link to a screen: it names the issue, so that it shows the same figures tomorrow."""
        return f"meeting?quarter={quarter_slug(self.quarter)}&issue={self.issue.number}&screen={screen}"


def _whole(text: str, lowest: int, highest: int, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and lowest <= int(text) <= highest else otherwise


def enter_room() -> Room | None:
    """The room for this address; None where its quarter was not issued, after saying so."""
    asked = st.query_params.get("quarter", "")
    latest = issue_numbers()
    quarter = from_slug(asked)
    if not asked and latest:
        looked_at = from_slug(st.session_state.get("last_quarter", ""))
        quarter = looked_at if looked_at in latest else max(latest)
    if quarter is None or quarter not in latest:
        _not_issued(quarter, list(latest))
        return None
    # Once the meeting has begun it stays with its issue, whatever is issued meanwhile.
    asked_for = _whole(st.query_params.get("issue", ""), 1, latest[quarter], latest[quarter])
    # One that was withdrawn is not shown even then.
    found = next(filter(None, (issued_figures(quarter, number) for number in (asked_for, latest[quarter]))))
    room = Room(found, AT_A_GLANCE)
    room = Room(found, _whole(st.query_params.get("screen", ""), 0, room.last, AT_A_GLANCE))
    said = {"quarter": quarter_slug(quarter), "issue": str(room.issue.number), "screen": str(room.screen)}
    if st.query_params.to_dict() != said:
        st.query_params.from_dict(said)
    st.session_state["last_quarter"] = said["quarter"]
    return room


def _not_issued(quarter: Quarter | None, there: Sequence[Quarter]) -> None:
    draw_title("Meeting")
    samples_notice()
    what = (
        f"{label(quarter)} has not been issued"
        if quarter is not None
        else "No quarter has been issued"
        if not there
        else "That quarter has not been issued"
    )
    draw_paragraph(f"{what}. The meeting uses frozen figures with small numbers hidden.")
    if store_access.may_change():
        draw_paragraph("Issue the quarter on the Issue and pack page first.")
        where = {} if quarter is None else {"quarter": quarter_slug(quarter)}
        draw_way("Go to Issue and pack", TABLES_PAGE, is_next=True, **where)
    for one in list(there)[::-1]:
        st.page_link(
            "pages/meeting.py",
            label=f"Meeting about {label(one)}",
            query_params={"quarter": quarter_slug(one)},
        )


def screen_link(room: Room, screen: int, words: str) -> str:
    """A link to a screen, which can be copied; a plain click does not reload the page."""
    return f'<a data-screen="{screen}" href="{safe_markup(room.address(screen))}">{words}</a>'


def _go() -> None:
    st.query_params["screen"] = st.session_state[KEYS]["go"]


def window_scale() -> float:
    """How much larger the window is than 1280 × 720, in twentieths, whatever the browser says: charts of each
    are kept for everybody."""
    said = st.session_state.get(KEYS, {}).get("scale")
    if not isinstance(said, int | float) or math.isnan(said):
        return 1.0
    return round(20 * min(max(said, 1.0), 2.5)) / 20


def heading_markup(over: str, words: str) -> str:
    """The heading of a screen, and what stands above it."""
    return f'<p class="ieo-over">{safe_markup(over)}</p><h1 class="ieo-h1">{safe_markup(words)}</h1>'


def draw_top(room: Room, markup: str) -> None:
    """The upper part of a screen: our own markup, with the position beside it. The keys are handled in it."""
    before = (
        screen_link(room, room.screen - 1, "‹ Back") if room.screen else '<span class="quiet">‹ Back</span>'
    )
    after = (
        screen_link(room, room.screen + 1, "Next ›")
        if room.screen < room.last
        else '<span class="quiet">Next ›</span>'
    )
    samples = " · invented samples" if store_access.in_samples() else ""
    where = (
        f'<span class="quarter">{label(room.quarter)}{samples}</span> <span class="at" '
        f'role="status">{room.place}</span>'
    )
    home = screen_link(room, AT_A_GLANCE, EVERY_MEASURE) if room.screen else ""
    nav = (
        f'<nav class="ieo-nav" aria-label="Screens"><p>{where}</p><p><span class="typed" '
        f'role="status"></span> {home} {before} {after}</p></nav>'
    )
    component = st.components.v2.component(
        "ieo_meeting", html='<div class="ieo-holder"></div>', js=_JS, isolate_styles=False
    )
    component(
        data={"markup": f"{nav}{markup}", "screen": room.screen, "last": room.last, "scale": window_scale()},
        key=KEYS,
        on_go_change=_go,
        on_scale_change=lambda: None,
    )
