"""Hypothesis strategies: small lists of returns in which people, dates, quarters and versions collide as
often as possible.

Six quarters, four people, boundary dates. `returns()` for what is compared with `slow.compute` directly; with
`as_workbooks=True` each return covers one contiguous range with at least one row in each table, which a
workbook can state.
"""

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from ieo_metrics.framework.configuration.settings import SETTINGS, Settings
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.framework.words.code_lists import SESSION_STATUS, SESSION_TYPE

from .days import Quarter, months_later, quarters_between
from .plain import BAD, PlainReturn, Row

QUARTERS: list[Quarter] = quarters_between((2022, 4), (2024, 1))
PROVIDERS = tuple(r.provider for r in RETURN_TYPES)

_DAYS = [
    *(date(year, month, day) for year in (2023, 2024) for month, day in ((1, 1), (3, 31), (4, 1), (6, 30))),
    *(
        date(2023, month, day)
        for month, day in ((2, 28), (5, 31), (7, 1), (8, 15), (9, 30), (10, 1), (11, 30), (12, 31))
    ),
    *(date(2024, 2, day) for day in (15, 28, 29)),
    date(2022, 12, 31),
    date(2024, 7, 1),
]
_PEOPLE = ("YP-1", "yp-1", " YP-1", "YP-2", "YP-2", "\uff39\uff30-2", "YP-3", "YP-4")
_TOPICS = (
    *["meaningful use of time"] * 16,
    "offending",
    "emotional and mental health",
    "social networks and relationships",
    "physical health",
)
_DISTRICTS = ("Hampshire", "Portsmouth", "Southampton", "Isle of Wight")
_SCHOOLS = ("Oak School", "OAK  SCHOOL", "Elm School", "Ash")
# A digit apart, two schools of one name might be one, which is asked: what follows from that is tested elsewhere.
_URNS = ("100001", "116482", " 100001")
_COHORTS = ("Year 8", "year  8", "Year 9")
_OFFENCES = (
    ("046/00", None),
    (" 066/01 ", "Affray"),
    (None, "Robbery (of Personal Property)"),
    ("034/01", "ROBBERY of personal  property"),
    ("008/01", None),  # several values
    ("046/00", "Affray"),  # none
    (None, None),
)
# Only the Constabulary's own date matters: a window that ends after it is open.
_DATED = (
    date(2024, 7, 14),
    date(2024, 7, 14),
    date(2024, 6, 30),
    date(2024, 6, 29),
    date(2024, 2, 29),
    date(2023, 10, 14),
)

days = st.sampled_from(_DAYS)


def _cell(usual: st.SearchStrategy, blank: int = 1, bad: int = 1) -> st.SearchStrategy:
    """A usable value mostly; `blank` and `bad` are how many times in sixteen it is not."""
    kinds = ["usual"] * (16 - blank - bad) + ["blank"] * blank + ["bad"] * bad
    return st.sampled_from(kinds).flatmap(
        lambda kind: usual if kind == "usual" else st.just(None if kind == "blank" else BAD)
    )


def _needed(usual: st.SearchStrategy) -> st.SearchStrategy:
    """What a row cannot do without is missing or unreadable less often."""
    return st.integers(0, 30).flatmap(lambda n: st.sampled_from((None, BAD)) if n == 30 else usual)


def _one_of(*values: object, blank: int = 1, bad: int = 1) -> st.SearchStrategy:
    return _cell(st.sampled_from(values), blank, bad)


_person = _needed(st.sampled_from(_PEOPLE))
_day = _needed(days)
_yes_no = _one_of(True, False, False, blank=2)
_text = {"blank": 3, "bad": 0}
# A follow-up begins a year before the quarters of interest; offences are on either side of it.
_year_before = days.map(lambda day: months_later(day, -12))
_follow_up_day = _needed(_year_before)
_offence_day = _needed(st.one_of(days, _year_before))

_support = st.fixed_dictionaries(
    {
        "person_ref": _person,
        "started": _day,
        "ended": _cell(days, blank=5),
        "setting": _one_of("community", "community", "custody"),
        "district": _one_of(*_DISTRICTS),
        "age_band": st.none(),
        "gender": st.none(),
        "ethnicity": st.none(),
    }
)
_star = st.fixed_dictionaries(
    {
        "person_ref": _person,
        "date": _day,
        "area": _needed(st.sampled_from(_TOPICS)),
        "score": _one_of(1, 4, 5, 9, 10),
    }
)
_pain = st.fixed_dictionaries({"person_ref": _person, "date": _day, "score": _one_of(0, 1, 5, 6, 10)})
_referral = st.fixed_dictionaries(
    {
        "person_ref": _person,
        "started": _day,
        "ended": _cell(days, blank=5),
        "status": _one_of("engaged", "engaged", "engaged", "referred", "declined"),
    }
)
_follow_up = st.fixed_dictionaries(
    {
        "person_ref": _person,
        "started": _follow_up_day,
        "window_end": _cell(days, blank=10),
        "traced": _one_of(True, True, True, False, blank=2),
        "reoffended": _one_of(True, False, blank=5),
        "chi_before": _one_of(0, 2, 5, 547.5, blank=5),
        "chi_after": _one_of(0, 2, 5, 10, blank=5),
        "arrested": _follow_up_day,
    }
)
_offence = st.tuples(
    st.fixed_dictionaries({"person_ref": _person, "offence_date": _offence_day}),
    st.sampled_from(_OFFENCES),
    _one_of(1, 5, 547.5, blank=5),
).map(lambda drawn: drawn[0] | {"ho_code": drawn[1][0], "offence": drawn[1][1], "chi": drawn[2]})
_school_session = st.fixed_dictionaries(
    {
        "date": _day,
        "school": _one_of(*_SCHOOLS, **_text),
        "urn": _one_of(*_URNS, blank=6, bad=0),
        "district": _one_of(*_DISTRICTS),
        "cohort": _one_of(*_COHORTS, **_text),
        "activity": st.none(),
        "status": _one_of("delivered", "delivered", "delivered", *SESSION_STATUS, blank=3),
        "young_people_reached": _one_of(0, 5, 28, 30),
        "staff_engaged": _one_of(0, 1, 3),
        "hotspot": _yes_no,
        "priority": _yes_no,
    }
)
_listed_school = st.fixed_dictionaries(
    {
        "urn": _one_of(*_URNS, blank=4, bad=0),
        "school": _one_of(*_SCHOOLS, **_text),
        "hotspot": _yes_no,
        "priority": _yes_no,
        "valid_from": _cell(days, blank=6),
        "valid_to": _cell(days, blank=6),
    }
)
_police_session = st.fixed_dictionaries(
    {
        "date": _day,
        "type": _one_of(*SESSION_TYPE),
        "practitioner": st.none(),
        "team": st.none(),
        "attendees": st.none(),
        "status": _one_of("delivered", "delivered", "delivered", *SESSION_STATUS, blank=3),
        "number": _one_of(0, 1, 3, blank=5),
    }
)
ROWS: dict[str, st.SearchStrategy[Row]] = {
    "support": _support,
    "star_readings": _star,
    "pain_readings": _pain,
    "social_prescribing": _referral,
    "follow_up": _follow_up,
    "offences": _offence,
    "school_sessions": _school_session,
    "school_list": _listed_school,
    "police_sessions": _police_session,
}


@st.composite
def _rows(draw: Callable, table: str, at_least: int) -> list[Row]:
    """A few rows, and sometimes one of them again."""
    size = draw(st.sampled_from((at_least, 2, 4, 6, 8, 10)))
    out = draw(st.lists(ROWS[table], min_size=size, max_size=size))
    if out and draw(st.integers(0, 2)) == 0:
        out = [*out, dict(draw(st.sampled_from(out)))]
    return out


@st.composite
def _ranges(draw: Callable) -> set[Quarter]:
    first = draw(st.integers(0, len(QUARTERS) - 1))
    return set(QUARTERS[first : first + draw(st.sampled_from((1, 1, 2, 4, 6)))])


@st.composite
def a_return(draw: Callable, provider: str, as_workbooks: bool = False) -> PlainReturn:
    """One return of a provider: some of its tables, what it covers (now and then each table apart, with
    gaps), and its date."""
    of = next(r for r in RETURN_TYPES if r.provider == provider)
    carried = draw(st.sampled_from((of.tables, of.tables, *((name,) for name in of.tables))))
    tables = {
        name: draw(_rows(name, at_least=1 if as_workbooks else 0)) for name in of.tables if name in carried
    }
    quarters = draw(_ranges())
    covers = {name: set(quarters) for name in tables}
    if not as_workbooks and draw(st.integers(0, 3)) == 0:
        covers = {name: draw(st.sets(st.sampled_from(QUARTERS), max_size=4)) for name in tables}
    dated = draw(st.sampled_from(_DATED)) if provider == "Constabulary" else _DATED[0]
    return PlainReturn(of.programme, of.provider, dated, tables, covers)


@st.composite
def _versions(draw: Callable, provider: str, as_workbooks: bool) -> list[PlainReturn]:
    """One to three returns of a provider; now and then one is an earlier one again, with rows left out or
    changed."""
    out = draw(st.lists(a_return(provider, as_workbooks), min_size=1, max_size=3))
    if draw(st.integers(0, 2)) == 0:
        again = draw(st.sampled_from(out))
        tables = {name: [*rows[1:], draw(ROWS[name])] for name, rows in again.tables.items()}
        out = [
            *out,
            PlainReturn(
                again.programme,
                provider,
                again.dated,
                tables,
                {name: set(quarters) for name, quarters in again.covers.items()},
            ),
        ]
    return out


@st.composite
def returns(
    draw: Callable,
    providers: tuple[str, ...] = PROVIDERS,
    most_providers: int = 2,
    as_workbooks: bool = False,
) -> list[PlainReturn]:
    """Returns of some of the providers in any order of acceptance."""
    chosen = draw(st.lists(st.sampled_from(providers), min_size=1, max_size=most_providers, unique=True))
    out = [one for provider in chosen for one in draw(_versions(provider, as_workbooks))]
    return draw(st.permutations(out)) if len(chosen) > 1 else out


def settings() -> st.SearchStrategy[Settings]:
    """Any settings that can be in force; the defaults are the simplest."""
    return st.builds(
        Settings,
        **{s.name: st.sampled_from((s.default, *(c for c in s.choices if c != s.default))) for s in SETTINGS},
    )
