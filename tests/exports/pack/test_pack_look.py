"""The unit's own look in workbook, report and slides: it is there, said in words, let through, and changes no
figure."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import docx
import openpyxl
import pptx
import pytest
from PIL import Image

from ieo_metrics.exports.leak_check.check_file import find_leaks
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.store.record.unit_look import clean_logo

OFFICE = (".xlsx", ".docx", ".pptx")


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 100), (90, 20, 120)).save(out, "PNG")
    return clean_logo(out.getvalue())


LOOK = UnitLook("Unit of the North", "data@unit.example", "Made each quarter.", "#5A1478", "#1E5B3A", logo())


@pytest.fixture(scope="module")
def pack(packed):
    return replace(packed.pack, look=LOOK)


@pytest.fixture(scope="module")
def made(pack) -> Mapping[str, bytes]:
    return {name.rpartition(".")[2]: data for name, data in pack_files(pack).items() if name.endswith(OFFICE)}


def test_each_file_has_the_logo_with_words_and_the_name(made):
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))["Cover"]
    assert len(sheet._images) == 1 and sheet["A1"].font.color.rgb == "FF5A1478"
    with zipfile.ZipFile(io.BytesIO(made["xlsx"])) as file:
        drawing = file.read("xl/drawings/drawing1.xml").decode()
    report = docx.Document(io.BytesIO(made["docx"]))
    header = report.sections[0].header._element.xml
    slide = pptx.Presentation(io.BytesIO(made["pptx"])).slides[0]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    words = 'descr="Logo of Unit of the North"'
    assert words in drawing and words in header and words in picture._element.xml
    assert picture.left + picture.width < 12_192_000
    assert any(p.text.startswith("Unit of the North.") for p in report.paragraphs)
    assert any("Unit of the North" in shape.text_frame.text for shape in slide.placeholders)


def test_its_contact_is_let_through_and_no_other_address(made, pack):
    for ending, data in made.items():
        assert find_leaks(f"a.{ending}", data, pack) == []
    other = replace(pack, look=replace(LOOK, contact="other@unit.example"))
    assert any("e-mail address" in leak for leak in find_leaks("a.xlsx", made["xlsx"], other))


def test_no_figure_changes_with_the_look(made, packed):
    plain, looked = (
        openpyxl.load_workbook(io.BytesIO(data)) for data in (packed.file(".xlsx"), made["xlsx"])
    )
    for sheet in plain.sheetnames[1:]:
        assert list(looked[sheet].values) == list(plain[sheet].values)
