"""Every page, empty and loaded: what it says, and that it never shows how the program failed."""

import ast
import json

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.measures import MEASURES
from pages.shared.frame import page as frame
from pages.shared.measure.tabs import TAB
from pages.shared.returns.panel.how_read import HOW_READ
from pages.shared.returns.panel.problem_list import PROBLEMS
from sample_data import SAMPLES, UNTIDY
from tests.pages.seen import (
    PAGES,
    ROOT,
    accept,
    assert_calm,
    drop,
    filled,
    for_you_only,
    lines,
    markup,
    open_file,
    open_part,
    overview_table,
    press,
    visit,
)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_page_says_what_to_do(app: AppTest, page: str) -> None:
    visit(app, page)
    shown = markup(app)
    says = {
        "pages/definitions.py": "The framework&#x27;s wording",
        "pages/returns.py": "No files waiting.",
        "pages/history.py": "made the store",
        "pages/units.py": "Files of figures",
        "pages/settings.py": "Set up once.",
    }
    says |= {
        "pages/meeting.py": "No quarter has been issued.",
        "pages/working_group.py": "There are no minutes here",
        "pages/gaps.py": "No needs entered yet.",
    }
    assert says.get(page, "No returns accepted yet.") in shown
    ways_in = [b.label for b in app.button if b.label.startswith("Load")]
    assert ways_in == (
        []
        if page in frame.GROUP_PAGES
        or page.endswith(
            ("definitions.py", "history.py", "meeting.py", "working_group.py", "units.py", "settings.py")
        )
        else ["Load the invented sample returns"]
    )


def test_a_loaded_page_says_that_the_samples_are_invented(loaded: AppTest) -> None:
    for page in PAGES:
        visit(loaded, page)
        assert "Invented samples" in markup(loaded) and "No return is accepted yet" not in markup(loaded)


def test_the_overview_holds_the_nineteen_measures(loaded: AppTest) -> None:
    table = json.loads(overview_table(loaded))
    for measure in MEASURES:
        assert f'href="measure?quarter=2024-25-Q4&amp;measure={measure.ref}"' in table
    assert table.count('scope="row"') == 19 and table.count("<svg role=") == 19
    assert "5 of 5 returns in" in markup(loaded)


def test_the_overview_in_another_order(loaded: AppTest) -> None:
    loaded.get("button_group")[0].set_value("By provider").run()
    assert_calm(loaded)
    table = json.loads(overview_table(loaded))
    assert table.index("A&amp;E Navigators · No Limits") < table.index("TIPS · Rock Pool")


def test_the_quarter_of_the_address_opens_that_view(loaded: AppTest) -> None:
    loaded.query_params["quarter"], loaded.query_params["measure"] = "2023-24-Q2", "5.1.2.c"
    visit(loaded, "pages/measure.py")
    assert [t.value for t in loaded.title] == ["Pain scale: average change"]
    assert loaded.selectbox(key="quarter_box").value == 4 * 2023 + 1 and "2023/24 Q1" in markup(loaded)


def test_an_address_that_means_nothing_is_no_error(loaded: AppTest) -> None:
    for asked in ("2023-25-Q2", "<script>", "2031-32-Q1", ""):
        loaded.query_params["quarter"], loaded.query_params["measure"] = asked, "5.9.9.z"
        visit(loaded, "pages/measure.py")
        assert loaded.selectbox(key="measure_box").value in {m.ref for m in MEASURES}


def test_choosing_a_quarter_is_said_in_the_address_and_remembered(loaded: AppTest) -> None:
    loaded.selectbox(key="quarter_box").set_value(4 * 2022 + 3).run()
    assert loaded.query_params["quarter"] in ("2022-23-Q4", ["2022-23-Q4"])
    visit(loaded, "pages/issue_and_pack.py")
    assert loaded.selectbox(key="quarter_box").value == 4 * 2022 + 3


def test_every_measure_has_its_page_and_its_rows(loaded: AppTest) -> None:
    visit(loaded, "pages/measure.py")
    open_part(loaded, TAB, "Rows")
    for measure in MEASURES:
        loaded.selectbox(key="measure_box").set_value(measure.ref).run()
        assert_calm(loaded)
        shown = markup(loaded)
        assert f"Rows behind {measure.ref} in 2024/25 Q4: not for sharing" in shown and ".xlsx" in shown


def test_downloads_are_made_on_click(loaded: AppTest) -> None:
    for_you_only(visit(loaded, "pages/issue_and_pack.py"))
    buttons = loaded.get("download_button")
    assert [b.proto.label for b in buttons] == [
        "Workbook as it is now (.xlsx)",
        "Tidy table as it is now (.csv)",
    ]
    assert all(b.proto.deferred_file_id and not b.proto.url for b in buttons)
    assert "Not for sharing." in markup(loaded)


def test_the_untidy_file_accounts_for_every_row(app: AppTest) -> None:
    drop(app, (UNTIDY.name, UNTIDY.read_bytes()))
    shown = markup(open_file(app, UNTIDY.name, HOW_READ))
    assert "RESET · Society of St James" in shown and "as stated in the workbook" in shown
    assert "44 rows = 29 used + 15 left out" in shown
    shown = markup(open_file(app, UNTIDY.name, PROBLEMS))
    first, second = (shown.index(words) for words in ("31/02/2025", "Please confirm"))
    assert first < second < shown.index("For information")
    assert "{" not in shown


def test_problems_can_be_filtered(app: AppTest) -> None:
    open_file(drop(app, (UNTIDY.name, UNTIDY.read_bytes())), UNTIDY.name, PROBLEMS)
    app.get("button_group")[0].set_value(["for information"]).run()
    assert_calm(app)
    assert "31/02/2025" not in markup(app) and "For information" in markup(app)


def test_a_refused_file_says_why_and_what_to_do(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", b"%PDF-1.7 nothing"), ("empty.xlsx", b""))
    assert [line.endswith("could not be read") for line in lines(app)] == [True, True]
    assert "2 files not read as a return" in markup(app)
    for name, why in (("Q2.xlsx", "PDF"), ("empty.xlsx", "The file is empty")):
        shown = markup(open_file(app, name))
        assert "What to do: " in shown and why in shown


def test_drops_add_up_and_can_be_taken_away(app: AppTest) -> None:
    files = SAMPLES[:2]
    for path in files:
        drop(app, (path.name, path.read_bytes()))
    assert len(lines(app)) == 2
    drop(app, ("again.xlsx", files[0].read_bytes()))
    assert "Nothing has changed" in markup(app) and len(lines(app)) == 2
    assert "2 of 2 ready" in markup(app)
    press(open_file(app, files[0].name), "Remove")
    assert len(lines(app)) == 1 and "1 of 1 ready" in markup(app)


def test_what_is_held_waits_and_counts_nowhere(app: AppTest) -> None:
    path = SAMPLES[-1]
    drop(app, (path.name, path.read_bytes()))
    for page in ("dashboard.py", "pages/measure.py", "pages/issue_and_pack.py"):
        assert "No returns accepted yet. 1 file is waiting on the Returns page." in markup(visit(app, page))
        assert filled(app) == ["Go to Returns"]


def test_a_missing_return_is_named(app: AppTest) -> None:
    path = SAMPLES[-1]
    drop(app, (path.name, path.read_bytes()))
    assert "was accepted." in markup(accept(app))
    visit(app, "dashboard.py")
    assert "1 of 5 returns in" in markup(app) and "Choices · Artswork was due 21 April 2025" in markup(app)
    assert "[x]" in markup(visit(app, "pages/issue_and_pack.py"))


def test_an_error_that_nobody_foresaw_is_calm(loaded: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("rst-0001 must not be shown")

    monkeypatch.setattr(frame, "choose_quarter", fails)
    loaded.run()
    assert not loaded.exception and "could not be shown" in loaded.error[0].value
    assert "rst-0001" not in loaded.error[0].value


def test_pages_compute_nothing() -> None:
    for path in [ROOT / page for page in PAGES] + sorted((ROOT / "pages" / "shared").rglob("*.py")):
        imported = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(path.read_text()))
            for name in (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert "numpy" not in imported, path
        if "shared" not in path.parts:
            statements = sum(isinstance(node, ast.stmt) for node in ast.walk(ast.parse(path.read_text())))
            assert "pandas" not in imported and statements <= 50, path
