"""A word to an open tab from outside its page's run: a file that the server did not take would vanish from it
without one."""

import time
from weakref import WeakKeyDictionary

from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

STANDS = 60.0  # seconds; the files that were taken meanwhile draw the page anew, and it is still to be read
clock = time.monotonic
# One each, and none once the tab is gone.
_left: WeakKeyDictionary[AppSession, tuple[float, str]] = WeakKeyDictionary()


def leave_word(tab: AppSession, words: str) -> None:
    """The tab is drawn anew, and says it. To be called where Streamlit's event loop runs."""
    _left[tab] = clock(), words
    tab.request_rerun(tab._client_state)  # its own page, as it was last drawn


def word_left() -> str:
    """What was left for the tab that is drawn; "" where nothing was."""
    drawing = get_script_run_ctx(suppress_warning=True)
    tab = Runtime.instance().get_app_session(drawing.session_id) if drawing and Runtime.exists() else None
    at, words = _left.get(tab, (0.0, "")) if tab else (0.0, "")
    return words if words and clock() - at < STANDS else ""
