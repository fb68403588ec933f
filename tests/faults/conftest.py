from tests.store.fixtures import (
    _nothing_from_outside,
    database,
    file_office,
    folder,
    office,
    server,
    server_office,
    store,
)
