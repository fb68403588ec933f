"""A pack ends with its quarter, and a pack of files alone says that it remembers nothing: every part of every
file is opened and searched, from files and from issues, also of an earlier quarter that is issued again."""

import gc
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ieo_metrics.__main__ import main
from ieo_metrics.exports.leak_check.check_file import find_leaks
from ieo_metrics.exports.pack.content import ALONE, Revised, pack_file_name
from ieo_metrics.exports.pack.files import pack_files, pack_writers
from ieo_metrics.exports.pack.from_issue import checked_pack_files
from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.dates.quarters_in_text import quarters_named
from ieo_metrics.store.issues.issues import all_issues
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from ieo_metrics.store.trail.audit_trail import facts_version
from tests.exports.conftest import Q2, SAMPLES
from tests.exports.pack.read_web_and_pdf import pdf_words
from tests.store.fixtures import (  # noqa: F401
    _nothing_from_outside,
    begun_stores,
    file_store,
    folder,
)
from tests.store.office import issue, returns_of, stands, stars, take, trainings

LABEL = re.compile(r"(20\d\d)[/-]\d\d Q([1-4])")
NINE = dict.fromkeys("abcdefghi", (3, 5))


def written(name: str, data: bytes) -> Iterator[str]:
    """Every part of a file, and of the files in it, with its name."""
    if name.endswith((".xlsx", ".docx", ".pptx")):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for part in file.namelist():
                yield from written(part, file.read(part))
    if name.endswith(".pdf"):
        yield pdf_words(data)
    yield name + data.decode("utf-8", "ignore")


def quarters_in(files: dict[str, bytes]) -> set[int]:
    texts = [text for name, data in files.items() for text in written(name, data)]
    return {quarter(int(year), int(number)) for text in texts for year, number in LABEL.findall(text)}


def files_in(made: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(made.iterdir())}


def text_of(name: str, data: bytes) -> str:
    """All that a file says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text) for text in written(name, data))


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The pack of the fifth of the twelve quarters that the files cover."""
    out = tmp_path_factory.mktemp("early")
    try:
        assert main(["pack", *map(str, SAMPLES), "--quarter", "2023/24 Q1", "--out", str(out)]) == 0
    finally:
        gc.enable()
    return files_in(out)


def test_a_pack_of_files_ends_with_its_quarter(early):
    assert max(quarters_in(early)) == quarter(2023, 1)


def test_a_pack_of_files_says_in_each_of_them_that_it_remembers_nothing(early):
    assert len(early) == 8
    for name, data in early.items():
        assert ALONE in text_of(name, data), name


def test_a_pack_of_an_issue_does_not_say_so(packed):
    assert packed.pack.warning == ""
    assert not any(ALONE in text_of(name, data) for name, data in packed.files.items())


def test_nothing_of_a_later_quarter_goes_into_a_pack(packed):
    later = packed.last()
    target = Target("5.3.1.a", Q2 + 1, (Band("on target", 2),))
    for part in (
        {"results": later.results},
        {"collection": later.collection},
        {"revisions": (Revised("5.3.1.a", "11", "12", "", Q2 + 1),)},
        {"targets": (target,)},
    ):
        with pytest.raises(ValueError, match="a pack ends with its quarter: these figures go on to 2024/25"):
            replace(packed.pack, **part)


@pytest.mark.parametrize(
    ("comment", "refused"),
    [
        ("The work goes on in 2024/25 Q3.", True),
        ("In Q3 2024/25 it was better.", True),
        ("Better from October to December 2024, as the quarter ending 31 December 2024 will show.", True),
        ("In 2024/25 Q2 it was better than in Q1 2024/25.", False),
        ("Two workers joined on 3 October 2024.", False),
        ("The grant is for 2025/26.", False),
    ],
)
def test_the_leak_check_refuses_a_later_quarter(packed, comment, refused):
    (said,) = packed.pack.comments["5.1.1.a"]
    pack = replace(packed.pack, comments={"5.1.1.a": (said._replace(text=comment),)})
    name = pack_file_name(Q2, "report.docx")
    found = find_leaks(name, pack_writers()["report.docx"](pack), pack)
    assert [leak.startswith("a quarter after that of the pack, 2024/25 Q3") for leak in found] == (
        [True] if refused else []
    )


@pytest.fixture(scope="module")
def of_last_quarter(packed) -> tuple[int, dict[str, bytes]]:
    """The last quarter of the samples, and its pack without what was typed for another."""
    pack = replace(packed.last(), revisions=(), comments={}, decisions=())
    return pack.quarter, pack_files(pack)


@pytest.mark.parametrize(
    "kind", ["tables.xlsx", "report.docx", "report.pdf", "report.html", "slides.pptx", "measures.csv"]
)
def test_the_leak_check_finds_a_later_quarter_in_every_kind_of_file(packed, of_last_quarter, kind):
    last, files = of_last_quarter
    name = pack_file_name(packed.pack.quarter, kind)
    found = find_leaks(name, files[pack_file_name(last, kind)], packed.pack)
    assert any("a quarter after that of the pack, 2024/25 Q4" in leak for leak in found)


def test_the_leak_check_reads_the_name_of_the_file(packed):
    data = packed.file("measures.csv")
    assert find_leaks("SVRP 2024-25 Q3 measures.csv", data, packed.pack)[0].startswith("a quarter after")


def test_every_quarter_that_a_text_names_is_found():
    assert quarters_named("from 2024/25 Q1 to Q3 2024/25, sent in Jan-Mar 2025") == [
        quarter(2024, n) for n in (1, 3, 4)
    ]
    assert quarters_named("Quarter 2, Year 9, 3 October 2024, 2024/25") == []


Q = quarter(2024, 1)


def three_quarters_issued(store):
    """Three quarters are known; the second is issued before the first, and the first again after it."""
    people = [stars(Q + n, NINE, f"reset {n}.xlsx") for n in range(3)]
    for n, one in enumerate(people):
        take(store, returns_of(one, trainings(Q + n, 6 + n, f"tips {n}.xlsx"), store=store))
    for start in (Q - 2, Q + 2):
        with store.reading() as connection:
            facts = facts_version(connection)
        aim = Target("5.3.1.b", start, (Band("on target", 2),), reason="As agreed")
        change_aims(store, "A. Officer", aim, "a target", facts)
    for which in (Q + 1, Q, Q):
        issue(store, which)


@pytest.fixture
def beginning():
    return three_quarters_issued


def issue_titled(store, title: str):
    with store.reading() as connection:
        return next(one for one in all_issues(connection) if one.title == title)


@pytest.mark.parametrize(
    ("title", "last"),
    [("2024/25 Q2, issue 1", Q + 1), ("2024/25 Q1, issue 1", Q), ("2024/25 Q1, issue 2", Q)],
)
def test_a_pack_of_an_issue_ends_with_its_quarter(file_store, title, last):  # noqa: F811
    one = issue_titled(file_store, title)
    assert stands(file_store).results.governed.last == Q + 2
    # Only what was handed out is remembered, and the year to date ends there as well.
    assert one.shared["period"].max() == last
    files = checked_pack_files(file_store, one)
    assert max(quarters_in(files)) == last
    assert "5.3.1.b," + label(last) in files[pack_file_name(last, "measures.csv")].decode()
    assert "Targets met (1): Trauma informed training sessions." in text_of(
        "x.docx", files[pack_file_name(last, "report.docx")]
    )


def test_the_command_line_makes_the_pack_of_an_issue_and_issues_nothing(
    file_store,  # noqa: F811
    folder,  # noqa: F811
    tmp_path,
    monkeypatch,
    capsys,
):
    monkeypatch.setenv("IEO_FOLDER", str(folder))
    asked = ["pack", "--store", "--quarter", "2024/25 Q1"]
    try:
        assert main([*asked, "--out", str(tmp_path / "last")]) == 0
        assert main([*asked, "--issue", "1", "--out", str(tmp_path / "first")]) == 0
        assert main([*asked, "--issue", "3", "--out", str(tmp_path / "none")]) == 2
        assert "has no issue 3 of 2024/25 Q1: its latest is issue 2" in capsys.readouterr().err
        assert main(["pack", "--store", "--quarter", "2024/25 Q3", "--out", str(tmp_path / "none")]) == 2
        assert "2024/25 Q3 has not been issued in the store" in capsys.readouterr().err
        for wrong in ([*asked, "a.xlsx"], ["pack", "--quarter", "2024/25 Q1"], [*asked[:1], *asked[2:]]):
            assert main([*wrong, "--out", str(tmp_path / "none")]) == 2
        assert main(["pack", "--issue", "1", "--quarter", "2024/25 Q1", "--out", str(tmp_path / "none")]) == 2
    finally:
        gc.enable()
    assert not (tmp_path / "none").exists()
    for made, title in (("last", "2024/25 Q1, issue 2"), ("first", "2024/25 Q1, issue 1")):
        assert files_in(tmp_path / made) == checked_pack_files(file_store, issue_titled(file_store, title))
    assert len(stands(file_store).issues) == 3
