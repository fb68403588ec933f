"""Every section of the samples: written, issued, in a pack that is looked through, and read back."""

import pytest

from ieo_metrics.exports.pack.from_issue import checked_pack_files
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.terms_of_reference import ACTIVITIES, RECOMMENDATIONS
from ieo_metrics.group.sections import sections
from ieo_metrics.group.sections.section import Section
from ieo_metrics.group.sections.sections_of_issue import make_sections_of
from ieo_metrics.group.standing import STANDINGS
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.texts_beside_issue import load_issue_to_read
from ieo_metrics.store.registers.chosen_sections import choose_sections
from sample_data import SAMPLES
from sample_data.group_record import record_samples
from tests.store.office import returns_of, stands, take

ME, NAMES = "A. Officer", [kind.name for kind in sections.SECTION_KINDS]


@pytest.fixture(scope="module")
def samples() -> Store:
    store = store_in_memory()
    record_samples(store, ME)
    books = read_files([(path.name, path.read_bytes()) for path in SAMPLES])
    take(store, returns_of(*(book for book in books if isinstance(book, Workbook)), store=store))
    choose_sections(store, ME, NAMES, NAMES, stands(store).facts)
    return store


@pytest.mark.parametrize("when", [quarter(2022, 1), quarter(2023, 2), quarter(2024, 4)])
def test_all_of_them_are_in_a_pack_that_may_be_handed_out(samples: Store, when: int) -> None:
    now = stands(samples)
    issuing.issue_quarter(samples, ME, when, now, make_sections=make_sections_of(samples, when, now))
    issue = stands(samples).issue_of(when)
    assert issue is not None
    with samples.reading() as connection:
        read = load_issue_to_read(connection, when, issue.number)
    assert read is not None
    told = [Section.of_data(data) for data in read.sections]
    named = [section.name for section in told]
    assert named == [name for name in NAMES if name in named]
    assert named == NAMES or when < quarter(2024, 4)  # of the beginning some have nothing to say yet
    for section in told:
        for table in section.tables:
            assert all(len(row) == len(table.headings) and all(row) for row in table.rows), table.title
    files = checked_pack_files(samples, issue)
    page = next(data for name, data in files.items() if name.endswith(".html")).decode()
    assert all(f">{section.heading}<" in page for section in told)


def test_the_sections_serve_all_that_the_terms_of_reference_ask() -> None:
    serves = [ref for kind in sections.SECTION_KINDS for ref in kind.serves]
    assert set(serves) == {*ACTIVITIES, *(recommendation.ref for recommendation in RECOMMENDATIONS)}
    # As the line of each says on its page.
    for kind in sections.SECTION_KINDS:
        own = {
            standing.ref
            for standing in STANDINGS
            if standing.page == kind.name.replace("_", " ").capitalize()
        }
        assert set(kind.serves) == own, kind.name
