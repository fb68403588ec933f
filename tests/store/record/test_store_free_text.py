"""Free text that is kept: what surely says who somebody is, is refused with the reason; what any report says
is not."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Band, Rebasing, Target
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK
from ieo_metrics.framework.crime_harm import Edition
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.terms_of_reference import DONE, UNDER_WAY, UPDATE
from ieo_metrics.reading.cells.personal_details import personal_details_in
from ieo_metrics.store.database.errors import KeyTrouble, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.approving import proposals, second_person
from ieo_metrics.store.issues.approving.second_person import Somebody
from ieo_metrics.store.issues.withdrawing.withdraw_figure import withdraw_figure
from ieo_metrics.store.issues.withdrawing.withdraw_issue import withdraw_issue
from ieo_metrics.store.record.comments import OFFICER, add_comment, comment_history, current_comments
from ieo_metrics.store.record.free_text import nobody_named
from ieo_metrics.store.record.meetings_and_actions import (
    close_action,
    open_action,
    record_meeting,
)
from ieo_metrics.store.record.named_editions import take_named_edition
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from ieo_metrics.store.record.recommendation_progress import set_recommendation
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from ieo_metrics.store.record.unit_look import set_unit_look
from ieo_metrics.store.registers.register_rows import add_row
from ieo_metrics.store.returns import acceptance, known_references_in_text
from ieo_metrics.store.trail import verify
from tests.recognising.in_memory import book
from tests.store.begun import Begin
from tests.store.office import issue, returns_of, stands, stars, take, trainings

Q, REF, WHO, DUE = quarter(2024, 1), "5.1.1.b", "A. Officer", dt.date(2024, 10, 22)

PERSONAL = [
    ("Ring his mother on 07700 900123.", "a telephone number", "07700 900123"),
    ("Tel.07700900123, or the office", "a telephone number", "07700900123"),
    ("Worker: +44 7700 900123", "a telephone number", "+44 7700 900123"),
    ("Worker: 0044 7700 900 123", "a telephone number", "0044 7700 900 123"),
    ("Ask (023) 9283 4567 first", "a telephone number", "(023) 9283 4567"),
    ("Seen at A&E, 943 476 5919.", "an NHS number", "943 476 5919"),
    ("NHS no 9434765919", "an NHS number", "9434765919"),
    ("Lives at SO14 7LY now", "a postcode", "SO14 7LY"),
    ("moved to po1 2ab in May", "a postcode", "po1 2ab"),
    ("Moved to PO12AB", "a postcode", "PO12AB"),
    ("Write to jo.bloggs@example.org.uk", "an e-mail address", "jo.bloggs@example.org.uk"),
    ("The boy born 3 February 2009 came back", "a date of birth", "born 3 February 2009"),
    ("Born on 3/2/09", "a date of birth", "Born on 3/2/09"),
    ("DOB 03.02.2009", "a date of birth", "DOB 03.02.2009"),
    ("d.o.b. 2009-02-03", "a date of birth", "d.o.b. 2009-02-03"),
    ("date of birth: 3rd Feb 2009", "a date of birth", "birth: 3rd Feb 2009"),
    ("Jayden (3 Feb 2009, born early)", "a date of birth", "3 Feb 2009, born"),
    ("February 3, 2009 is his birthday", "a date of birth", "February 3, 2009 is his birthday"),
    ("He (17/11/2009) was seen twice", "a date of birth", "17/11/2009"),
]


def six_young_people(store: Store) -> None:
    """By references of the kinds that providers give; the year 2023/24 is the first of which anything is known."""
    people = {
        "RST-0417": (1, 2),
        "NL 0031/B": (3, 4),
        "10432": (2, 3),
        "2024": (2, 2),
        "A1": (5, 5),
        "511A": (1, 1),
    }
    take(store, returns_of(stars(Q - 4, people), trainings(Q, 3)))


@pytest.fixture
def beginning() -> Begin:
    return six_young_people


def read(store: Store, what, *given):
    with store.reading() as connection:
        return what(connection, *given)


@pytest.mark.parametrize(("words", "what", "as_written"), PERSONAL, ids=[words for words, _, _ in PERSONAL])
def test_personal_details_are_refused_and_named(words, what, as_written):
    assert personal_details_in(words, 2018) == {what: as_written}


@pytest.mark.parametrize("words", [words for words, _, _ in PERSONAL])
def test_no_comment_with_them_is_kept(file_store, words):
    with pytest.raises(StoreTrouble, match=r"The comment holds .*Nothing was saved: remove that"):
        add_comment(file_store, WHO, Q, REF, OFFICER, WHO, words)
    assert read(file_store, comment_history, Q, REF) == []


PLAIN = [
    "Q2 was quieter than Q1; 12 of 40 came.",
    "5.1.1.a rose, 5.1.1.b and 5.2.2.a did not.",
    "Agreed on 3 February 2025, to be done by 07/2025.",
    "From 01/04/2024 to 30/06/2024, 2024-25, 2023/24 Q2, FY 2024/2025",
    "Mary Rose Academy, Park Community School and St Edmund's took part.",
    "The officer is born and bred here; the scheme began on 1 April 2024 and was born out of need.",
    "Date of birth is now asked for, and so is the postcode.",
    "1,204 pupils, 2024 more than in 2023; 10,432 in all; +1.4 points, 61.76 %, £12,500.00",
    "Phase 2 of 3, year 10, groups 7 8 9 10 11, W12 8th floor, room B4 5pm",
    "Sessions 2-4 weekly, 16-17 year olds, 24/7, 999 and 101 calls, section 3.1.2",
    "Call it 01 02 03 04: the four steps. ISO 27001, Covid-19, GP2 and A1 are names.",
    "Two workers left in May; Thursday's group was paused.",
]


@pytest.mark.parametrize("words", PLAIN)
def test_what_any_report_says_is_kept(store, words):
    add_comment(store, WHO, Q, REF, OFFICER, WHO, words)
    assert [one.text for one in read(store, current_comments, Q)[REF]] == [words]


def test_names_of_the_framework_are_never_taken_for_a_person(store):
    """Every measure and every quarter for thirty years, beside references that look like them."""
    found = read(store, known_references_in_text.known_references, store.require_key())
    assert [found.found(f"{one.ref} {one.name} {one.wording} {one.definition}") for one in MEASURES] == [
        []
    ] * len(MEASURES)
    assert [
        found.found(f"{label(q)} YTD, {label(q).replace('/', '-')}, {label(q)[:7]}")
        for q in range(Q - 60, Q + 60)
    ] == [[]] * 120


@pytest.mark.parametrize(
    ("words", "as_written"),
    [
        ("RST-0417 did well.", "RST-0417"),
        ("Seen: rst 0417, twice", "rst 0417"),
        ("(rst417)", "rst417"),
        ("RST0417's worker left", "RST0417"),
        ("ＲＳＴ-0417 in other letters", "RST-0417"),
        ("We asked NL 31/b.", "NL 31/b"),
        ("Case 10432 is closed", "10432"),
    ],
)
def test_a_reference_of_an_accepted_return_is_refused(store, words, as_written):
    with pytest.raises(
        StoreTrouble, match=f'The comment holds a young person\'s reference, "{as_written}"\\.'
    ):
        add_comment(store, WHO, Q, REF, OFFICER, WHO, words)
    assert read(store, current_comments, Q) == {}


def test_a_reference_that_no_return_holds_is_not_known(store):
    assert nobody_named(store, "RST-0418, NL 32/b and 10433", 300, "It") == "RST-0418, NL 32/b and 10433"


def test_of_a_return_that_was_taken_back_too(store):
    [one] = take(
        store,
        returns_of(
            book(
                "Reporting quarter: 2024/25 Q1\nPerson ref  Start date  Follow-up end  Traced\nZZ-9911  "
                "2023-05-01  2024-05-01  yes"
            )
        ),
    )
    acceptance.withdraw_return(store, WHO, one.seq, "a mistake", stands(store))
    with pytest.raises(StoreTrouble, match="ZZ-9911"):
        nobody_named(store, "ZZ-9911", 300, "It")


def _aim(store: Store, aim: Target | Rebasing | ChartNote) -> None:
    change_aims(store, WHO, aim, "an aim", stands(store).facts)


def _withdraw(store: Store, why: str, by: str) -> None:
    withdraw_issue(store, WHO, stands(store).issues[0], why, by, None, True, stands(store).facts)


def _withdraw_figure(store: Store, why: str) -> None:
    now = stands(store)
    withdraw_figure(store, WHO, ("5.3.1.b", "quarter", Q), why, now, now.facts)


def _count_by(store: Store, name: str, day: str) -> None:
    take_named_edition(store, WHO, Edition(name, day, ()), stands(store).facts)


# What is typed and kept, by what it is called: what saves it.
LOOKED_THROUGH: dict[str, Callable[[Store, str], object]] = {
    "The comment": lambda store, words: add_comment(store, WHO, Q, REF, OFFICER, WHO, words),
    "The action": lambda store, words: open_action(store, WHO, Q, words, "Police", DUE),
    "The reason it is closed": lambda store, words: close_action(store, WHO, 1, DONE, words),
    "What is to be raised": lambda store, words: raise_to_svrp(store, WHO, Q, UPDATE, words),
    "The evidence": lambda store, words: set_recommendation(store, WHO, "3.1", UNDER_WAY, words),
    "The place": lambda store, words: record_meeting(store, WHO, Q, DUE, words, []),
    "The note": lambda store, words: _aim(store, ChartNote(Q, words)),
    "The reason of a target or step": lambda store, words: _aim(store, Rebasing(REF, Q, words)),
    "The name of a band": lambda store, words: _aim(store, Target(REF, Q, (Band(words, 0.5),))),
    "The year of the edition": lambda store, words: _count_by(store, words, ""),
    "The date": lambda store, words: _count_by(store, "2030", words),
    "The reason it is unlocked": lambda store, words: issuing.unlock_quarter(
        store, WHO, Q, words, stands(store).facts
    ),
    "The reason an issue is sent back": lambda store, words: _send_back(store, words),
    "The reason a figure is withdrawn": lambda store, words: _withdraw_figure(store, words),
    "The reason an issue is withdrawn": lambda store, words: _withdraw(store, words, "The board"),
    "Who received it": lambda store, words: _withdraw(store, "The wrong one", words),
    "The name of the unit on its files": lambda store, words: set_unit_look(
        store, WHO, replace(PLAIN_LOOK, name=words)
    ),
    "The text of the cover": lambda store, words: set_unit_look(
        store, WHO, replace(PLAIN_LOOK, cover_text=words)
    ),
    "A text of a register": lambda store, words: add_row(
        store, WHO, "programmes", {"name": words, "about": "Somewhere to go"}
    ),
    "The reason a return is taken back": lambda store, words: acceptance.withdraw_return(
        store, WHO, stands(store).returns[-1].seq, words, stands(store)
    ),
}


def _send_back(store: Store, words: str) -> None:
    with store.reading() as connection:
        shown = proposals.proposals(connection)[0]
    proposals.send_back(store, Somebody("B. Approver", "second"), shown, words)


@pytest.fixture
def recorded(store: Store) -> Store:
    """With an action to close, an issue to send back and one to withdraw, in which it is hidden that five of six
    did better: that would tell of the sixth."""
    six = {f"RST-050{n}": (4, 5 if n else 3) for n in range(6)}
    take(store, returns_of(stars(Q, six, "again.xlsx"), store=store))
    open_action(store, WHO, Q, "Map what there is", "Police", DUE)
    issue(store, Q)
    second_person.let_issues_wait(store, Somebody(WHO, "first"))
    proposals.propose(store, Somebody(WHO, "first"), Q, stands(store))
    return store


def test_every_text_that_is_kept_is_looked_through(recorded: Store) -> None:
    before = stands(recorded).head
    for words, found in (
        ("Call 07700 900123", 'holds a telephone number, "07700 900123"'),
        ("See RST-0417", 'holds a young person\'s reference, "RST-0417"'),
        ("For three boys", "could tell a count of 1 to 4 young people"),
        ("As 83% improved", "could tell a figure that is hidden"),
    ):
        for what, save in LOOKED_THROUGH.items():
            with pytest.raises(StoreTrouble, match=found):
                save(recorded, words)
            assert stands(recorded).head == before, what
    assert list(verify.integrity_faults(recorded)) == []


def test_what_tells_nothing_is_kept(recorded: Store) -> None:
    """The last ones, which take the issue and a return away, in their order."""
    for what, save in LOOKED_THROUGH.items():
        before = stands(recorded).head
        if "Who received" not in what:
            save(recorded, "6 October 2020")
            assert stands(recorded).head != before, what


def test_without_the_key_nothing_is_kept_that_cannot_be_looked_through(office, store):
    (office.folder / "key").unlink()
    with pytest.raises(KeyTrouble):
        add_comment(office.open(), WHO, Q, REF, OFFICER, WHO, "As expected.")
