"""The section about seasons in every file of the pack, each looked through like any other."""

import io

import pytest
from docx import Document

from ieo_metrics.exports.pack.from_issue import checked_pack_files
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.seasons.keep_series import keep_series
from ieo_metrics.group.seasons.section import NAME
from ieo_metrics.group.sections.sections import SECTION_KINDS
from ieo_metrics.group.sections.sections_of_issue import make_sections_of
from ieo_metrics.published.offences.offence_table import OffenceSeries
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.registers.chosen_sections import choose_sections
from ieo_metrics.store.registers.register_rows import add_row
from tests.store.office import returns_of, stands, take, trainings

Q, ME = quarter(2024, 1), "A. Officer"
# Up to the quarter that is issued, and one later, which must not be in it.
COUNTS = dict(zip(range(Q - 15, Q + 2), [110, 90, 100, 160] * 4 + [777], strict=False))
SERIES = OffenceSeries("Assaults, invented, as at 1 August 2024", "Portsmouth", "", COUNTS)


@pytest.fixture
def issued(store: Store) -> Store:
    take(store, returns_of(trainings(Q, 6)))
    keep_series(store, ME, "assaults.csv", SERIES, "Assaults", "Home Office, police recorded crime")
    given = {"quarter": Q + 1, "what": "Patrols of the seafront", "agency": "Police", "by": "2024-06-20"}
    add_row(store, ME, "run_up", {**given, "state": "agreed"})
    add_row(store, ME, "run_up", {**given, "what": "Staff for 2024/25 Q2", "state": "agreed"})
    choose_sections(store, ME, [NAME], [kind.name for kind in SECTION_KINDS], stands(store).facts)
    now = stands(store)
    issuing.issue_quarter(store, ME, Q, now, make_sections=make_sections_of(store, Q, now))
    return store


def test_every_file_has_it_and_nothing_of_a_later_quarter(issued: Store) -> None:
    files = checked_pack_files(issued, stands(issued).issues[-1])
    of = {name.rpartition(" ")[2]: data for name, data in files.items()}
    texts = [paragraph.text for paragraph in Document(io.BytesIO(of["report.docx"])).paragraphs]
    assert any(text.startswith("Assaults, Portsmouth: Q1 (Apr–Jun) stands out") for text in texts)
    shown = of["report.html"].decode()
    assert "Patrols of the seafront" in shown and "next quarter (Jul–Sep)" in shown
    assert "777" not in shown and "Staff for" not in shown
