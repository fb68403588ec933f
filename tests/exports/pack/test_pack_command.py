"""`pack` on the command line: eight files or none, how it ends, and that other calls load nothing of it."""

import datetime as dt
import gc
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from ieo_metrics.__main__ import main
from tests.exports.conftest import SAMPLES

ROOT = Path(__file__).parents[3]
SESSIONS = [
    ["Date", "Session type", "Status"],
    [dt.date(2024, 5, 1), "Training", "Delivered"],
    [dt.date(2024, 8, 1), "1-1 reflective practice", None],
]


@pytest.fixture
def sessions(tmp_path) -> str:
    """A return of the sessions for the police, of two quarters."""
    book = openpyxl.Workbook()
    for row in (["Q1 to Q2 2024/25"], ["Date of return: 14 October 2024"], *SESSIONS):
        book.active.append(row)
    book.save(tmp_path / "tips.xlsx")
    return str(tmp_path / "tips.xlsx")


@pytest.fixture
def pack(capsys, tmp_path):
    """Calls `pack`; returns the exit status, stdout, stderr and what is in the folder."""

    def called(*argv: str, folder: str = "pack") -> tuple[int, str, str, list[str]]:
        try:
            status = main(["pack", *argv, "--out", str(tmp_path / folder)])
        finally:
            gc.enable()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        made = tmp_path / folder
        return status, out, err, sorted(p.name for p in made.iterdir()) if made.is_dir() else []

    return called


def test_pack_command_writes_eight_files_and_says_where(pack, tmp_path):
    status, out, err, made = pack(
        *map(str, SAMPLES), "--quarter", "2024/25 Q2", "--audit", str(tmp_path / "audit.xlsx")
    )
    assert status == 0 and len(made) == 8 and "Figures are hidden, and marked [c], where" in err
    assert sorted(Path(line).name for line in out.splitlines()) == made
    assert (tmp_path / "audit.xlsx").exists()
    again = pack(*map(str, SAMPLES), "--quarter", "2024/25 Q2", folder="again")
    assert again[3] == made
    assert all(
        (tmp_path / "pack" / name).read_bytes() == (tmp_path / "again" / name).read_bytes() for name in made
    )


def test_pack_command_of_one_return_has_the_other_measures_as_not_available(pack, sessions, tmp_path):
    status, _, _, made = pack(sessions, "--quarter", "2024/25 Q1")
    assert status == 0 and len(made) == 8
    rows = (tmp_path / "pack" / "SVRP 2024-25 Q1 measures.csv").read_text().splitlines()
    assert any(row.startswith("5.3.1.b,2024/25 Q1,all,1,sessions,1,") for row in rows) and any(
        row.startswith("5.1.1.a,2024/25 Q1,all,,points,,,,,,x,") for row in rows
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2019/20 Q1", "No file covers 2019/20 Q1"),
        ("2024/25 Q1..2024/25 Q2", "a pack covers one"),
        ("soon", '"soon" is not a quarter'),
    ],
)
def test_pack_command_of_a_quarter_that_cannot_be(pack, sessions, asked, said):
    status, out, err, made = pack(sessions, "--quarter", asked)
    assert (status, out, made) == (2, "", []) and said in err


def test_pack_command_writes_nothing_where_a_file_cannot_be_read(pack, sessions, tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    status, out, err, made = pack(sessions, str(tmp_path / "broken.xlsx"), "--quarter", "2024/25 Q1")
    assert (status, out, made) == (2, "", []) and "Nothing was written" in err


def test_pack_command_where_the_folder_cannot_be_written(pack, sessions, tmp_path):
    (tmp_path / "taken").write_text("a file")
    status, out, err, _ = pack(sessions, "--quarter", "2024/25 Q1", folder="taken")
    assert (status, out) == (2, "") and "taken" in err


def test_pack_command_hands_out_nothing_that_leaks(pack, sessions, monkeypatch):
    monkeypatch.setattr(
        "ieo_metrics.exports.leak_check.check_file._leaks", lambda *_, **__: ["a name on slide 3"]
    )
    status, out, err, made = pack(sessions, "--quarter", "2024/25 Q1")
    assert (
        (status, out, made) == (2, "", []) and "Nothing was handed out" in err and "a name on slide 3" in err
    )


def test_pack_command_keeps_its_libraries_from_the_other_calls(sessions):
    code = (
        "import sys; from ieo_metrics.__main__ import main; main(['measures', sys.argv[1]]); "
        "print(sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        (sys.executable, "-c", code, sessions), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"docx", "pptx", "matplotlib", "xlsxwriter", "lxml", "PIL"} & set(
        done.stdout.splitlines()[-1].strip("[]").replace("'", "").split(", ")
    )
