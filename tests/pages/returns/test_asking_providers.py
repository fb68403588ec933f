"""What is sent to providers from the Returns page: templates and their e-mails, the contact; and the answers that
come back."""

import datetime as dt
import io

import openpyxl
from streamlit.testing.v1 import AppTest

from ieo_metrics.exports.fix_list.reply_details import DAYS_TO_REPLY
from ieo_metrics.framework.configuration.unit_look import UNIT
from ieo_metrics.framework.dates.days import day_in_words, today
from ieo_metrics.framework.dates.quarters import label, quarter
from pages.shared.returns.panel.problem_list import PROBLEMS
from pages.shared.returns.panel.send_back import SEND_BACK
from pages.shared.returns.templates_to_send import quarter_to_ask_for
from tests.pages.returns.test_pages_mapping import CONFIRM
from tests.pages.returns.test_send_back import confirmed, sent_back
from tests.pages.seen import assert_calm, drop, markup, open_file, press, unfold, visit
from tests.pages.untidy import as_bytes, reset


def codes(at: AppTest) -> list[str]:
    return [code.value for code in at.code]


def test_a_quarter_is_asked_for_until_its_returns_are_late() -> None:
    assert quarter_to_ask_for(dt.date(2024, 9, 30)) == quarter(2024, 2)
    assert quarter_to_ask_for(dt.date(2024, 10, 1)) == quarter(2024, 2)
    assert quarter_to_ask_for(dt.date(2024, 10, 21)) == quarter(2024, 2)
    assert quarter_to_ask_for(dt.date(2024, 10, 22)) == quarter(2024, 3)


def test_templates_and_emails_follow_the_chosen_quarter_and_the_contact_stands_in_all(app: AppTest) -> None:
    unfold(visit(app, "pages/returns.py"), "templates")
    labels = [b.proto.label for b in app.get("download_button")]
    assert labels == [
        "All templates (.zip)",
        *("RESET (.xlsx)", "A&E Navigators (.xlsx)", "Choices (.xlsx)", "TIPS (.xlsx)"),
        "Dates of the year ahead (.ics)",
    ]
    proposed = quarter_to_ask_for(today())
    (text,) = codes(app)
    assert label(proposed) in text and text.startswith("To Society of St James")
    app.selectbox(key="templates_quarter").set_value(proposed - 1)
    app.selectbox(key="templates_email").set_value("TIPS · Rock Pool").run()
    (text,) = codes(app)
    assert label(proposed - 1) in text and text.startswith("To Rock Pool")
    app.text_input(key="contact_templates").set_value("data@unit.example")
    press(app, "Save the contact")
    (text,) = codes(app)
    assert text.endswith(f"{UNIT}\ndata@unit.example")
    open_file(drop(app, ("Q2.xlsx", reset())), "Q2.xlsx", SEND_BACK)
    of_file = codes(app)[-1]
    assert of_file.endswith(f"{UNIT}\ndata@unit.example")
    wanted = today() + dt.timedelta(days=DAYS_TO_REPLY)
    assert f"Please send it back by {day_in_words(wanted)}." in of_file


def test_a_providers_answer_is_shown_and_is_the_officers_only_once_confirmed(app: AppTest) -> None:
    drop(app, ("Q2.xlsx", reset()))
    press(app, CONFIRM)
    book = openpyxl.load_workbook(io.BytesIO(sent_back(app)))
    asked = [row for row in book.worksheets[0].iter_rows() if row[1].value == "please confirm"]
    for row in asked:
        row[-1].value = "We asked: it is right"
    drop(app, ("Q2 answered.xlsx", as_bytes(book)))
    shown = markup(open_file(app, "Q2 answered.xlsx", PROBLEMS))
    assert "✓ Answered" in shown and "We asked: it is right" in shown and "No figure changes by them" in shown
    assert confirmed(app) == 0
    (of_file,) = codes(open_file(app, "Q2 answered.xlsx", SEND_BACK))
    assert "to fix" in of_file and "to confirm before" not in of_file, "what is answered is not asked again"
    open_file(app, "Q2 answered.xlsx", PROBLEMS)
    ticks = [box for box in app.checkbox if "We asked: it is right" in box.label]
    assert ticks and not any(box.value for box in ticks)
    press(app, f"Confirm the {len(ticks)} that the provider answered")
    assert_calm(app)
    assert set(app.session_state["confirmations"].values()) == {"We asked: it is right"}
    assert confirmed(app) == len(ticks)
    assert "✓ Answered" in markup(app)
