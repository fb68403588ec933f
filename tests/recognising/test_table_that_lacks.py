"""A table of which a heading is missing, turned or doubled is asked about; no lesser table is taken in its place,
and no row of data for its heading."""

import pytest

from ieo_metrics.commands_on_files import exit_status
from tests.recognising.in_memory import book, collected, sheet

Q = "Reporting quarter: 2024/25 Q1\n"
CHOICES = (
    "{}  School  URN  District  Year group  Status  {}  School staff engaged  Hotspot area  Priority school"
)
SESSION = "2024-05-0{n}  Oak  100001  Havant  Year {n}  Delivered  3{n}  2  Yes  No"
FOLLOW_UP = "Young person ref  Support started  Follow-up ends  Traced  Reoffended  CHI before  CHI after  {}"
PERSON = "RST-000{n}  2023-05-0{n}  2024-05-0{n}  Yes  No  2  1  {n}"


def rows(text: str) -> str:
    return "\n".join(text.format(n=n) for n in range(1, 7))


def asked(text: str) -> list[tuple[str, str]]:
    one = collected(book(sheet(Q + text)))
    assert exit_status(one) == 1
    assert not [s for file in one.files for s in file.sheets]
    return [(p.code, p.cell) for p in one.problems if p.code.startswith("mapping")]


@pytest.mark.parametrize("heading", ["Date booked", "Planned date"])
def test_sessions_whose_date_is_headed_otherwise_are_no_list_of_schools(heading: str):
    text = CHOICES.format(heading, "Young people reached") + "\n" + rows(SESSION)
    assert asked(text) == [("mapping-column-unclear", "A2"), ("mapping-column-missing", "2:2")]


def test_sessions_without_a_date_are_no_list_of_schools():
    heading = CHOICES.format("", "Young people reached").strip()
    text = heading + "\n" + rows(SESSION.split("  ", 1)[1])
    assert asked(text) == [("mapping-column-missing", "2:2")]


@pytest.mark.parametrize("heading", ["ID", "Case ID"])
def test_a_second_reference_is_asked_about_and_no_record_is_a_heading(heading: str):
    assert asked(FOLLOW_UP.format(heading) + "\n" + rows(PERSON)) == [("mapping-column-duplicate", "A2")]


def test_a_list_of_schools_is_still_one():
    one = collected(book(sheet("URN  School  Hotspot area  Priority school\n100001  Oak  Yes  No")))
    assert [s.table for file in one.files for s in file.sheets] == ["school_list"]
