"""The leak check: what the pack has passes, and each kind of leak that is planted in a finished file is
found."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from ieo_metrics.exports.leak_check.check_file import Leaks, find_leaks, raise_if_leaking
from ieo_metrics.exports.leak_check.find_personal_words import Forbidden, unfit_words
from ieo_metrics.exports.leak_check.references_in_returns import references_in_returns
from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.exports.workbook.audit_workbook import audit_workbook
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.reading.cells.personal_details import is_nhs
from ieo_metrics.store.issues.cut_off_after_quarter import results_until
from ieo_metrics.store.issues.protect_for_sharing import with_frame


def rewritten(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The file with each part changed, and more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return out.getvalue()


def with_part(data: bytes, name: str, part: bytes = b"<a/>") -> bytes:
    return rewritten(data, lambda _, was: was, **{name: part})


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """The file with the first match of a pattern replaced in the parts whose name matches."""
    done = []

    def change(name: str, was: bytes) -> bytes:
        if re.search(part, name) and re.search(old, was.decode("utf-8", "replace")) and not done:
            done.append(name)
            return re.sub(old, lambda m: new.replace("{}", m[0]), was.decode(), count=1).encode()
        return was

    made = rewritten(data, change)
    assert done, f"nothing to replace: {old}"
    return made


def test_leaks_none_in_the_pack_itself(packed):
    named = references_in_returns(packed.results.governed)
    assert len(named) > 100
    assert {name: find_leaks(name, data, packed.pack, named) for name, data in packed.files.items()} == {
        name: [] for name in packed.files
    }
    assert raise_if_leaking(packed.files, packed.pack, named) == packed.files


PARTS = [
    (".xlsx", "xl/pivotCache/pivotCacheDefinition1.xml", "pivot"),
    (".xlsx", "xl/comments1.xml", "comments"),
    (".xlsx", "xl/threadedComments/threadedComment1.xml", "comments"),
    (".xlsx", "xl/persons/person.xml", "comments"),
    (".xlsx", "xl/externalLinks/externalLink1.xml", "a link to another file"),
    (".xlsx", "xl/vbaProject.bin", "macros"),
    (".xlsx", "docProps/custom.xml", "custom properties"),
    (".docx", "customXml/item1.xml", "custom XML"),
    (".docx", "word/comments.xml", "comments"),
    (".docx", "word/people.xml", "comments"),
    (".docx", "docProps/thumbnail.jpeg", "a picture of its first page"),
    (".docx", "word/media/scan.jpeg", "a part that cannot be checked"),
    (".pptx", "ppt/comments/comment1.xml", "comments"),
    (".pptx", "ppt/commentAuthors.xml", "comments"),
    (".pptx", "ppt/printerSettings/printerSettings1.bin", "the settings of a printer"),
    (".pptx", "ppt/embeddings/oleObject1.bin", "a part that cannot be checked"),
]


@pytest.mark.parametrize(("ending", "part", "said"), PARTS, ids=[part for _, part, _ in PARTS])
def test_leaks_parts_that_no_file_for_sharing_has(packed, ending, part, said):
    assert any(
        said in leak and part in leak
        for leak in find_leaks(f"x{ending}", with_part(packed.file(ending), part), packed.pack)
    )


CELL, DOCX_TEXT, PPTX_TEXT = r"<t>Cover</t>", r"<w:t>What was corrected</w:t>", r"Source:"
PLANTED = [
    (".xlsx", "xl/workbook.xml", r'<sheet name="Notes"', '{} state="hidden"', "a hidden sheet, Notes"),
    (".xlsx", "xl/workbook.xml", r'<sheet name="Notes"', '{} state="veryHidden"', "a hidden sheet, Notes"),
    (".xlsx", "xl/worksheets/sheet5.xml", r"<row ", '{}hidden="1" ', "a hidden row"),
    (".xlsx", "xl/worksheets/sheet5.xml", r"<col ", '{}hidden="1" ', "a hidden column"),
    (
        ".xlsx",
        "xl/workbook.xml",
        r"</definedNames>",
        "<definedName name=\"far\">'[1]Sheet'!$A$1</definedName>{}",
        "a hidden name or one that leads outside",
    ),
    (
        ".xlsx",
        "docProps/core.xml",
        r"<dc:creator></dc:creator>",
        "<dc:creator>J. Officer</dc:creator>",
        "creator 'J. Officer'",
    ),
    (
        ".xlsx",
        "docProps/core.xml",
        r"<cp:lastModifiedBy></cp:lastModifiedBy>",
        "<cp:lastModifiedBy>J</cp:lastModifiedBy>",
        "lastModifiedBy 'J'",
    ),
    (".xlsx", "docProps/app.xml", r"<Company></Company>", "<Company>VRU</Company>", "Company 'VRU'"),
    (".xlsx", "xl/sharedStrings", CELL, "<t>rang 07700 900123</t>", "a telephone number"),
    (".xlsx", "xl/sharedStrings", CELL, "<t>rang +44 7700 900123</t>", "a telephone number"),
    (".xlsx", "xl/sharedStrings", CELL, "<t>943 476 5919</t>", "an NHS number"),
    (".xlsx", "xl/sharedStrings", CELL, "<t>SO14 7LY</t>", "a postcode"),
    (".xlsx", "xl/sharedStrings", CELL, "<t>jo@example.org</t>", "an e-mail address"),
    (".xlsx", "xl/sharedStrings", CELL, "<t>17/11/2009</t>", "a date of birth"),
    (".xlsx", "xl/sharedStrings", CELL, "<t>17 November 2009</t>", "a date of birth"),
    (".xlsx", "xl/sharedStrings", CELL, "<t>2009-11-17</t>", "a date of birth"),
    (".xlsx", "xl/sharedStrings", CELL, "<t>Young person ref</t>", "a column about single people"),
    (".xlsx", "xl/sharedStrings", CELL, f"<t>{'0123456789ab' * 2}</t>", "a code that replaces a reference"),
    (
        ".xlsx",
        "xl/sharedStrings",
        CELL,
        "<t>said RST-0417 to us</t>",
        "a word that must not appear anywhere, 'rst-0417'",
    ),
    (
        ".docx",
        "word/document.xml",
        DOCX_TEXT,
        "<w:t>rst</w:t></w:r><w:r><w:t>-0417</w:t>",
        "a word that must not appear anywhere, 'rst-0417'",
    ),
    (
        ".docx",
        "word/document.xml",
        r"<w:r>",
        '<w:ins w:id="9" w:author="J. Officer"><w:r><w:t>x</w:t></w:r></w:ins>{}',
        "a tracked change by 'J. Officer'",
    ),
    (".docx", "word/document.xml", r"<w:rPr>", "{}<w:vanish/>", "hidden text"),
    (".docx", "word/document.xml", r"<w:p>", '<w:p w:rsidR="00A77B3E">', "marks of who edited when"),
    (
        ".docx",
        "document.xml.rels",
        r"</Relationships>",
        '<Relationship Id="x" Type="t" Target="https://x.org" TargetMode="External"/>{}',
        "a link to somewhere else",
    ),
    (
        ".docx",
        "word/document.xml",
        r'descr="Line chart',
        'descr="RST-0417 Line chart',
        "a word that must not appear anywhere",
    ),
    (".pptx", "ppt/slides/slide4.xml", r"<p:sld ", '{}show="0" ', "a hidden slide"),
    (".pptx", "ppt/slides/slide4.xml", r"<p:cNvPr ", '{}hidden="1" ', "a hidden shape"),
    (".pptx", "ppt/slides/slide6.xml", PPTX_TEXT, "rst-0417", "a word that must not appear anywhere"),
    (".pptx", "ppt/notesSlides/notesSlide6.xml", r"Young people", "RST-0417 SO14 7LY", "a postcode"),
]


@pytest.mark.parametrize(
    ("ending", "part", "old", "new", "said"), PLANTED, ids=[f"{i} {row[4]}" for i, row in enumerate(PLANTED)]
)
def test_leaks_planted_in_a_finished_file_are_found(packed, ending, part, old, new, said):
    found = find_leaks(f"x{ending}", replaced(packed.file(ending), part, old, new), packed.pack, {"RST-0417"})
    assert any(said in leak for leak in found), found


def edited(data: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hidden_row(packed) -> tuple[str, str]:
    """A measure of people and the last quarter before the pack's that is hidden: the report's table has it,
    too."""
    frame = packed.pack.frame
    row = frame[
        (frame["marker"] == "c") & (frame["period"] < packed.pack.quarter) & (frame["ref"] == "5.1.2.d")
    ].iloc[-1]
    return row["ref"], row["quarter"]


def cell_of(sheet, quarter: str, column: int = 2):
    return next(row[column - 1] for row in sheet.iter_rows() if row[0].value == quarter)


def test_leaks_a_number_in_a_hidden_cell_of_the_tables(packed):
    ref, quarter = hidden_row(packed)
    found = find_leaks(
        "x.xlsx",
        edited(packed.file(".xlsx"), lambda book: setattr(cell_of(book[ref], quarter), "value", 0.5)),
        packed.pack,
    )
    assert f"a number for {ref} in {quarter}, which is hidden" in found
    for sheet, heading in (("Chart data", ref), ("Summary", "Value")):

        def plant(book, sheet=sheet, heading=heading):
            rows = list(book[sheet].iter_rows())
            at = next(i for i, row in enumerate(rows) if row[0].value in ("Quarter", "Reference"))
            column = [cell.value for cell in rows[at]].index(heading)
            next(row for row in rows[at:] if row[0].value in (ref, quarter))[column].value = 0.5

        found = find_leaks("x.xlsx", edited(packed.file(".xlsx"), plant), packed.pack)
        assert any(
            leak.startswith(f"a number for {ref} in ") and leak.endswith("hidden") for leak in found
        ), sheet


def test_leaks_a_number_that_is_not_the_one_for_sharing(packed):
    quarter = "2024/25 Q2"
    found = find_leaks(
        "x.xlsx",
        edited(packed.file(".xlsx"), lambda book: setattr(cell_of(book["5.1.3.b"], quarter), "value", 76)),
        packed.pack,
    )
    assert f"76 as value of 5.1.3.b in {quarter}, which is not the figure that may be shared" in found


def test_leaks_a_sheet_that_the_pack_does_not_have_and_personal_numbers_in_cells(packed):
    def plant(book):
        sheet = book.create_sheet("Rows")
        sheet.append(["Case", "Born"])
        sheet.append([9434765919, openpyxl.utils.datetime.from_excel(40134)])

    found = " ".join(find_leaks("x.xlsx", edited(packed.file(".xlsx"), plant), packed.pack))
    assert (
        "a sheet that the pack does not have, Rows" in found
        and "an NHS number" in found
        and "a date of birth" in found
    )


def test_leaks_a_number_in_a_hidden_cell_of_the_report_and_of_a_slide(packed):
    ref, quarter = hidden_row(packed)
    # Of two measures with one table the row says whose it is.
    row = rf"(?:.*?>{re.escape(ref)} Percentage</w:t>)?"
    table = rf'(?s)<w:tblCaption w:val="[^"]*{re.escape(ref)}.*?{quarter}</w:t>{row}.*?\[c\]'
    found = find_leaks(
        "x.docx", replaced_end(packed.file(".docx"), "word/document.xml", table, "[c]", "62%"), packed.pack
    )
    # Quarters stand side by side: the first that is hidden has the number.
    assert any(re.fullmatch(rf"a number for {ref} in 20.*, which is hidden", one) for one in found)
    found = find_leaks(
        "x.docx",
        replaced(packed.file(".docx"), "word/document.xml", DOCX_TEXT, f"<w:t>{ref}: 62% in {quarter}</w:t>"),
        packed.pack,
    )
    assert f"62% for {ref} in {quarter}, which is hidden" in found
    said = f"<w:t>{ref} Pain scale, {quarter}: 62% as issued, now [c]. Why</w:t>"
    found = find_leaks(
        "x.docx", replaced(packed.file(".docx"), "word/document.xml", DOCX_TEXT, said), packed.pack
    )
    assert f"a number for {ref} in {quarter}, which is hidden" in found
    now = r"(?s)5\.1\.2\.d Pain scale: reduced score</a:t>.*?\[c\]"
    found = find_leaks(
        "x.pptx", replaced_end(packed.file(".pptx"), "ppt/slides/slide2.xml", now, "[c]", "62%"), packed.pack
    )
    assert "a number for 5.1.2.d in 2024/25 Q2, which is hidden" in found


def replaced_end(data: bytes, part: str, pattern: str, end: str, new: str) -> bytes:
    """The file with the end of the first match replaced."""
    return rewritten(
        data,
        lambda name, was: (
            re.sub(pattern, lambda m: m[0].removesuffix(end) + new, was.decode(), count=1).encode()
            if name == part
            else was
        ),
    )


def test_leaks_a_limit_that_does_not_follow_from_what_is_shown_in_the_steps_of_a_chart(packed):
    """A level that differs, one at a quarter that has another, and a line that is called something else."""
    with zipfile.ZipFile(io.BytesIO(packed.file(".pptx"))) as file:
        chart, xml = next(
            (name, file.read(name).decode())
            for name in file.namelist()
            if "/charts/chart" in name and b"5.1.1.b median" in file.read(name)
        )
    level = re.search(r"<c:yVal>.*?<c:v>([\d.]+)</c:v>", xml, re.S)[1]

    def leaks(was: str, new: str) -> list[str]:
        changed = rewritten(
            packed.file(".pptx"),
            lambda name, held: xml.replace(was, new, 1).encode() if name == chart else held,
        )
        return find_leaks("x.pptx", changed, packed.pack)

    assert leaks("", "") == []
    (found,) = leaks(f"<c:v>{level}</c:v>", "<c:v>0.123</c:v>")
    assert found.startswith("0.123 as median of 5.1.1.b in ")
    # A percentage is no more than 1, so this is a place; before the first quarter there is nothing.
    (found,) = leaks("<c:v>1.5</c:v>", "<c:v>-0.5</c:v>")
    assert "as median of 5.1.1.b" in found
    assert any("that are no limits" in leak for leak in leaks("5.1.1.b median", "5.1.1.b range"))


def test_leaks_a_hidden_number_inside_the_chart_of_a_slide(packed):
    ref, quarter = hidden_row(packed)
    with zipfile.ZipFile(io.BytesIO(packed.file(".pptx"))) as file:
        chart = next(
            name
            for name in file.namelist()
            if "/charts/chart" in name and name.endswith(".xml") and f"{ref} ".encode() in file.read(name)
        )
        places = re.findall(r"20\d\d/\d\d Q\d", file.read(chart).decode())
        relations = file.read(chart.replace("charts/", "charts/_rels/") + ".rels").decode()
    inside = "ppt/embeddings/" + re.search(r"embeddings/([^\"]+)", relations)[1]
    point = f'<c:pt idx="{places.index(quarter)}"><c:v>0.62</c:v></c:pt>'
    found = find_leaks(
        "x.pptx", replaced(packed.file(".pptx"), chart, r"</c:numCache>", point + "{}"), packed.pack
    )
    assert f"a number for {ref} in {quarter}, which is hidden" in found

    def planted(name: str, was: bytes) -> bytes:
        return (
            edited(was, lambda book: setattr(cell_of(book.worksheets[0], quarter), "value", 0.62))
            if name == inside
            else was
        )

    assert f"a number for {ref} in {quarter}, which is hidden" in find_leaks(
        "x.pptx", rewritten(packed.file(".pptx"), planted), packed.pack
    )

    def second_sheet(name: str, was: bytes) -> bytes:
        return edited(was, lambda book: book.create_sheet("Rows").append([1])) if name == inside else was

    assert "a sheet that the pack does not have, Rows" in find_leaks(
        "x.pptx", rewritten(packed.file(".pptx"), second_sheet), packed.pack
    )


def test_leaks_figures_that_did_not_go_through_disclosure_control(packed):
    """The whole table unprotected, and a pack of it: small counts are found even where nothing is said to be
    hidden."""
    frame = results_until(packed.results, packed.pack.quarter).frame
    raw = frame[(frame["span"] == "quarter") & (frame["area"] == "all")]
    assert any("which is hidden" in leak for leak in find_leaks("x.csv", tidy_csv(raw).encode(), packed.pack))
    unprotected = with_frame(packed.pack.results, frame)
    found = find_leaks("x.csv", tidy_csv(raw).encode(), replace(packed.pack, results=unprotected))
    assert any(leak.startswith("a count of young people from 1 to 4") for leak in found)
    # Sessions and school staff are no young people.
    assert not any(ref in leak for leak in found for ref, m in MEASURE.items() if not m.about_people)


def test_leaks_a_table_of_persons_as_csv(packed):
    found = find_leaks("x.csv", b"person_ref,score\nA1,4\n", packed.pack)
    assert any("columns that the pack does not have" in leak for leak in found) and any(
        "single people" in leak for leak in found
    )


def test_leaks_a_picture_that_says_who_made_it(packed):
    about, out = PngImagePlugin.PngInfo(), io.BytesIO()
    about.add_text("Author", "J. Officer")
    Image.new("RGB", (2, 2)).save(out, "png", pnginfo=about)
    found = find_leaks(
        "x.docx", with_part(packed.file(".docx"), "word/media/image99.png", out.getvalue()), packed.pack
    )
    assert any("a picture that says more than its pixels" in leak for leak in found)


def test_leaks_a_file_that_cannot_be_opened(packed):
    assert "it cannot be opened again" in find_leaks("x.docx", packed.file(".docx")[:5000], packed.pack)[0]


def test_leaks_stop_the_whole_pack_and_say_why(packed):
    name = next(iter(packed.files))
    files = packed.files | {name: with_part(packed.files[name], "xl/comments1.xml")}
    with pytest.raises(
        Leaks,
        match=r"(?s)Nothing was handed out.*SVRP 2024-25 Q2 tables\.xlsx: comments \(xl/comments1\.xml\)",
    ):
        raise_if_leaking(files, packed.pack)
    with pytest.raises(Leaks, match="must not appear anywhere, 'two workers joined'"):
        raise_if_leaking(packed.files, packed.pack, {"Two workers joined"})


def test_leaks_the_twin_is_for_the_officer_only(packed):
    made = audit_workbook(packed.results, packed.pack.quarter)
    assert (
        find_leaks(
            "x.xlsx", made, packed.pack, references_in_returns(packed.results.governed), for_officer=True
        )
        == []
    )
    assert find_leaks("x.xlsx", made, packed.pack), "as a file for sharing it is refused"
    without = edited(made, lambda book: setattr(book["Follow-up"]["A1"], "value", "Follow-up"))
    assert "the sheet Follow-up does not say NOT FOR SHARING" in find_leaks(
        "x.xlsx", without, packed.pack, for_officer=True
    )
    assert any(
        "comments" in leak
        for leak in find_leaks("x.xlsx", with_part(made, "xl/comments1.xml"), packed.pack, for_officer=True)
    )


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_leaks_no_two_check_digits_make_an_nhs_number(digits):
    """Source: NHS Data Dictionary, NHS number: weights 10 to 2, eleven minus the remainder; 11 is 0 and 10 is
    no number."""
    body = "".join(map(str, digits))
    good = [d for d in range(10) if is_nhs(f"{body}{d}")]
    check = 11 - sum((10 - i) * d for i, d in enumerate(digits)) % 11
    alike = len(set(digits)) == 1
    assert good == ([] if check == 10 else [check % 11] if not alike or digits[0] != check % 11 else [])


# Ten digits whose check digit is right, and those of a telephone: one hash in 300 holds such digits.
NUMBERS_IN_HASHES = ("3375520263", "9434765919", "02380591234")


@pytest.mark.parametrize("digits", NUMBERS_IN_HASHES)
@pytest.mark.parametrize(
    "words",
    ["Audit trail at 6:{:e<16}.", "2026, fingerprint {:a<12}", "{:f<12}", "2026, fingerprint {:c>12}, with"],
)
def test_leaks_the_digits_of_a_hash_are_nobodys_number(digits, words):
    assert list(unfit_words(words.format(digits), 2018)) == []


@pytest.mark.parametrize(
    "words",
    ["{}", "Tel {}", "ref{}", "e2f{}", "{}, 6:e2f30520263c05ab", "fingerprint {}", "Audit trail at 6:{}"],
)
def test_leaks_a_number_beside_a_hash_is_still_found(words):
    assert list(unfit_words(words.format("9434765919"), 2018)) == ["an NHS number"]
    assert list(unfit_words(words.format("02380591234"), 2018)) == ["a telephone number"]


@given(st.sampled_from(["Audit trail at 12:{}.", "{}"]), st.binary(min_size=8, max_size=8))
def test_leaks_no_hash_stops_a_pack(words, hashed):
    for shown in (hashed.hex(), hashed.hex()[:12]):
        if not shown.isdigit():
            assert list(unfit_words(words.format(shown), 2018)) == []


def test_leaks_forbidden_words_stand_alone():
    words = Forbidden(["RST-0417", "Mary Rose School", ""])
    assert words.found("to RST-0417, at Mary rose school.") == ["mary rose school", "rst-0417"]
    assert words.found("RST-04170 and XRST-0417; Mary's rose school") == []
