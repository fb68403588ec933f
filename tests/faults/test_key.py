"""The key is missing, is another, or is none: what is stored can be read, and nothing is pseudonymised."""

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import KeyTrouble, NotOurs
from ieo_metrics.store.returns import acceptance
from tests.store.office import Office, returns_of, stands, stars, take, tidy

Q = quarter(2024, 1)


@pytest.fixture
def filled(office) -> Office:
    take(office.open(), returns_of(stars(Q, {"a": (1, 2)})))
    return office


def refuses(office: Office, words: str) -> None:
    known = office.opened[0].key.id
    before = tidy(office.opened[0])
    store = office.open()
    assert store.key is None and tidy(store) == before
    now = stands(store)
    with pytest.raises(KeyTrouble, match=words) as trouble:
        acceptance.preview_acceptance(store, now, returns_of(stars(Q, {"b": (1, 2)}, "again.xlsx")))
    assert known in str(trouble.value)
    assert stands(store).head == now.head


def test_the_key_is_missing(filled):
    """HMAC key missing: refuses to pseudonymise; says which key id."""
    (filled.folder / "key").unlink()
    refuses(filled, "there is no key file at")
    assert not (filled.folder / "key").exists()  # no new one is made


def test_the_key_is_another(filled):
    """HMAC key changed: refuses to pseudonymise; says which key id."""
    (filled.folder / "key").write_text("ab" * 32)
    refuses(filled, "with a different one the same person would be counted twice")


@pytest.mark.parametrize("content", ["", "ab", "not a key", "ab" * 31, "é"])
def test_the_key_file_holds_no_key(filled, content):
    """HMAC key changed: half a key, or anything else, is no key."""
    (filled.folder / "key").write_text(content, encoding="utf-8")
    refuses(filled, "does not contain a key")


@pytest.mark.parametrize("content", ["", "ab", "not a key"])
def test_no_store_is_made_with_half_a_key(office, content):
    """HMAC key half written: a hash under an empty key would hide nothing."""
    office.folder.mkdir()
    (office.folder / "key").write_text(content)
    with pytest.raises(NotOurs, match="does not contain a key"):
        office.open()


def test_a_key_that_was_put_there_before_is_used(office):
    """HMAC key: that of the copy that was kept."""
    office.folder.mkdir()
    (office.folder / "key").write_text("cd" * 32 + "\n")
    assert office.open().key.secret == bytes.fromhex("cd" * 32)


def test_the_key_may_stand_elsewhere(office, tmp_path, monkeypatch):
    """HMAC key missing: IEO_KEY_FILE says where it is; it is not in the folder then."""
    monkeypatch.setenv("IEO_KEY_FILE", str(tmp_path / "elsewhere" / "key"))
    store = office.open()
    assert store.key is not None and not (office.folder / "key").exists()
    monkeypatch.delenv("IEO_KEY_FILE")
    assert office.open().key is None


def test_the_key_put_back_is_the_key(filled):
    """HMAC key missing: once it is back, the same person is the same."""
    key = filled.folder / "key"
    content = key.read_text()
    key.unlink()
    assert filled.open().key is None
    key.write_text(content)
    store = filled.open()
    assert (
        len(acceptance.preview_acceptance(store, stands(store), returns_of(stars(Q, {"a": (1, 2)}))).already)
        == 1
    )
