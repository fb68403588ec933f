"""The same chart is drawn once a process, however many packs show it: drawing them takes a third of the time of a
report."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ieo_metrics.exports.report import chart_pictures
from ieo_metrics.exports.report.sheet import Sheet


@contextmanager
def drawn_once() -> Iterator[None]:
    """What is put on a sheet is noted, and drawn where nobody has asked for the same yet."""
    drawn: dict[str, bytes] = {}

    class NotedSheet:
        def __init__(self, *size: float) -> None:
            self._size, self._asked = size, list[tuple[str, tuple, dict]]()

        def line(self, *given, **named) -> None:
            self._asked.append(("line", given, named))

        def dot(self, *given, **named) -> None:
            self._asked.append(("dot", given, named))

        def words(self, *given, **named) -> None:
            self._asked.append(("words", given, named))

        def png(self) -> bytes:
            key = repr((self._size, self._asked))
            if key not in drawn:
                sheet = Sheet(*self._size)
                for what, given, named in self._asked:
                    getattr(sheet, what)(*given, **named)
                drawn[key] = sheet.png()
            return drawn[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chart_pictures, "Sheet", NotedSheet)
        yield
