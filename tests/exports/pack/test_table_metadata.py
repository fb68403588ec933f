"""The metadata beside the .csv for sharing: a tool that knows nothing of us validates the tables by it, and finds
what is wrong in one that was changed."""

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from csvw import CSVW

from ieo_metrics.exports.dictionary import dictionary_csv
from ieo_metrics.exports.leak_check.check_file import find_leaks
from ieo_metrics.exports.pack.content import pack_file_name
from ieo_metrics.exports.pack.files import DICTIONARY_CSV, MEASURES_CSV
from ieo_metrics.exports.table_metadata import METADATA
from ieo_metrics.exports.tidy_table import COLUMNS
from ieo_metrics.framework.configuration.settings import Settings
from tests.exports.conftest import Q2

TIDY = pack_file_name(Q2, MEASURES_CSV)
NAMES = (TIDY, pack_file_name(Q2, DICTIONARY_CSV), f"{TIDY}{METADATA}")


@pytest.fixture(scope="module")
def folder(packed, tmp_path_factory) -> Path:
    """The three files, as somebody publishes them."""
    held = tmp_path_factory.mktemp("published")
    for name in NAMES:
        (held / name).write_bytes(packed.files[name])
    return held


@pytest.fixture(scope="module")
def address(folder) -> Iterator[str]:
    """Where they are served on this machine, on whatever port is free."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what is asked for is no output of a test."""


def test_a_standard_tool_finds_nothing_wrong_with_tables_and_metadata(address, packed):
    found = CSVW(f"{address}{quote(TIDY)}{METADATA}", validate=True)
    assert found.is_valid, [str(warning.message) for warning in found.warnings]
    tidy, dictionary = found.tables
    assert len(list(tidy)) == len(packed.pack.frame)
    assert len(list(dictionary)) == len(dictionary_csv(Q2, Settings()).splitlines()) - 1
    first = next(iter(tidy))
    assert list(first) == list(COLUMNS)
    # The tool has read numbers as numbers.
    assert float(first["value"]) == pytest.approx(packed.pack.frame["value"].iloc[0])
    assert first["denominator"] == int(packed.pack.frame["denominator"].iloc[0])


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("5.1.1.a,2022/23 Q1", "5.1.1.q,2022/23 Q1"),
        ("5.1.1.a,2022/23 Q1", "5.1.1.a,spring"),
        (",points,18,31", ",points,18,31.5"),
        (",points,18,31", ",apples,18,31"),
        (",not judged\n", ",splendid\n"),
    ],
    ids=["reference", "quarter", "half a person", "unit", "verdict"],
)
def test_it_finds_what_was_changed(address, folder, packed, was, becomes):
    whole = packed.files[TIDY].decode()
    assert was in whole
    (folder / TIDY).write_text(whole.replace(was, becomes, 1), encoding="utf-8")
    try:
        assert not CSVW(f"{address}{quote(TIDY)}{METADATA}", validate=True).is_valid
    finally:
        (folder / TIDY).write_bytes(packed.files[TIDY])


def test_every_column_is_described_in_the_words_of_the_dictionary(packed):
    told = json.loads(packed.files[NAMES[2]])
    columns = {one["name"]: one["dc:description"] for one in told["tables"][0]["tableSchema"]["columns"]}
    dictionary = packed.files[NAMES[1]].decode()
    assert list(columns) == list(COLUMNS)
    assert all(words in dictionary or words.replace('"', '""') in dictionary for words in columns.values())


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("dc:description", 31, "a number among words about the table, 31"),
        ("dc:description", "Ask 07700 900123", "telephone number"),
        ("dc:description", "As in 2024/25 Q3", "a quarter after that of the pack"),
    ],
)
def test_metadata_is_looked_through_before_it_is_handed_out(packed, key, value, found):
    assert find_leaks(NAMES[2], packed.files[NAMES[2]], packed.pack) == []
    changed = {**json.loads(packed.files[NAMES[2]]), key: value}
    leaks = find_leaks(NAMES[2], json.dumps(changed).encode(), packed.pack)
    assert any(found in leak for leak in leaks), leaks
    assert find_leaks(NAMES[2], b"{", packed.pack) == ["it cannot be opened again to be checked"]
