"""What goes to the providers before a quarter's returns are due: blank workbooks and an e-mail."""

import io
import zipfile

import openpyxl
import pytest

from ieo_metrics.__main__ import main
from ieo_metrics.exports.templates_to_send import dated_template_name, template_email, templates_as_zip
from ieo_metrics.framework.configuration.unit_look import UNIT
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.return_types import PROGRAMMES, RETURN_TYPES

Q2 = quarter(2024, 2)
RETURN_OF = {row.provider: row for row in RETURN_TYPES}


def test_all_templates_state_the_quarter_that_was_chosen():
    with zipfile.ZipFile(io.BytesIO(templates_as_zip(Q2))) as file:
        assert file.namelist() == [dated_template_name(programme, Q2) for programme in PROGRAMMES]
        for name in file.namelist():
            book = openpyxl.load_workbook(io.BytesIO(file.read(name)))
            assert {sheet["A1"].value for sheet in book} == {"Reporting quarter: 2024/25 Q2"}
    assert templates_as_zip(Q2) == templates_as_zip(Q2)
    assert dated_template_name("A&E Navigators", Q2) == "A and E Navigators 2024-25 Q2.xlsx"


def test_an_email_says_once_which_quarter_and_which_sheets_by_when_and_whom_to_ask():
    text = template_email(RETURN_OF["Society of St James"], Q2, "data@unit.example")
    assert text.startswith("To Society of St James\n")
    assert text.count("2024/25 Q2") == 1 and "2024/25 Q2 (Jul–Sep 2024): RESET 2024-25 Q2.xlsx." in text
    assert (
        "fill in the sheets Support and Outcomes Star, and send the workbook back by 21 October 2024." in text
    )
    assert text.endswith(f"{UNIT}\ndata@unit.example\n")


@pytest.mark.parametrize(
    ("provider", "asked"),
    [
        ("Constabulary", "fill in the sheet Follow-up, and"),
        ("No Limits", "fill in the sheets Pain scale and Social prescribing, and"),
        ("Artswork", "fill in the sheets Sessions and School list, and"),
        ("Rock Pool", "fill in the sheet Sessions, and"),
    ],
)
def test_every_provider_is_asked_for_its_own_sheets(provider, asked):
    text = template_email(RETURN_OF[provider], Q2)
    assert asked in text and text.endswith(f"\n{UNIT}\n")
    instead = "You may use the sheet Offences, instead of the last four columns of the sheet Follow-up."
    assert (instead in text) == (provider == "Constabulary")


def test_the_command_line_takes_the_quarter_too(tmp_path, capsys):
    assert main(["templates", "--out", str(tmp_path), "--quarter", "2023/24 Q4"]) == 0
    book = openpyxl.load_workbook(tmp_path / "TIPS.xlsx")
    assert book["Sessions"]["A1"].value == "Reporting quarter: 2023/24 Q4"
    assert main(["templates", "--out", str(tmp_path), "--quarter", "2023/24 Q1..2023/24 Q2"]) == 2
    assert "more than one quarter" in capsys.readouterr().err
