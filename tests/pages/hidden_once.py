"""What is hidden of the same figures, and the report on it, is worked out once a process, however often the pages, the
commands and the store ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure import protect as disclosure
from ieo_metrics.disclosure import protection_report as reports
from ieo_metrics.disclosure.shareable_results import Protected, ProtectionReport, Publication, Standing
from ieo_metrics.store.issues.results_as_bytes import frame_as_bytes


@contextmanager
def hidden_once() -> Iterator[None]:
    """Whoever asks for what they have asked for before is given it again, as a copy."""
    if disclosure.protect.__name__ == "protect_once":  # for the tests of another folder, in this process
        yield
        return
    known: dict[tuple, Protected] = {}
    protect = disclosure.protect

    def protect_once(
        frame: pd.DataFrame,
        threshold: int,
        standing: Standing | None = None,
        all_or_none: bool = False,
        unshared: np.ndarray | None = None,
    ) -> Protected:
        stands = standing and (standing.shown.tobytes(), standing.hidden.tobytes())
        hides = all_or_none, None if unshared is None else unshared.tobytes()
        asked = frame_as_bytes(frame), threshold, stands, *hides
        if asked not in known:
            known[asked] = protect(frame, threshold, standing, all_or_none, unshared)
        return replace(known[asked], frame=known[asked].frame.copy())

    told: dict[tuple, ProtectionReport] = {}
    report = reports.protection_report

    def report_once(
        published: Publication, threshold: int, until: int | None = None, all_or_none: bool = False
    ) -> ProtectionReport:
        frames = frame_as_bytes(published.numbers), frame_as_bytes(published.shared)
        known_rows = published.known.tobytes(), published.unprinted.tobytes(), published.unshared.tobytes()
        asked = *frames, *known_rows, published.earlier, threshold, until, all_or_none
        if asked not in told:
            told[asked] = report(published, threshold, until, all_or_none)
        return told[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disclosure, "protect", protect_once)
        patch.setattr(reports, "protection_report", report_once)
        yield
