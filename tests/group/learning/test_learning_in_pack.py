"""What was learned on an older quarter, in the pack and the meeting of a later one: read beside its own measure and
quarter, so that no figure that is hidden there is told here."""

import pytest

from ieo_metrics.exports.pack.from_issue import checked_pack_files
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.sections.sections_of_issue import make_sections_of
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.issues.texts_beside_issue import load_issue_to_read
from ieo_metrics.store.registers import register_rows
from ieo_metrics.store.registers.chosen_sections import choose_sections
from tests.store.office import returns_of, stands, stars, take

ME, OLDER = "A. Officer", quarter(2024, 1)


def issued(behind: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Of 20 in the older quarter 18 did better, which is hidden; of 24 in the next 12, which is shown. `behind`: typed
    before that was hidden."""
    store = store_in_memory()
    for about, (people, better) in {OLDER: (20, 18), OLDER + 1: (24, 12)}.items():
        scores = {f"RST-{n:04}": (2, 4 if n < better else 2) for n in range(people)}
        take(store, returns_of(stars(about, scores, f"reset {about}.xlsx"), store=store))
    with monkeypatch.context() as patch:
        patch.setattr(register_rows, "nothing_told", lambda store, text, *rest, **more: text)
        learned = {"measure": "5.1.1.b", "quarter": OLDER, "behind": behind}
        register_rows.add_row(store, ME, "learning", learned)
    choose_sections(store, ME, ["learning"], ["learning"], stands(store).facts)
    now = stands(store)
    make = make_sections_of(store, OLDER + 1, now)
    issuing.issue_quarter(store, ME, OLDER + 1, now, make_sections=make)
    return store


def sections_read(store: Store) -> list[str]:
    with store.reading() as connection:
        issue = load_issue_to_read(connection, OLDER + 1, 1)
    assert issue is not None
    return [section["name"] for section in issue.sections]


def test_a_figure_hidden_in_its_own_quarter_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    store = issued("It was 90% then", monkeypatch)
    assert sections_read(store) == []
    files = checked_pack_files(store, stands(store).issues[-1])
    assert not any(b"90%" in data for name, data in files.items() if name.endswith(".html"))


def test_what_tells_nothing_hidden_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    store = issued("It is 50% since, after reviews", monkeypatch)
    assert sections_read(store) == ["learning"]
    checked_pack_files(store, stands(store).issues[-1])
