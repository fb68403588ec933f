"""What is hidden of the same figures is worked out once a process, however often the pages and the commands ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pandas as pd
import pytest

from ieo_metrics.disclosure import protect as disclosure
from ieo_metrics.disclosure.shareable_results import Protected, Standing
from ieo_metrics.store.issues.results_as_bytes import frame_as_bytes


@contextmanager
def hidden_once() -> Iterator[None]:
    """Whoever asks for what they have asked for before is given it again, as a copy."""
    known: dict[tuple, Protected] = {}
    protect = disclosure.protect

    def protect_once(frame: pd.DataFrame, threshold: int, standing: Standing | None = None) -> Protected:
        stands = standing and (standing.shown.tobytes(), standing.hidden.tobytes())
        asked = frame_as_bytes(frame), threshold, stands
        if asked not in known:
            known[asked] = protect(frame, threshold, standing)
        return replace(known[asked], frame=known[asked].frame.copy())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disclosure, "protect", protect_once)
        yield
