"""The pack for the SVRP: tables, report (to edit, as a PDF and as a web page), slides, tidy table with its
dictionary and metadata, all from the same figures, which may be shared."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from ieo_metrics.exports.pack.content import Pack, pack_file_name
from ieo_metrics.framework.long_work.progress import Tell, untold
from ieo_metrics.store.database.owner_only import make_file

Made = TypeVar("Made")
TABLES_XLSX, MEASURES_CSV, DICTIONARY_CSV = "tables.xlsx", "measures.csv", "data dictionary.csv"


def pack_writers() -> dict[str, Callable[[Pack], bytes]]:
    """What writes each file of the pack, by what the file is called. All that a writer is given is a pack,
    whose figures may be shared. The first call loads the libraries that write, which takes most of the time
    of a pack."""
    from ieo_metrics.exports.dictionary import dictionary_csv
    from ieo_metrics.exports.report.chart_pictures import Pictures
    from ieo_metrics.exports.report.content import report_content
    from ieo_metrics.exports.report.document import report_document
    from ieo_metrics.exports.report.page_plan.pages import pages_of
    from ieo_metrics.exports.report.pdf_document import report_pdf
    from ieo_metrics.exports.report.web_page import report_page
    from ieo_metrics.exports.slides.presentation import presentation_bytes
    from ieo_metrics.exports.table_metadata import METADATA, table_metadata
    from ieo_metrics.exports.tidy_table import tidy_csv
    from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook

    # What three files say is put together once, and their charts are drawn once.
    content = _once(report_content)
    pages = _once(lambda pack: pages_of(content(pack)))
    pictures = _once(lambda pack: Pictures(pack.look))
    return {
        TABLES_XLSX: lambda pack: svrp_workbook(
            pack.results,
            pack.collection,
            pack.quarter,
            " ".join((pack.protection, *pack.notices)),
            pack.revisions,
            pack.targets,
            pack.events,
            look=pack.look,
            issued=pack.issued,
            recorded=pack.recorded,
            sections=pack.sections,
        ),
        "report.docx": lambda pack: report_document(content(pack), pages(pack), pictures(pack)),
        "report.pdf": lambda pack: report_pdf(content(pack), pages(pack), pictures(pack)),
        "report.html": lambda pack: report_page(content(pack), pages(pack), pictures(pack)),
        "slides.pptx": presentation_bytes,
        MEASURES_CSV: lambda pack: tidy_csv(pack.frame).encode(),
        DICTIONARY_CSV: lambda pack: dictionary_csv(
            pack.quarter, pack.results.settings, pack.warning
        ).encode(),
        f"{MEASURES_CSV}{METADATA}": lambda pack: table_metadata(
            pack.quarter,
            pack.results.settings,
            pack_file_name(pack.quarter, MEASURES_CSV),
            pack_file_name(pack.quarter, DICTIONARY_CSV),
            pack.look,
            pack.warning,
        ).encode(),
    }


def _once(make: Callable[[Pack], Made]) -> Callable[[Pack], Made]:
    """What is made of a pack, kept until it is asked of another one."""
    held: list[tuple[Pack, Made]] = []

    def of(pack: Pack) -> Made:
        if not held or held[0][0] is not pack:
            held[:] = [(pack, make(pack))]
        return held[0][1]

    return of


def pack_files(pack: Pack, *kinds: str, tell: Tell = untold) -> dict[str, bytes]:
    """The files of the pack by name, or those `kinds` of them; the same pack gives the same bytes. The
    officer's workbook is apart: it is not for sharing. `tell`: is told of each file before it is made, which
    is the first half of the way."""
    files, writers = {}, pack_writers()
    wanted = kinds or tuple(writers)
    for place, kind in enumerate(wanted):
        name = pack_file_name(pack.quarter, kind)
        tell(place / len(wanted) / 2, f"Making {name}")
        files[name] = writers[kind](pack)
    return files


def write_pack(files: Mapping[str, bytes], folder: Path, for_officer: bool = False) -> list[Path]:
    """Write all of the files or none: each under a temporary name first, then all moved into place; what
    was there before is put back if one cannot be moved. What is `for_officer` nobody else can read. Raises
    OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / name for name in files}
    parts = {name: folder / f"{name}.part" for name in files}
    kept = {name: folder / f"{name}.before" for name in files}
    placed: list[str] = []
    try:
        for name, data in files.items():
            if for_officer:
                make_file(parts[name])
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
