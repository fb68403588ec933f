"""The dashboard without a browser: empty, and with the invented samples."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ieo_metrics.store.database import opening, sqlite_file
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.database.store import Store
from pages.shared.frame import store_access
from pages.shared.returns import session_files
from tests.exports.drawn_once import drawn_once
from tests.pages.hidden_once import hidden_once
from tests.pages.quick_app_tests import quick_app_tests
from tests.pages.seen import ROOT, accept, assert_calm, drop, press
from tests.pages.untidy import tips


class Kept(NamedTuple):
    """A store in memory, as it was: its file, and its key."""

    file: bytes
    key: Key


@pytest.fixture(autouse=True)
def _nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is confirmed and accepted in a test is kept in its own folder."""
    monkeypatch.setenv("IEO_FOLDER", str(tmp_path / "kept"))


@pytest.fixture(autouse=True, scope="session")
def _hidden_once() -> Iterator[None]:
    """What is hidden of the same figures is worked out once in all these tests, and the same charts are drawn once."""
    with hidden_once(), drawn_once():
        yield


@pytest.fixture(autouse=True, scope="session")
def _quick_app_tests() -> Iterator[None]:
    with quick_app_tests():
        yield


@pytest.fixture(scope="session")
def new_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that was made a moment ago."""
    folder = tmp_path_factory.mktemp("new")
    opening.open_store(folder=folder).engine.dispose()
    return folder


@pytest.fixture
def app(new_folder: Path, tmp_path: Path) -> AppTest:
    """The dashboard with nothing loaded."""
    shutil.copytree(new_folder, tmp_path / "kept")
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert_calm(at)
    return at


@pytest.fixture(scope="session")
def twelve_folder(new_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store in which the dashboard itself has accepted a return of twelve sessions."""
    folder = tmp_path_factory.mktemp("twelve") / "kept"
    shutil.copytree(new_folder, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IEO_FOLDER", str(folder))
        patch.setenv("IEO_OFFICER", "A. Officer")
        accept(drop(AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run(), tips(12)))
    return folder


@pytest.fixture
def twelve(app: AppTest, twelve_folder: Path, tmp_path: Path) -> AppTest:
    """The dashboard when a return of twelve sessions has been accepted, as in another tab."""
    shutil.copytree(twelve_folder, tmp_path / "kept", dirs_exist_ok=True)
    app.run()
    assert_calm(app)
    return app


@pytest.fixture(scope="session")
def samples_kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The store of the invented samples, read, checked and accepted by the dashboard itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IEO_FOLDER", str(tmp_path_factory.mktemp("samples") / "kept"))
        at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        store: Store = press(at, "Load the invented").session_state["samples_store"]
        assert store.key
        with store.engine.connect() as connection:
            return Kept(connection.connection.driver_connection.serialize(), store.key)


@pytest.fixture
def loaded(app: AppTest, samples_kept: Kept, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The dashboard with the invented samples."""

    def open_samples() -> None:
        engine = sqlite_file.engine_in_memory()
        with engine.connect() as connection:
            connection.connection.driver_connection.deserialize(samples_kept.file)
        st.session_state["samples_store"] = Store(engine, Path(os.devnull), samples_kept.key)
        st.session_state["held"] = []

    with monkeypatch.context() as patch:
        patch.setattr(session_files, "open_samples", open_samples)
        return press(app, "Load the invented")


@pytest.fixture
def opened_anew(app: AppTest) -> Iterator[Callable[[], AppTest]]:
    """The dashboard after it was started again."""
    made: list[Any] = []

    def start() -> AppTest:
        st.cache_resource.clear()
        made.append(AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run())
        return made[-1]

    yield start
    st.cache_resource.clear()


@pytest.fixture
def makers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """How each file to take away is made. Streamlit calls this outside the session, as the tests do."""
    made, exported = {}, store_access.export_button_data

    def noted(what: str, how: Callable[[], bytes]) -> Callable[[], bytes]:
        make, secrets = exported(what, how), st.secrets

        def with_secrets() -> bytes:
            """What is set up is as it was in the test's page, which puts back what was there."""
            with monkeypatch.context() as patched:
                patched.setattr(st, "secrets", secrets)
                return make()

        made[what] = with_secrets
        return made[what]

    monkeypatch.setattr(store_access, "export_button_data", noted)
    return made
