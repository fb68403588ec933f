"""How long a sign-in counts: by sign-in, when it was last used and when it was signed out. The cookie
outlives sessions, so a session alone cannot tell how long somebody has been away."""

import logging
import time
from collections.abc import Mapping
from typing import Any

from pages.shared.frame.signing_in.signed_out import forget_before, note_signed_out, was_signed_out

IDLE, ABSOLUTE = 30 * 60, 10 * 60 * 60  # seconds
CLOCKS_APART = 5 * 60  # seconds that the provider's clock may be ahead of ours

Key = tuple[object, ...]
clock = time.time
# Nothing of this survives a restart; then the time of the sign-in itself decides.
_last_used: dict[Key, float] = {}
# What is also kept beside the store: where that cannot be written, it holds until a restart.
_signed_out: dict[Key, float] = {}


def sign_in_of(claims: Mapping[str, Any]) -> Key:
    """What tells one sign-in from every other, also of the same person."""
    return tuple(str(claims.get(name)) for name in ("iss", "sub", "iat", "nonce"))


def time_over(issued: object, last_used: float | None, now: float) -> str | None:
    """Why a sign-in no longer counts, as a sentence; None while it does. All times are seconds since 1970.

    `issued` is the claim iat: when the provider last vouched for this person here. (auth_time may lie long
    before, where the provider keeps people signed in, and signing in again would not change it.) `last_used`
    is None where nothing is known of it, as after a restart.
    """
    if isinstance(issued, bool) or not isinstance(issued, int | float) or not issued <= now + CLOCKS_APART:
        return "Your sign-in does not say when you signed in, so it cannot be used."
    if not now - issued < ABSOLUTE:
        return "You were signed out 10 hours after signing in."
    if last_used is None and not now - issued < IDLE:
        return (
            "You were signed out because the dashboard was restarted and cannot tell when you last used it."
        )
    if last_used is not None and not now - last_used < IDLE:
        return "You were signed out after 30 minutes without use."
    return None


def why_out(claims: Mapping[str, Any]) -> str | None:
    """Why the sign-in with these claims no longer counts, as a sentence; None while it does. Raises OSError
    where it cannot be known."""
    key = sign_in_of(claims)
    if key in _signed_out or was_signed_out(key):
        return "You have signed out."
    return time_over(claims.get("iat"), _last_used.get(key), clock())


def note_use(claims: Mapping[str, Any]) -> None:
    """The sign-in was used now."""
    _last_used[sign_in_of(claims)] = clock()


def end(claims: Mapping[str, Any]) -> None:
    """The sign-in was signed out, in every tab and for good. After ten hours (and the clocks' difference)
    its own time ends a sign-in, and nothing more is kept of it."""
    key, now = sign_in_of(claims), clock()
    _signed_out[key] = now
    oldest = now - ABSOLUTE - CLOCKS_APART
    for times in (_last_used, _signed_out):
        for old in [old for old, at in list(times.items()) if at < oldest]:
            times.pop(old, None)
    try:
        note_signed_out(key)
        forget_before(oldest)
    except OSError as trouble:
        logging.getLogger("ieo_metrics").error("A sign-out could not be kept: %s", type(trouble).__name__)
