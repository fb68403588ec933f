"""What Streamlit's AppTest does anew for each app and each run, without a page being any different: it reads the
metadata of every installed package for components, and asks a thousand times a second whether the script has ended,
each time taking turns with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner


def wait_for_script(runner: LocalScriptRunner, timeout: float = 3) -> None:
    """Until the script has ended; where it takes longer than `timeout` seconds, it is asked to stop."""
    assert runner._script_thread
    runner._script_thread.join(timeout)
    if runner._script_thread.is_alive():
        runner.request_stop()
        raise TimeoutError(f"The page took longer than {timeout} seconds")


@contextmanager
def quick_app_tests() -> Iterator[None]:
    """The packages are looked through once a process, and the end of a script is waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        patch.setattr(local_script_runner, "require_widgets_deltas", wait_for_script)
        yield
