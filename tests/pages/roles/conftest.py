"""The store of the invented samples with a quarter that was issued, and somebody signed in in a role."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.roles import ROLES
from ieo_metrics.store import current_snapshot
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from tests.pages.conftest import Kept
from tests.pages.frame.test_sign_in import claims, clock, opened
from tests.store.office import issue, remember

__all__ = ["clock"]  # it stands still, nobody has been here before, and the provider answers
Q = quarter(2024, 4)
AIM = {"ref": "5.1.1.a", "start": Q - 4, "bands": [["on target", 1.0]]}
LISTS = {role.people: [f"{role.name}@unit.example.org"] for role in ROLES}


def signed_in_as(role: str, page: str = "dashboard.py", **auth: Any) -> AppTest:
    """A page in a new tab, of somebody whose role is set up by a list of addresses."""
    return opened(page, claims(email=f"{role}@unit.example.org", sub=role), **LISTS, **auth)


@pytest.fixture(scope="session")
def issued_folder(samples_kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store in which the samples' last quarter was issued, with small numbers hidden."""
    folder = tmp_path_factory.mktemp("issued")
    (folder / "returns.db").write_bytes(samples_kept.file)
    open_key(folder, samples_kept)
    store = open_store(folder=folder)
    issue(store, Q)
    store.engine.dispose()
    return folder


def open_key(folder: Path, kept: Kept) -> None:
    (folder / "key").write_text(kept.key.secret.hex(), encoding="ascii")


@pytest.fixture
def issued(issued_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test, with that store."""
    monkeypatch.setenv("IEO_FOLDER", str(tmp_path / "kept"))
    st.cache_resource.clear()
    shutil.copytree(issued_folder, tmp_path / "kept", dirs_exist_ok=True)
    return tmp_path / "kept"


@pytest.fixture
def nothing_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there now cannot be worked out, with or without rows."""

    def fails(*_: object) -> None:
        raise AssertionError("a row was asked for")

    for name in ("load_snapshot", "results_with_rows", "with_rows"):
        monkeypatch.setattr(current_snapshot, name, fails)
