"""Doubts and confirmed mappings: a near heading is a proposal, one confirmation settles it, and the next
return asks nothing."""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest

from ieo_metrics.__main__ import main
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.layouts import LAYOUTS, layout_key
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.sheets import Column, Sheet, Workbook
from ieo_metrics.recognising.mappings.answers_on_sameness import SameAnswers
from ieo_metrics.recognising.mappings.confirm_all_proposals import confirmed_choice
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping, keys_of
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_text, read_mapping, write_mapping
from ieo_metrics.recognising.recognise import recognise_sheets

RECEIVED = dt.datetime(2024, 10, 14, tzinfo=dt.UTC)
SUPPORT = next(layout for layout in LAYOUTS if layout.table == "support")


def sheet(name: str, *rows: tuple, visible: bool = True) -> Sheet:
    """A sheet of the given rows, from A1."""
    columns = []
    for cells in zip(*rows):
        values = list(dict.fromkeys((type(cell), cell) for cell in cells))
        columns.append(
            Column(
                [value for _, value in values],
                np.array([values.index((type(cell), cell)) for cell in cells], dtype=np.int32),
            )
        )
    return Sheet(name, visible, 1, 1, tuple(columns))


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook("return.xlsx", "0" * 64, sheets)


def support(*headings: str, quarter: str = "2024/25 Q2", rows: int = 4) -> Workbook:
    """A support sheet with these headings over reference, start, end and setting."""
    table = [(f"YP{i}", dt.date(2024, 7, 1 + i), None, "Community") for i in range(rows)]
    return workbook(sheet("Support", (f"RESET {quarter}", None, None, None), headings, *table))


NEAR = ("YP Ref", "Suport startd", "Support ended", "Setting")


def codes(book: Workbook, mapping: Mapping = EMPTY) -> list[str]:
    return [p.code for p in recognise_sheets(book, mapping)[1] if p.code.startswith("mapping")]


def test_known_headings_ask_nothing() -> None:
    understood, problems = recognise_sheets(support("YP Ref", "Support started", "Support ended", "Setting"))
    assert (problems, understood.doubts) == ([], ())


def test_a_near_heading_is_asked_and_not_read() -> None:
    understood, problems = recognise_sheets(support(*NEAR))
    [doubt] = understood.doubts
    assert (doubt.cell, doubt.heading, doubt.proposal) == ("B2", "Suport startd", "started")
    assert "reads like" in doubt.reason
    assert doubt.samples[0] == "1 July 2024"
    assert understood.tables == ()
    assert [(p.code, p.cell) for p in problems] == [("mapping-column-proposed", "B2")]


def test_one_confirmation_and_the_next_quarter_asks_nothing() -> None:
    mapping = confirmed_choice(EMPTY, recognise_sheets(support(*NEAR))[0].doubts)
    following = support(*NEAR, quarter="2024/25 Q3", rows=6)
    assert codes(following, mapping) == []
    assert len(recognise_sheets(following, mapping)[0].tables[0].rows) == 6


def test_only_what_differs_is_asked_next_quarter() -> None:
    mapping = confirmed_choice(EMPTY, recognise_sheets(support(*NEAR))[0].doubts)
    renamed = support("YP Ref", "Suport startd", "Suport endde", "Setting")
    [doubt] = recognise_sheets(renamed, mapping)[0].doubts
    assert (doubt.heading, doubt.proposal) == ("Suport endde", "ended")


def test_a_column_that_is_not_needed_is_not_asked_again() -> None:
    book = support("YP Ref", "Support started", "Suport endde", "Setting")
    mapping = EMPTY.with_column(SUPPORT, "suport endde", "")
    assert recognise_sheets(book, mapping)[0].doubts == ()
    assert codes(book, mapping) == ["mapping-column-missing"]


def test_a_column_of_another_kind_is_not_proposed() -> None:
    """ "Support worker" is near "Support started", but its cells are no dates."""
    book = workbook(
        sheet(
            "S", ("Ref", "Support start by", "Setting"), *((f"YP{i}", "Sam", "Community") for i in range(4))
        )
    )
    assert all(doubt.proposal != "started" for doubt in recognise_sheets(book)[0].doubts)


def test_a_hidden_sheet_is_read_only_on_the_officers_word() -> None:
    rows = (
        ("YP Ref", "Support started", "Support ended", "Setting"),
        ("YP1", dt.date(2024, 7, 1), None, "Community"),
    )
    book = workbook(sheet("Old", *rows, visible=False))
    understood, problems = recognise_sheets(book)
    assert (understood.tables, [p.code for p in problems]) == ((), ["sheet-hidden"])
    assert len(recognise_sheets(book, EMPTY.with_hidden("Old"))[0].tables) == 1


def test_home_star_areas_only_on_confirmation() -> None:
    from ieo_metrics.framework.words.code_lists import RENAMED_STAR_AREAS

    area, name = next((area, names[0]) for area, names in RENAMED_STAR_AREAS.items() if names)
    rows = (
        ("Stars 2024/25 Q2", None, None, None),
        ("YP Ref", "Date", "Area", "Score"),
        *((f"YP{i}", dt.date(2024, 7, 1 + i), name, 5.0) for i in range(4)),
    )
    before = collect_files([workbook(sheet("S", *rows))], Settings(), RECEIVED)
    assert {p.code for p in before.problems if p.cell == "C3"} == {"mapping-answer-proposed"}
    assert before.files[0].tables["star_readings"]["area"].isna().all()
    mapping = confirmed_choice(EMPTY, (), before.problems)
    after = collect_files([workbook(sheet("S", *rows))], Settings(), RECEIVED, None, mapping)
    assert set(after.files[0].tables["star_readings"]["area"]) == {area}


def test_two_equal_headings_have_keys_of_their_own() -> None:
    assert keys_of(["score", "", "score", ""]) == ["score", "no heading", "score 2", "no heading 2"]


def test_the_file_is_the_same_after_a_round(tmp_path: Path) -> None:
    mapping = Mapping(
        {layout_key(SUPPORT): {"sup started": "started", "worker": ""}},
        {"a | b": layout_key(SUPPORT)},
        {"star_readings.area": {"home": "offending"}},
        SameAnswers({"reference": {"0" * 48: "1" * 48}}, "2" * 32),
        {layout_key(SUPPORT): {"sup started": "month first"}},
    ).with_hidden("Old", "date | score")
    write_mapping(mapping, tmp_path / "m.json")
    assert read_mapping(tmp_path / "m.json") == mapping
    assert json.loads(mapping_as_text(mapping))["version"] == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ("[]", "not a mapping file"),
        ('{"version": 2}', "not a mapping file"),
        ('{"version": 1, "columns": {"nothing, wide": {}}}', "layout that is not known"),
        ('{"version": 1, "columns": {"support, one row per period": {"a": "score"}}}', "column that"),
        ('{"version": 1, "answers": {"support.started": {}}}', "no list of answers"),
        ('{"version": 1, "orders": []}', "form that this program writes"),
        ('{"version": 1, "orders": {"nothing, wide": {}}}', "layout that is not known"),
        ('{"version": 1, "orders": {"support, one row per period": {"a": "month"}}}', "unknown order"),
        (
            '{"version": 1, "orders": {"support, one row per period": {"a": ["month first"]}}}',
            "unknown order",
        ),
        (
            '{"version": 1, "orders": {"support, one row per period": "month first"}}',
            "form that this program writes",
        ),
    ],
)
def test_a_wrong_file_is_said_to_be_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=says):
        read_mapping(path)


def test_the_command_line_keeps_and_applies_mappings(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    import xlsxwriter

    path, kept = tmp_path / "support.xlsx", tmp_path / "mapping.json"
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Support")
    page.write(0, 0, "RESET 2024/25 Q2")
    page.write_row(1, 0, NEAR)
    for i in range(5):
        page.write_row(2 + i, 0, (f"YP{i}", dt.date(2024, 7, 1 + i), None, "Community"))
    book.close()
    assert main(["check", str(path), "--save-mapping", str(kept)]) == 1
    assert "mapping-column-proposed" in capsys.readouterr().out
    assert main(["check", str(path), "--mapping", str(kept)]) == 0
    assert main(["measures", str(path), "--mapping", str(kept)]) == 0
    assert "5.1.3.b,2024/25 Q2,all,5,young people,5,," in capsys.readouterr().out


def test_the_order_of_dates_is_a_question_of_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    path, kept = tmp_path / "support.csv", tmp_path / "mapping.json"
    rows = ("RESET 2024/25 Q2,,,", "YP Ref,Support started,Support ended,Setting", "YP1,7/15/2024,,Community")
    path.write_text("\n".join((*rows, "YP2,08/07/2024,,Community")), encoding="utf-8")
    assert main(["check", str(path), "--save-mapping", str(kept)]) == 1
    assert "mapping-date-order" in capsys.readouterr().out
    assert main(["check", str(path), "--mapping", str(kept)]) == 1, (
        "nothing is proposed, so nothing is confirmed"
    )
    write_mapping(read_mapping(kept).with_order(SUPPORT, "support started", "month first"), kept)
    assert main(["check", str(path), "--mapping", str(kept)]) == 0
    assert main(["measures", str(path), "--mapping", str(kept)]) == 0
    assert "5.1.3.b,2024/25 Q2,all,2,young people,2,,0," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Date of return: soon", True),
        ("Date of return: 7/15/2024", True),
        ("Date of return: 14 July 2024", False),
        ("Date of return:", False),
    ],
)
def test_a_date_of_return_that_cannot_be_read_is_asked_about(said: str, asked: bool) -> None:
    headings = ("YP Ref", "Support started", "Support ended", "Setting")
    book = workbook(
        sheet("S", (said, None, None, None), headings, ("YP1", dt.date(2024, 7, 1), None, "Community"))
    )
    assert ("return-date-unclear" in [p.code for p in recognise_sheets(book)[1]]) is asked


def test_where_a_folder_is_named_nothing_is_left_behind(tmp_path):
    folder = tmp_path / "answers"
    folder.mkdir()
    with pytest.raises(IsADirectoryError):
        write_mapping(EMPTY, folder)
    assert list(tmp_path.iterdir()) == [folder] and not list(folder.iterdir())
