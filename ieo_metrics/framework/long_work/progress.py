"""How far something that takes seconds is, for whoever waits for it."""

from collections.abc import Callable

Tell = Callable[[float, str], object]  # the share of the way, 0 to 1, and what begins now


def untold(share: float, words: str) -> None:
    """Nobody waits."""
