"""Issues under the profile "more than 7, counts to the nearest 5": what is handed out is rounded, and what is compared with
later returns is not."""

import re

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.exports.pack.from_issue import checked_pack_files, pack_of
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.shared_issue_snapshot import load_issued_snapshot
from ieo_metrics.store.issues.what_is_hidden import disclosed_frame
from ieo_metrics.store.record.comments import add_comment
from ieo_metrics.store.record.settings_in_force import choose_setting
from tests.exports.pack.every_line import every_line
from tests.store.begun import Begin
from tests.store.issues.test_store_withdrawn_figures import last_shared, row_of
from tests.store.office import issue, returns_of, stands, stars, take, trainings

Q, ME = quarter(2024, 1), "A. Officer"
MEAN, SHARE, TRAININGS = "5.1.1.a", "5.1.1.b", "5.3.1.b"


def scores(better: int, of: int) -> dict[str, tuple[int, int]]:
    return {f"a{n}": (3, 5 if n < better else 3) for n in range(of)}


def issued_under_the_profile(store: Store) -> None:
    """24 of 32 improved, by two points: 75%, and 1.5 on average."""
    take(store, returns_of(stars(Q, scores(24, 32)), trainings(Q, 3)))
    for name, value in (("small_number_threshold", 8), ("counts_rounded_to", 5)):
        choose_setting(store, ME, name, value, stands(store).facts)
    issue(store, Q)


@pytest.fixture
def beginning() -> Begin:
    return issued_under_the_profile


def shown(store: Store) -> pd.DataFrame:
    return disclosed_frame(stands(store).issues[-1], ())


def test_what_is_handed_out_is_rounded_and_what_is_remembered_is_not(file_store: Store) -> None:
    with file_store.reading() as connection:
        room = load_issued_snapshot(connection, Q, 1)
        pack = pack_of(connection, stands(file_store).issues[0])
    assert room is not None and "rounded to the nearest 5" in room.hidden and "rounded" in pack.hidden
    for frame in (shown(file_store), room.frame, pack.results.frame):
        found, mean = row_of(frame, SHARE, Q), row_of(frame, MEAN, Q)
        assert (found["value"], found["numerator"], found["denominator"]) == (0.75, 25, 30)
        assert (mean["value"], mean["numerator"], mean["denominator"]) == (1.5, 45, 30)
        assert row_of(frame, TRAININGS, Q)["value"] == 3
    assert row_of(last_shared(file_store), SHARE, Q)["denominator"] == 32


def test_no_file_has_an_exact_count(file_store: Store) -> None:
    files = checked_pack_files(file_store, stands(file_store).issues[0])
    said = [line.words for line in every_line(files) if line.ref in (MEAN, SHARE)]
    assert any("75%" in words for words in said) and any(re.search(r"\b30\b", words) for words in said)
    assert not any(" 32" in f" {words}" or " 24 " in f" {words} " for words in said)


def test_a_late_row_waits_and_eight_do_not(file_store: Store) -> None:
    """Seven more would make 31 of 39: that stands as 75% of 30. Eight more make 32 of 40."""
    issuing.unlock_quarter(file_store, ME, Q, "late reviews", stands(file_store).facts)
    take(file_store, returns_of(stars(Q, scores(24, 32) | late(7), "seven.xlsx"), store=file_store))
    assert [one.ref for one in issuing.next_issue(file_store, Q, stands(file_store)).waiting] == [MEAN, SHARE]
    issue(file_store, Q)
    assert row_of(shown(file_store), SHARE, Q)["denominator"] == 30
    issuing.unlock_quarter(file_store, ME, Q, "more late reviews", stands(file_store).facts)
    take(file_store, returns_of(stars(Q, scores(24, 32) | late(8), "eight.xlsx"), store=file_store))
    issue(file_store, Q)
    found = row_of(shown(file_store), SHARE, Q)
    assert (found["value"], found["numerator"], found["denominator"], found["marker"]) == (0.8, 30, 40, "r")
    assert found["note"] == "75% as issued before"
    with file_store.reading() as connection:
        pack = pack_of(connection, stands(file_store).issues[-1])
    assert [(one.ref, one.issued, one.now) for one in pack.revisions] == [
        (MEAN, "+1.5", "+1.6"),
        (SHARE, "75%", "80%"),
    ]


def late(many: int) -> dict[str, tuple[int, int]]:
    return {f"late{n}": (3, 5) for n in range(many)}


def test_words_may_say_a_figure_as_it_is_shown_or_as_it_is(file_store: Store) -> None:
    """Neither tells of few young people; a count of 1 to 7 does."""
    for text in ("With 75% of 30 the team is content.", "24 of 32 improved."):
        add_comment(file_store, ME, Q, SHARE, "officer", ME, text)
        assert checked_pack_files(file_store, stands(file_store).issues[0])
    with pytest.raises(StoreTrouble, match="a count of 1 to 7 young people"):
        add_comment(file_store, ME, Q, SHARE, "officer", ME, "Six young people left.")


def test_an_issue_is_shown_by_the_rule_it_was_made_under(file_store: Store) -> None:
    before = checked_pack_files(file_store, stands(file_store).issues[0])
    choose_setting(file_store, ME, "counts_rounded_to", 1, stands(file_store).facts)
    issue(file_store, Q)
    first, second = stands(file_store).issues
    assert checked_pack_files(file_store, first) == before
    assert row_of(disclosed_frame(second, ()), SHARE, Q)["denominator"] == 32
    assert np.array_equal(disclosed_frame(second, ())["value"], second.shared["value"], equal_nan=True)
