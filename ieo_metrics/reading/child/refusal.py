"""The one exception of the child: the file is refused."""


class Refusal(Exception):
    """`code` is a row of `reading.refusals`; `found` is what was seen, in plain words."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code, found)
        self.code = code
        self.found = found
