"""Each file is read in a child of its own, and what becomes of it touches no other."""

import os
import pickle
import signal
import zipfile

import pytest

from ieo_metrics.reading import limits
from ieo_metrics.reading.child_processes import ChildForEach
from tests.reading.reading_files import SHEET, packed, parts_of, table, with_part

READS = "ieo_metrics.reading.child.main"
DATA = table([["Ref", "Score"], ["YP-1", 5]])
ROWS = (b"<row>" + b"<c t='inlineStr'><is><t>a text</t></is></c>" * 100 + b"</row>") * 5000
SLOW = packed(
    parts_of(with_part(DATA, SHEET, lambda part: part.replace(b"</sheetData>", ROWS + b"</sheetData>"))),
    zipfile.ZIP_STORED,
)


@pytest.fixture
def child():
    one = ChildForEach(READS)
    yield one
    one.close()


def ask(child: ChildForEach, data: bytes, seconds: float = limits.SECONDS):
    answer, too_slow = child.ask(f"0 1 {len(data)} xlsx", data, seconds)
    return (pickle.loads(answer) if answer else None), too_slow


def is_read(answer: dict) -> bool:
    ((ref, _, _), (score, _, _)) = answer["sheets"][0]["columns"]
    return (ref, score) == (["Ref", "YP-1"], ["Score", 5.0])


def test_the_children_of_several_requests_start_from_one_process(child):
    first, again = ask(child, DATA), ask(child, DATA)
    assert first == again and is_read(first[0]) and not first[1]
    process = child._process
    assert ask(child, DATA[:-30])[0]["refused"] == "file-damaged"
    assert child._process is process


def test_a_request_that_takes_too_long_is_ended_and_the_next_is_answered(child):
    assert is_read(ask(child, DATA)[0])
    assert ask(child, SLOW, seconds=0.05) == (None, True)
    answer, too_slow = ask(child, DATA)
    assert is_read(answer) and not too_slow


def test_where_the_process_was_killed_meanwhile_the_next_request_has_a_new_one(child):
    assert is_read(ask(child, DATA)[0])
    os.kill(child._process.pid, signal.SIGKILL)
    os.waitid(os.P_PID, child._process.pid, os.WEXITED | os.WNOWAIT)
    assert is_read(ask(child, DATA)[0])
