"""The pack for the SVRP: tables, report, slides, tidy table and data dictionary, all from the same figures, which may be shared."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ieo_metrics.framework.dates.quarters import Quarter, label

if TYPE_CHECKING:
    import pandas as pd

    from ieo_metrics.framework.targets import Target
    from ieo_metrics.measuring.compute import Results
    from ieo_metrics.pipeline import Collection

TABLES, REPORT, SLIDES, MEASURES_CSV, DICTIONARY = "tables.xlsx", "report.docx", "slides.pptx", "measures.csv", "data dictionary.csv"
KINDS = (TABLES, REPORT, SLIDES, MEASURES_CSV, DICTIONARY)
TWIN = "figures with their rows, not for sharing.xlsx"


class Revised(NamedTuple):
    """A figure that was issued and is another now, in words. `quarter`: which; None: the one of the pack."""

    ref: str
    issued: str
    now: str
    why: str
    quarter: Quarter | None = None


class Comment(NamedTuple):
    """What somebody says of a measure, and when, in words."""

    author: str
    role: str
    day: str
    text: str


@dataclass(frozen=True)
class Pack:
    """What every file of a quarter's pack is made from. `results`: as disclosure control let them out, without evidence; `hidden`: how
    much it hid, in words; `issued`: which issue this is, in words, or empty; `comments`: by ref; `decisions`: to raise to the SVRP; `targets`:
    those that were set when it was issued."""

    quarter: Quarter
    results: Results
    collection: Collection
    hidden: str
    issued: str = ""
    revisions: Sequence[Revised] = ()
    comments: Mapping[str, Sequence[Comment]] = field(default_factory=dict)
    decisions: Sequence[str] = ()
    targets: Sequence[Target] = ()

    @property
    def made(self) -> dt.date:
        """The date of the latest return: the only date in the files, so that the same figures give the same bytes."""
        return max(one.made for one in self.collection.returns)

    @property
    def frame(self) -> pd.DataFrame:
        """The rows that the pack shows: single quarters, of all areas together."""
        from ieo_metrics.measuring.compute import ALL

        frame = self.results.frame
        return frame[(frame["span"] == "quarter") & (frame["area"] == ALL)]


def file_name(quarter: Quarter, kind: str) -> str:
    """`SVRP 2024-25 Q2 report.docx`."""
    return f"SVRP {label(quarter).replace('/', '-')} {kind}"


def load() -> None:
    """Load the libraries that write the files: most of the time that a pack takes, where something else goes on beside."""
    for name in ("docx", "matplotlib.backends.backend_agg", "matplotlib.figure", "pptx", "pptx.chart.data", "xlsxwriter"):
        import_module(name)


def pack_files(pack: Pack) -> dict[str, bytes]:
    """The five files by name; the same pack gives the same bytes. The officer's twin is apart: it is not for sharing."""
    from ieo_metrics.exports.dictionary import dictionary_csv
    from ieo_metrics.exports.pack.wording import aims
    from ieo_metrics.exports.report.document import report
    from ieo_metrics.exports.slides.presentation import slides
    from ieo_metrics.exports.tidy import tidy_csv
    from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook

    made = {
        TABLES: svrp_workbook(pack.results, pack.collection, pack.quarter, pack.hidden, pack.revisions, aims(pack.results, pack.quarter, pack.targets)),
        REPORT: report(pack),
        SLIDES: slides(pack),
        MEASURES_CSV: tidy_csv(pack.frame).encode(),
        DICTIONARY: dictionary_csv().encode(),
    }
    return {file_name(pack.quarter, kind): made[kind] for kind in KINDS}


def write_pack(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write all of the files or none: each beside its place, then all put in place; what stood there comes back if one cannot be.
    Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / name for name in files}
    parts = {name: folder / f"{name}.part" for name in files}
    kept = {name: folder / f"{name}.before" for name in files}
    placed: list[str] = []
    try:
        for name, data in files.items():
            parts[name].write_bytes(data)
        for name, path in paths.items():
            if path.exists():
                os.replace(path, kept[name])
            placed.append(name)
            os.replace(parts[name], path)
    except OSError:
        for name in placed:
            if kept[name].exists():
                os.replace(kept[name], paths[name])
            else:
                paths[name].unlink(missing_ok=True)
        raise
    finally:
        for path in (*parts.values(), *kept.values()):
            path.unlink(missing_ok=True)
    return list(paths.values())
