"""The words that headings and answers arrive in: what a busy person types for exactly one thing is known,
what may be two things is a question."""

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.framework.layouts import FIRST, LATEST, LAYOUTS, ColumnSpec, Layout
from ieo_metrics.framework.record_tables import TABLES
from ieo_metrics.framework.words import code_lists
from ieo_metrics.framework.words.code_lists import RENAMED_STAR_AREAS, STAR_AREAS, normalised
from ieo_metrics.framework.words.text_normalisation import one_spelling
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.recognising.match_headings_to_layouts import fits_of_row, slots_headed
from ieo_metrics.recognising.recognise import recognise_sheets
from ieo_metrics.recognising.stated_quarter_and_day import day_made, quarters_on_notes
from tests.recognising.in_memory import book, sheet

NAMES = {f"{layout.table}, {layout.shape}": number for number, layout in enumerate(LAYOUTS)}
(
    SUPPORT,
    STARS,
    PER_STAR,
    LONG_STARS,
    PAIN,
    LONG_PAIN,
    SOCIAL,
    FOLLOW_UP,
    OFFENCES,
    SCHOOLS,
    SCHOOL_LIST,
    POLICE,
) = LAYOUTS
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=NAMES)


@cache
def known_headings() -> dict[str, dict[int, ColumnSpec]]:
    """Every heading that a layout knows, also those that are put together, and by layout the slot it is of."""
    known: dict[str, dict[int, ColumnSpec]] = {}
    for number, layout in enumerate(LAYOUTS):
        for slot in layout.slots:
            for heading in slot.known:
                assert known.setdefault(heading, {}).setdefault(number, slot) is slot, (
                    f"{heading}: two slots of one layout"
                )
    return known


def test_every_known_heading_is_found():
    assert len(known_headings()) > 9_000
    for heading, slots in known_headings().items():
        assert list(slots_headed(heading).items()) == sorted(slots.items(), key=lambda one: one[0]), heading


@pytest.mark.parametrize(
    "heading",
    ["", " ", "first", "first first", "offending  first", "offending first latest", "first offending latest"],
)
def test_nothing_else_is_found(heading):
    assert slots_headed(heading) == known_headings().get(heading, {})


def slot_of(layout: Layout, heading: str) -> str:
    """The slot that a heading is of in a layout; "" where it is a question."""
    slot = slots_headed(normalised(heading)).get(LAYOUTS.index(layout))
    return slot.name if slot else ""


def answer(table: str, field: str, said: str) -> object:
    """What an answer is read as; None where it is a question."""
    return read_cell(said, next(t for t in TABLES if t.name == table).field(field)).value


# Headings


@each_layout
def test_no_heading_is_known_to_two_slots_of_a_layout(layout):
    seen: dict[str, str] = {}
    for slot in layout.slots:
        for heading in slot.known:
            assert heading and seen.setdefault(heading, slot.name) == slot.name, heading


@each_layout
def test_the_parts_of_headings_are_normal(layout):
    for slot in layout.slots:
        for parts in slot.made_of:
            assert [normalised(part) for part in parts] == list(parts)


@each_layout
def test_its_titles_fit_their_layout_and_no_other_as_strongly(layout):
    fits = {
        f.layout: f.strength for f in fits_of_row(sheet([[slot.title for slot in layout.slots]]), 0) if f.fits
    }
    assert fits.pop(layout) == len(layout.slots)
    assert all(strength < len(layout.slots) for strength in fits.values())


@given(st.text(st.characters(codec="ascii"), max_size=30))
def test_plain_text_is_normalised_as_any_other(text):
    in_steps = re.sub(r"[^0-9a-z]+", " ", one_spelling(text).replace("'", "").replace("&", " and ")).strip()
    assert normalised(text) == in_steps


def test_nothing_known_is_personal():
    personal = re.compile(
        r"\b(surname|forename|dob|birth|postcode|address|phone|nhs|pnc id|custody number)\b"
    )
    assert not [heading for heading in known_headings() if personal.search(heading)]


KNOWN = [
    (SUPPORT, "YP Ref", "person_ref"),
    (SUPPORT, "Svc user ref", "person_ref"),
    (SUPPORT, "Young person’s ID", "person_ref"),
    (SUPPORT, "Start dt", "started"),
    (SUPPORT, "Date of start", "started"),
    (SUPPORT, "RESET start date", "started"),
    (SUPPORT, "Date closed", "ended"),
    (SUPPORT, "Exit date", "ended"),
    (SUPPORT, "Custody / community", "setting"),
    (SUPPORT, "Local authority\ndistrict", "district"),
    (SUPPORT, "District/Borough", "district"),
    (SUPPORT, "Self-defined ethnicity", "ethnicity"),
    (STARS, "MUoT initial", "first: meaningful use of time"),
    (STARS, "EMH latest", "latest: emotional and mental health"),
    (STARS, "Soc net 1st", "first: social networks and relationships"),
    (STARS, "Soc net - 2nd", "latest: social networks and relationships"),
    (STARS, "1st star: Offending", "first: offending"),
    (STARS, "Offending (review star)", "latest: offending"),
    (STARS, "Star 1 motivation", "first: motivation and taking responsibility"),
    (STARS, "Drugs & alcohol baseline", "first: drug and alcohol misuse"),
    (STARS, "Managing money\nfollow-up", "latest: managing money and personal administration"),
    (STARS, "Self-care & living skills start", "first: self-care and living skills"),
    (STARS, "Current: Tenancy", "latest: managing tenancy and accommodation"),
    (STARS, "Offending (now)", "latest: offending"),
    (STARS, "Today: MUoT", "latest: meaningful use of time"),
    (STARS, "Physical health - this quarter", "latest: physical health"),
    (STARS, "Date of 1st star", "first_date"),
    (STARS, "Star 2 date", "latest_date"),
    (STARS, "Review date", "latest_date"),
    (STARS, "Dt of initial star", "first_date"),
    (PER_STAR, "MUoT score", "meaningful use of time"),
    (PER_STAR, "Date star", "date"),
    (LONG_STARS, "Domain", "area"),
    (LONG_STARS, "Star rating", "score"),
    (PAIN, "MH pain scale - initial", "first_score"),
    (PAIN, "Pain score (current)", "latest_score"),
    (PAIN, "Pain score today", "latest_score"),
    (PAIN, "Score now", "latest_score"),
    (PAIN, "Baseline score", "first_score"),
    (PAIN, "Date of first pain score", "first_date"),
    (PAIN, "Last reading date", "latest_date"),
    (LONG_PAIN, "Pain level", "score"),
    (SOCIAL, "Date of referral", "started"),
    (SOCIAL, "SP start date", "started"),
    (SOCIAL, "Case closed", "ended"),
    (SOCIAL, "Engagement status", "status"),
    (FOLLOW_UP, "Reoffended Y/N", "reoffended"),
    (FOLLOW_UP, "Re-offended (Y/N)", "reoffended"),
    (FOLLOW_UP, "Did they re-offend?", "reoffended"),
    (FOLLOW_UP, "Reoffended within 12 months", "reoffended"),
    (FOLLOW_UP, "Traced Y/N", "traced"),
    (FOLLOW_UP, "Traced on PNC", "traced"),
    (FOLLOW_UP, "Follow up end", "window_end"),
    (FOLLOW_UP, "12 month follow-up ends", "window_end"),
    (FOLLOW_UP, "F/U end date", "window_end"),
    (FOLLOW_UP, "CHI pre", "chi_before"),
    (FOLLOW_UP, "CHI post", "chi_after"),
    (FOLLOW_UP, "CCHI score 12m before", "chi_before"),
    (FOLLOW_UP, "12 months after: harm score", "chi_after"),
    (OFFENCES, "Offence committed date", "offence_date"),
    (OFFENCES, "Dt of offence", "offence_date"),
    (OFFENCES, "HO offence code", "ho_code"),
    (OFFENCES, "Home Office classification", "ho_code"),
    (OFFENCES, "CCHI value", "chi"),
    (SCHOOLS, "No. YP", "young_people_reached"),
    (SCHOOLS, "# young people", "young_people_reached"),
    (SCHOOLS, "Pupils reached", "young_people_reached"),
    (SCHOOLS, "Students", "young_people_reached"),
    (SCHOOLS, "No. of children attending", "young_people_reached"),
    (SCHOOLS, "Staff attending", "staff_engaged"),
    (SCHOOLS, "Teachers/staff", "staff_engaged"),
    (SCHOOLS, "Yr group", "cohort"),
    (SCHOOLS, "Year/class", "cohort"),
    (SCHOOLS, "Workshop title", "activity"),
    (SCHOOLS, "Hotspot Y/N", "hotspot"),
    (SCHOOLS, "In hotspot?", "hotspot"),
    (SCHOOLS, "Priority school Y/N", "priority"),
    (SCHOOL_LIST, "EstablishmentName", "school"),
    (SCHOOL_LIST, "Date added to list", "valid_from"),
    (SCHOOL_LIST, "Valid until", "valid_to"),
    (POLICE, "Type of session", "type"),
    (POLICE, "1-1 or training", "type"),
    (POLICE, "Training date", "date"),
    (POLICE, "No of attendees", "attendees"),
    (POLICE, "Officers attending", "attendees"),
    (POLICE, "No. sessions", "number"),
    (POLICE, "How many sessions?", "number"),
    (POLICE, "How many people", "attendees"),
    (POLICE, "Team / Department", "team"),
]


@pytest.mark.parametrize(("layout", "heading", "slot"), KNOWN, ids=[heading for _, heading, _ in KNOWN])
def test_a_heading_that_people_type(layout, heading, slot):
    assert slot_of(layout, re.sub(r"[()]", " ", heading)) == slot


QUESTIONS = {
    "which reading, or of what": [
        "Score 1",
        "Score 2",
        "Date 1",
        "Date 2",
        "MUoT 1",
        "MUoT 2",
        "T1",
        "T2",
        "Change",
        "Difference",
        "Distance travelled",
    ],
    "anything": [
        "Name",
        "Total",
        "No.",
        "Number",
        "Notes",
        "Comments",
        "Outcome date",
        "Status date",
        "Location",
        "Venue",
        "Group",
        "Worker",
        "Update",
    ],
    "not the day that is meant": [
        "Next review date",
        "Planned end date",
        "Release date",
        "Date recorded",
        "Date reported",
        "Charge date",
        "Incident date",
    ],
    "not that number": [
        "NHS no",
        "PNC ID",
        "Niche ID",
        "Nominal ref",
        "Patient ID",
        "Star ID",
        "DfE number",
        "LAESTAB",
        "CJS code",
        "PNC code",
    ],
    "the other way round": [
        "Did not reoffend",
        "Not reoffended",
        "Untraced",
        "Not traced",
        "Desisted",
        "No further offences",
    ],
    "not the same thing": [
        "Proven reoffending",
        "Known to police",
        "Number of reoffences",
        "Reoffending rate",
        "Crime severity score",
        "Index offence date",
    ],
    "more or fewer than were there": [
        "Number on roll",
        "Pupils booked",
        "Expected number of pupils",
        "Teacher",
        "Headcount",
        "Boys",
        "Girls",
    ],
    "not a cohort": ["Academic year", "Year", "Key stage", "Term"],
    "which of them": [
        "Session number",
        "Session no",
        "How many",
        "Qty",
        "Quantity",
        "Duration",
        "Hours",
        "Hotspot name",
        "Priority area",
    ],
    "a single reading's or support's": ["Custody status", "Age", "Home Star", "Trust and hope"],
}


@pytest.mark.parametrize("heading", [heading for headings in QUESTIONS.values() for heading in headings])
def test_a_heading_that_stays_a_question_everywhere(heading):
    assert slots_headed(normalised(heading)) == {}


@pytest.mark.parametrize(
    ("layout", "heading"),
    [
        *(
            (STARS, heading)
            for heading in (
                "Area",
                "Status",
                "Start date",
                "End date",
                "Date",
                "Score",
                "Offending",
                "Setting",
                "Current date",
                "Date now",
                "Follow-up date",
            )
        ),
        *((STARS, heading) for heading in ("First pain score", "Initial assessment date", "Score first")),
        *(
            (PAIN, heading)
            for heading in (
                "First star date",
                "Star 2 date",
                "First star",
                "Start date",
                "End date",
                "Pre score",
                "Score after",
                "Date",
            )
        ),
        *(
            (LONG_PAIN, heading)
            for heading in (
                "Star date",
                "Date of star",
                "Outcomes Star date",
                "Area",
                "Mental health",
                "Star score",
            )
        ),
        *((PER_STAR, heading) for heading in ("First star date", "Start date", "Area", "Score")),
        *(
            (SUPPORT, heading)
            for heading in (
                "Referral date",
                "Status",
                "Date",
                "URN",
                "Year group",
                "Date opened",
                "From",
                "To",
            )
        ),
        *((SOCIAL, heading) for heading in ("Discharged", "Date discharged", "Referred", "Date", "Outcome")),
        *(
            (FOLLOW_UP, heading)
            for heading in (
                "End date",
                "Support ended",
                "Follow-up date",
                "Follow-up start",
                "Cohort start",
                "CHI",
                "Score before",
                "CHI change",
            )
        ),
        *(
            (OFFENCES, heading)
            for heading in (
                "Offence committed",
                "Committed",
                "Date",
                "CHI before",
                "Harm after",
                "Score",
                "Start date",
            )
        ),
        *(
            (SCHOOLS, heading)
            for heading in (
                "Attendees",
                "Participants",
                "Number of attendees",
                "Number of sessions",
                "Setting",
                "Start date",
            )
        ),
        *((SCHOOL_LIST, heading) for heading in ("Start date", "End date", "Date", "Number of pupils")),
        *((POLICE, heading) for heading in ("School", "Pupils reached", "Start date", "Number")),
    ],
)
def test_a_heading_that_is_another_layouts_or_nobodys(layout, heading):
    assert slot_of(layout, heading) == ""


def test_dates_that_say_star_are_the_stars_and_dates_that_say_pain_are_the_pain_scales():
    for heading, layouts in known_headings().items():
        of = {LAYOUTS[number].table for number in layouts}
        if re.search(r"\bstar\b", heading):
            assert of == {"star_readings"}, heading
        if re.search(r"\bpain\b", heading):
            assert of == {"pain_readings"}, heading


def test_what_begins_is_never_what_ends():
    assert not {normalised(end) for end in FIRST} & {normalised(end) for end in LATEST}
    assert (FIRST[0], LATEST[0]) == ("first", "latest")


def test_a_third_star_beside_the_second_is_a_question():
    two = [["YP ref", "1st star date", "2nd star date", "MUoT 1st", "MUoT 2nd"], ["A", None, None, 3.0, 4.0]]
    three = [[*two[0], "3rd star date", "MUoT 3rd"], [*two[1], None, 5.0]]
    understood, problems = recognise_sheets(book(two))
    assert ([t.layout for t in understood.tables], problems) == ([STARS], [])
    understood, problems = recognise_sheets(book(three))
    assert (understood.tables, {p.code for p in problems}) == ((), {"mapping-column-duplicate"})


# Answers

CATEGORIES = [(table.name, field) for table in TABLES for field in table.fields if field.words is not None]
each_category = pytest.mark.parametrize(
    ("table", "field"), CATEGORIES, ids=[f"{table}.{field.name}" for table, field in CATEGORIES]
)


@each_category
def test_no_answer_is_two(table, field):
    seen: dict[str, object] = {}
    for value, ways in field.words.items():
        for way in (str(value), *ways):
            assert normalised(way) and seen.setdefault(normalised(way), value) == value, way


@each_category
def test_the_ways_of_an_answer_are_normal(table, field):
    assert [way for ways in field.words.values() for way in ways if normalised(way) != way] == []


def test_yes_and_no_are_the_contracts_and_no_more():
    assert code_lists.YES_NO == {True: ("yes", "y", "true", "1"), False: ("no", "n", "false", "0")}


ANSWERS = [
    ("support", "setting", "In the community", "community"),
    ("support", "setting", "HMP/YOI", "custody"),
    ("support", "district", "Basingstoke & Deane Borough Council", "Hampshire"),
    ("support", "district", "EHDC", "Hampshire"),
    ("support", "district", "NFDC", "Hampshire"),
    ("support", "district", "Test Valley BC", "Hampshire"),
    ("support", "district", "Winchester City Council", "Hampshire"),
    ("support", "district", "I.O.W.", "Isle of Wight"),
    ("support", "district", "Portsmouth City Council", "Portsmouth"),
    ("support", "district", "Soton", "Southampton"),
    ("support", "age_band", "18–21", "18 to 21"),
    ("support", "age_band", "U18", "under 18"),
    ("support", "gender", "F", "female"),
    ("support", "gender", "Prefer not to say", "not known"),
    ("support", "ethnicity", "Asian/Asian British: Indian", "Asian or Asian British"),
    ("support", "ethnicity", "Chinese", "Asian or Asian British"),
    (
        "support",
        "ethnicity",
        "Black, Black British, Caribbean or African: African",
        "Black, Black British, Caribbean or African",
    ),
    (
        "support",
        "ethnicity",
        "Any other Black, Black British, or Caribbean background",
        "Black, Black British, Caribbean or African",
    ),
    ("support", "ethnicity", "White and Black Caribbean", "Mixed or multiple ethnic groups"),
    ("support", "ethnicity", "Mixed - White & Asian", "Mixed or multiple ethnic groups"),
    ("support", "ethnicity", "English, Welsh, Scottish, Northern Irish or British", "White"),
    ("support", "ethnicity", "Gypsy or Irish Traveller", "White"),
    ("support", "ethnicity", "Roma", "White"),
    ("support", "ethnicity", "Arab", "Other ethnic group"),
    ("social_prescribing", "status", "Actively engaged", "engaged"),
    ("social_prescribing", "status", "On waiting list", "referred"),
    ("social_prescribing", "status", "Didn’t engage", "declined"),
    ("school_sessions", "status", "Went ahead", "delivered"),
    ("school_sessions", "status", "Cancelled by school", "cancelled"),
    ("police_sessions", "status", "Re-arranged", "postponed"),
    ("police_sessions", "status", "DNA", "did not attend"),
    ("police_sessions", "type", "1:1", "one-to-one reflective practice"),
    ("police_sessions", "type", "1-2-1 reflective practice", "one-to-one reflective practice"),
    ("police_sessions", "type", "Reflective practice (1-1)", "one-to-one reflective practice"),
    ("police_sessions", "type", "Trauma-informed training", "trauma informed training"),
    ("police_sessions", "type", "TIPS training", "trauma informed training"),
    ("star_readings", "area", "MUoT", "meaningful use of time"),
    ("star_readings", "area", "Emotional & mental health", "emotional and mental health"),
]


@pytest.mark.parametrize(("table", "field", "said", "expected"), ANSWERS)
def test_an_answer_that_people_type(table, field, said, expected):
    assert answer(table, field, said) == expected


@pytest.mark.parametrize(
    ("table", "field", "said"),
    [
        *(
            ("support", "setting", said)
            for said in ("Both", "Community and custody", "Police custody", "Resettlement", "Bail", "Unknown")
        ),
        *(
            ("support", "district", said)
            for said in (
                "PCC",
                "SCC",
                "Hampshire & Isle of Wight",
                "Hampshire and Southampton",
                "Surrey",
                "Newport",
            )
        ),
        *(("support", "age_band", said) for said in ("18", "<18", "18-24", "21-25", "25+", "16-24")),
        *(("support", "gender", said) for said in ("X", "Trans", "T")),
        *(("support", "ethnicity", said) for said in ("British", "W1", "IC1", "A9", "BAME", "Whte")),
        *(
            ("social_prescribing", "status", said)
            for said in (
                "Open",
                "Closed",
                "Accepted",
                "Disengaged",
                "Signposted",
                "Unable to contact",
                "Yes",
                "DNA",
            )
        ),
        *(
            ("school_sessions", "status", said)
            for said in ("Closed", "Done", "Confirmed", "Part delivered", "TBC", "Yes", "Open")
        ),
        *(
            ("police_sessions", "type", said)
            for said in (
                "Group reflective practice",
                "Clinical supervision",
                "Supervision",
                "RP",
                "Ride along",
                "Briefing",
            )
        ),
        *(("follow_up", "traced", said) for said in ("traced", "maybe", "t", "2", "-1", "yes - but")),
    ],
)
def test_an_answer_that_stays_a_question(table, field, said):
    assert answer(table, field, said) is None


def test_every_council_of_hampshire_is_known():
    boroughs = (
        "Basingstoke and Deane",
        "Eastleigh",
        "Fareham",
        "Gosport",
        "Havant",
        "Rushmoor",
        "Test Valley",
    )
    districts = ("East Hampshire", "Hart", "New Forest")
    for council in (
        *(f"{name} Borough Council" for name in boroughs),
        *(f"{name} District Council" for name in districts),
        "Winchester City Council",
    ):
        assert answer("support", "district", council) == "Hampshire"


def test_the_home_stars_names_are_known_to_nobody():
    assert list(RENAMED_STAR_AREAS) == list(STAR_AREAS)
    names = [normalised(name) for others in RENAMED_STAR_AREAS.values() for name in others]
    assert len(names) == len(set(names))
    assert not set(names) & {normalised(way) for area, ways in STAR_AREAS.items() for way in (area, *ways)}
    assert not [
        h
        for h in known_headings()
        if any(h == name or h.startswith(f"{name} ") or h.endswith(f" {name}") for name in names)
    ]


# What a workbook says of itself


@pytest.mark.parametrize(
    "line",
    [
        "For the quarter: Q2 2024/25",
        "Qtr 2 2024/25",
        "This return covers Q2 2024/25",
        "Reporting period Jul-Sep 2024",
        "Data for Q2 2024/25",
        "Return period: Q2 2024/25",
    ],
)
def test_ways_to_state_the_quarter_on_a_notes_sheet(line):
    assert quarters_on_notes(sheet([["Notes"], ["One"], ["Two"], [line]])) == [8097]  # 4 × 2024 + 1


@pytest.mark.parametrize(
    "line",
    [
        "Date of quarterly return: 4 July 2024",
        "Date of submission: 04/07/2024",
        "Report date 4 July 2024",
        "Data extracted on 4 July 2024",
        "Extract date: 2024-07-04",
        "Correct as at 4 July 2024",
        "Data correct as of 04/07/2024",
        "Dated 4 July 2024",
    ],
)
def test_ways_to_state_the_date_of_return(line):
    day = day_made(sheet([[line]]), 1)
    assert day and day.isoformat() == "2024-07-04"


@pytest.mark.parametrize(
    "line",
    [
        "Return due date: 14 July 2024",
        "Please return by 14 July 2024",
        "Last updated 1 March 2023",
        "Template produced on 1 March 2023",
        "Cut-off date: 14 July 2024",
    ],
)
def test_a_deadline_or_the_forms_own_day_is_no_date_of_return(line):
    assert day_made(sheet([[line]]), 1) is None
