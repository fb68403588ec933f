"""What somebody sees who is not signed in: the one button, why they were signed out, or that they have no
access."""

import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

from pages.shared.frame.signing_in import provider, times
from pages.shared.frame.signing_in.set_up import SetUp
from pages.shared.kit.html_tables import safe_markup

HELP = "Please tell the person who runs this dashboard."
BUTTON = "ieo_sign_in"
# The server of several people no longer answers a tab whose sign-in is over. Nothing that was drawn stays on
# its screen, also where it wakes up the next morning.
_WATCH = """<script>
if (!window.ieoStillIn) {
  window.ieoStillIn = true;
  const look = async () => {
    const answer = await fetch("_stcore/host-config", { cache: "no-store" }).catch(() => null);
    if (answer?.status === 401) location.reload();
  };
  setInterval(look, 30000);
  document.addEventListener("visibilitychange", look);
}
</script>"""
SCRIPTS = (_WATCH,)
# By browser, when somebody was last sent to the provider from it: a failed sign-in comes back without a word.
_sent: dict[bytes, float] = {}


def _this_browser() -> bytes | None:
    """What tells one browser from another: Streamlit's own token against forged requests, which is masked
    afresh in each cookie."""
    try:
        return decode_xsrf_token_string(st.context.cookies["_streamlit_xsrf"])[0]
    except Exception:  # then a failed sign-in is not remarked on; nothing else depends on it
        return None


def forget_sent() -> None:
    """Whoever is in has not failed to sign in; what is older than a sign-in is forgotten."""
    _sent.pop(_this_browser() or b"", None)
    now = times.clock()
    for browser in [browser for browser, at in list(_sent.items()) if now - at > times.ABSOLUTE]:
        _sent.pop(browser, None)


def draw_watch() -> None:
    """What a page of somebody who is in has, so that it is not left on the screen."""
    st.html(_WATCH, unsafe_allow_javascript=True)


def _say(words: str) -> None:
    st.html(f'<p class="ieo-text">{safe_markup(words)}</p>')


def draw_offer(found: SetUp, words: str) -> None:
    """The one button, where there is a provider to sign in with."""
    st.title("Sign in", anchor=False)
    browser = _this_browser()
    if words:
        _say(words)
    elif browser in _sent and times.clock() - _sent[browser] < times.IDLE:
        st.error(
            "Your sign-in did not complete: it was interrupted, or your organisation's reply could not "
            f"be trusted. Please try once more. {HELP}"
        )
    if trouble := provider.provider_trouble(found):
        st.error(trouble)
        st.button("Try again", key="ieo_try_again", on_click=provider.forget)
        return
    _say(
        "This dashboard is for people who have been given access to it. You sign in with your "
        "organisation's account."
    )
    if st.button("Sign in", type="primary", key=BUTTON, on_click=provider.forget):
        if browser is not None:
            _sent[browser] = times.clock()
        st.login()


def draw_no_access(shown: str, why: str) -> bool:
    """Somebody who signed in and may not; `why`: as the end of a sentence. Whether they press *Sign out*."""
    st.title("No access", anchor=False)
    _say(f"You are signed in as {shown or 'somebody of another organisation'}, but {why} {HELP}")
    return st.button("Sign out")


def draw_closed(words: str) -> None:
    """Nobody can sign in: why."""
    st.title("Sign in", anchor=False)
    st.error(f"{words} {HELP}")
