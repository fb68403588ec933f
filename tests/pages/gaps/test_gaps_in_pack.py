"""The section about gaps of the invented samples, from the choice to the finished files: each is looked through."""

import os
import re
from pathlib import Path

from ieo_metrics.exports.pack.from_issue import checked_pack_files
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.sections.section import Section
from ieo_metrics.group.sections.sections_of_issue import make_sections_of
from ieo_metrics.store.current_snapshot import load_snapshot
from ieo_metrics.store.database import sqlite_file
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.texts_beside_issue import load_issue_to_read
from ieo_metrics.store.registers.chosen_sections import choose_sections
from tests.pages.conftest import Kept

LAST = quarter(2024, 4)


def test_the_pack_of_the_samples_has_the_section_and_passes_the_leak_check(samples_kept: Kept) -> None:
    engine = sqlite_file.engine_in_memory()
    with engine.connect() as connection:
        connection.connection.driver_connection.deserialize(samples_kept.file)  # type: ignore[union-attr]
    store = Store(engine, Path(os.devnull), samples_kept.key)
    choose_sections(store, "A. Officer", ["gaps"], ["gaps"], load_snapshot(store).facts)
    now = load_snapshot(store)
    issuing.issue_quarter(store, "A. Officer", LAST, now, make_sections=make_sections_of(store, LAST, now))
    with store.reading() as connection:
        issue = load_issue_to_read(connection, LAST, 1)
    assert issue is not None
    (section,) = map(Section.of_data, issue.sections)
    assert section.finding.startswith("8 of 11 hotspot and priority schools were reached in 2024/25 Q1")
    needs, rates = section.tables
    assert len(needs.rows) == 6 and rates.headings[0] == "District"
    # Each rate is of a shown figure, and where one is hidden so is the rate.
    assert rates.title.endswith(", 2024/25 Q4")  # of the year to date nothing is shown by district
    assert section.measures == ("5.1.3.b", "5.1.5.a", "5.1.5.b")
    frame = issue.frame[(issue.frame["span"] == "quarter") & (issue.frame["period"] == LAST)]
    for line in rates.rows[1:]:
        for ref, cell in zip(section.measures, line[1:], strict=True):
            (figure,) = frame[(frame["ref"] == ref) & (frame["area"] == line[0])].to_dict("records")
            is_hidden = figure["marker"] == "c"
            assert (cell == "[c]") == is_hidden == (figure["value"] != figure["value"]), (ref, line)
    files = checked_pack_files(store, load_snapshot(store).issues[-1])
    page = next(data.decode() for name, data in files.items() if name.endswith(".html"))
    assert section.finding in " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "999015" not in page and "Lakeside" not in page  # no school by number or name
