"""What comes from files is shown as it is, and does nothing."""

import csv
import io

import openpyxl
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.problem_kinds import problem
from pages.shared.kit.html_tables import Html, html_table, inert_text, safe_markup
from pages.shared.returns.panel.problem_list import (
    FEW,
    PROBLEMS,
    problem_groups,
    problems_csv,
    problems_table,
)
from sample_data import UNTIDY
from tests.pages.seen import drop, markup, open_file

NASTY = "<script>alert(1)</script> [a](http://x.y) $x^2$ :material/home: :red[x] =1+1"


def test_a_file_name_and_a_cell_are_escaped(app: AppTest) -> None:
    path = UNTIDY
    book = openpyxl.load_workbook(path)
    book["Support"]["D11"] = NASTY
    out = io.BytesIO()
    book.save(out)
    name = f"{NASTY}.xlsx".replace("/", "")
    drop(app, (name, out.getvalue()))
    shown = markup(open_file(app, name, PROBLEMS))
    assert "<script" not in shown and "&lt;script&gt;" in shown
    labels = [box.label for box in app.get("expander") if "script" in box.label]
    assert labels and all(r"\<script>" in words and ":material" not in words for words in labels)


def test_a_label_is_inert_markdown() -> None:
    # The colon of an icon and the dash of an arrow have a sign behind them that prints nothing.
    assert inert_text("[a](b) :x: $y$ <b>") == "\\[a\\](b) :\u2060x: \\$y\\$ \\<b>"
    assert inert_text("a -> b, www.c.d") == "a -\u2060> b, www\u2060.c.d"
    assert inert_text("1. AE-01 in D5: no (yet)!") == "1\\. AE-01 in D5: no (yet)!"
    assert inert_text("two\nlines") == "two lines"


def test_a_table_escapes_what_is_not_ours() -> None:
    drawn = html_table("A & B", ("Name", "n"), [("<i>", 1), (Html("<b>x</b>"), None)], numeric=("n",))
    assert "<i>" not in drawn and "<b>x</b>" in drawn and "A &amp; B" in drawn
    assert '<th scope="row">&lt;i&gt;</th><td class="number">1</td>' in drawn
    assert safe_markup(float("nan")) == ""


def problems() -> list:
    blank = [
        problem("score-blank", "a.xlsx", "Stars", f"C{row}", "score", "blank", expected="a whole number")
        for row in range(3, 303)
    ]
    return [*blank, problem("date-impossible", "=cmd.xlsx", "-Stars", "B7", "date", "+31/02/2025")]


def test_three_hundred_blank_scores_do_not_bury_one_wrong_date() -> None:
    groups = problem_groups(problems())
    assert [(g.code, len(g.problems)) for g in groups] == [("date-impossible", 1), ("score-blank", 300)]
    few = problems_table(groups)
    assert few.count("<td>C3:C302</td><td>blank</td>") == 1 and few.index("31/02/2025") < few.index("blank")
    each = problems_table(groups, each_cell=True)
    assert each.count("<td>blank</td>") == FEW and f"{300 - FEW} more of this kind" in each
    assert problems_table(groups[1:], each_cell=True, most=300).count("<td>blank</td>") == 300


def test_the_fix_list_is_safe_in_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(problems_csv(problems()).decode("utf-8-sig"))))
    assert len(rows) == 302 and rows[0][0] == "Severity"
    assert rows[1][2:6] == ["'=cmd.xlsx", "'-Stars", "B7", "'+31/02/2025"]
