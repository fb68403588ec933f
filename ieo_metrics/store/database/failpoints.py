"""The named moments of a save. Nothing happens at them; the tests of what a sudden death leaves behind stop the program there."""


def passed(name: str) -> None:
    """A moment has been reached: "rows in", "audit in", "before commit", "after commit", "step done", "export half written"."""
