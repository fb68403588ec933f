from tests.store.fixtures import _nothing_from_outside, beginning, begun_stores, file_store, folder
