"""What the officers have confirmed about columns, kept in the store. Nothing in it is about a person."""

from collections.abc import Callable

from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_data, mapping_of, read_mapping
from ieo_metrics.recognising.mappings.mapping_changes import changes_in_words
from ieo_metrics.store.database.store import Store, folder_of_user
from ieo_metrics.store.trail.audited_named_values import change_remembered, recall
from pages.shared.frame import store_access

NAME = "column mappings"


def _understood(said: object) -> Mapping:
    """The mapping in what is stored; an empty one where there is none, or it cannot be used."""
    try:
        return EMPTY if said is None else mapping_of(said, NAME)
    except ValueError:
        return EMPTY


def _of_earlier_versions() -> Mapping:
    """The mapping from the file in which it was kept before the store had it; used until the store has
    one."""
    path = folder_of_user() / f"{NAME}.json"
    try:
        return read_mapping(path) if path.is_file() and not store_access.in_samples() else EMPTY
    except (ValueError, OSError):
        return EMPTY


def load_mapping() -> Mapping:
    """What is remembered."""
    with store_access.open_store_of_session().reading() as connection:
        said = recall(connection, NAME)
    return _of_earlier_versions() if said is None else _understood(said)


def keep_mapping(new: Callable[[Mapping], Mapping]) -> bool:
    """Store `new(mapping)` in place of what is stored now, whole or not at all; whether that worked."""

    def changed(said: object) -> object:
        return mapping_as_data(new(_of_earlier_versions() if said is None else _understood(said)))

    def change(store: Store) -> None:
        before = load_mapping()
        about = {"changed": changes_in_words(before, new(before))}
        change_remembered(store, store_access.officer_name(), NAME, changed, about)

    return store_access.run_change(change)
