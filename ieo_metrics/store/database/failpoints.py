"""The named moments of a save. They do nothing in use; the tests of a sudden stop end the program at them."""

from collections.abc import Callable


def _nothing(moment: str) -> None:
    return


at_moment: Callable[[str], None] = _nothing


def reached(moment: str) -> None:
    """A moment has been reached: "rows in", "audit in", "before commit", "after commit", "step done", "export
    half written"."""
    at_moment(moment)
