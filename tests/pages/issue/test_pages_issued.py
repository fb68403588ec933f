"""What was issued and what the officer alone may see: under headings of their own, and it is said what an
issue hides."""

import io
import re
import zipfile
from html import unescape

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.record.targets_and_chart_notes import TARGETS
from tests.pages.seen import accept, both_parts, button, drop, for_you_only, markup, press, visit
from tests.pages.untidy import as_bytes, stars, support
from tests.store.office import remember

TABLES, REF = "pages/issue_and_pack.py", "5.1.2.b"
FOR_SHARING = ["Workbook for sharing (.xlsx)", "Tidy table for sharing (.csv)"]
AS_ISSUED = ["Workbook as issued (.xlsx)", "Figures with their rows, as issued (.xlsx)"]
AS_NOW = ["Workbook as it is now (.xlsx)", "Tidy table as it is now (.csv)"]


def reset_of(latest: int) -> tuple[str, bytes]:
    """Of eight young people five have a better score of mental health, 62%; with 6 as the latest of the
    first, six have, 75%. The two or three others are too few to be shown."""
    book = openpyxl.Workbook()
    support(
        book, "2024/25 Q2", ("YP Ref", "Support started", "Support ended", "Setting", "District"), wrong=False
    )
    stars(book)
    book["Star scores"]["G4"] = latest
    return f"RESET {latest}.xlsx", as_bytes(book)


def rows_of(shown: str, caption: str) -> dict[str, list[str]]:
    """By ref, the cells of the table of that caption."""
    (found,) = [part for part in re.findall(r"<table.*?</table>", shown, re.S) if caption in part]
    lines = [re.findall(r"<t[dh].*?</t[dh]>", line, re.S) for line in re.findall(r"<tr.*?</tr>", found, re.S)]
    return {
        cells[0].split()[0]: cells
        for cells in ([unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in line] for line in lines)
    }


@pytest.fixture
def accepted(app: AppTest) -> AppTest:
    accept(drop(app, reset_of(4)))
    return visit(app, TABLES)


@pytest.fixture
def moved(accepted: AppTest) -> AppTest:
    """Issued, unlocked, and a corrected return accepted."""
    press(accepted, "Issue 2024/25 Q2")
    next(box for box in accepted.text_input if "unlocking" in box.label).set_value(
        "A score was corrected"
    ).run()
    press(accepted, "Unlock")
    accept(drop(accepted, reset_of(6)))
    return visit(accepted, TABLES)


def test_which_figures_moved_stands_under_the_officers_heading_only(moved: AppTest) -> None:
    """One score was corrected: it waits, and above the heading nothing tells which: its figure is hidden there."""
    issued, officers = both_parts(moved)
    assert rows_of(issued, "What an issue of 2024/25 Q2 would hand out")[REF][1:] == ["[c]"]
    assert not {"62%", "75%"} & set(re.findall(r"\d+%", issued)) and "was corrected" not in issued
    assert "Figures have changed since" in issued
    assert re.search(r"revise no issued figures and leave \d+ corrections? waiting", issued)
    assert "You can also leave issue 1 as it is" in issued
    waits = rows_of(officers, "What a new issue would revise, and what waits")[REF]
    assert waits[2:5] == ["[c]", "75%", "waits: stands as issued"]
    assert waits[5].startswith("1 young person corrected by the return of ")
    assert rows_of(officers, "What has changed since issue 1, and why")[REF][1:3] == [
        "62% [c] hidden in the files for sharing",
        "75%",
    ]
    assert "2024/25 Q2 was 62%, is now 75%: " in officers


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("before", "due to be hidden in the files for sharing when the quarter is issued"),
        ("after", "(issue 1)"),
    ],
)
def test_it_is_said_which_figures_an_issue_hides_before_it_and_after_it(
    accepted: AppTest, when: str, said: str
) -> None:
    if when == "after":
        press(accepted, "Issue 2024/25 Q2")
    issued, officers = both_parts(accepted)
    rows = rows_of(officers, "What the tables hold for 2024/25 Q2")
    assert rows["Measure"][1:3] == ["Value", "In the files for sharing"] and rows[REF][1:3] == [
        "62%",
        "[c] hidden",
    ]
    marked = [ref for ref, row in rows.items() if row[2] == "[c] hidden"]
    assert 0 < len(marked) < len(rows) - 1 and all(
        row[2] == "" for row in rows.values() if row[1].startswith("[")
    )
    assert re.search(rf"\b{len(marked)} of these 19 figures (is|are) .*{re.escape(said)}", officers)
    assert "62%" not in issued


def test_the_files_stand_under_their_headings_and_say_what_they_are(accepted: AppTest) -> None:
    press(accepted, "Issue 2024/25 Q2")
    assert button(accepted, "Make the SVRP pack")
    labels = [one.proto.label for one in accepted.get("download_button")]
    assert labels == FOR_SHARING
    shown = markup(for_you_only(accepted))
    assert [one.proto.label for one in accepted.get("download_button")] == [*AS_ISSUED, *AS_NOW]
    assert (
        shown.index("For the officer</h2>")
        < shown.index("As issued (issue 1), for the officer")
        < shown.index("As it is now, for the officer")
    )


def test_the_target_that_was_frozen_with_the_issue_is_in_its_pack(loaded: AppTest) -> None:
    q = quarter(2024, 4)
    store = loaded.session_state["samples_store"]

    def aim(least: float) -> None:
        remember(store, "A. Officer", TARGETS, [Target("5.3.1.a", q, (Band("on target", least),)).as_dict()])

    aim(2)
    press(visit(loaded, TABLES), "Issue 2024/25 Q4")
    aim(200)
    press(visit(loaded, TABLES), "Make the SVRP pack")
    files = loaded.session_state[f"pack_{q}_1"]
    for name in ("report.docx", "tables.xlsx", "slides.pptx"):
        with zipfile.ZipFile(io.BytesIO(files[f"SVRP 2024-25 Q4 {name}"])) as file:
            words = [file.read(part).decode() for part in file.namelist() if part.endswith(".xml")]
        assert any("Meets the target of 2 in force since 2024/25 Q4." in text for text in words), name
        assert not any("target of 200" in text for text in words), name
