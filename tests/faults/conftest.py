from tests.store.fixtures import (
    _nothing_from_outside,
    address_of,
    beginning,
    begun_stores,
    database,
    file_office,
    file_store,
    folder,
    office,
    server,
    server_office,
    store,
)
