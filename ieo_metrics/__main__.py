"""The command line: the same calls as the pages make. Nothing here computes."""

import argparse
import datetime as dt
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ieo_metrics.framework.breakdowns import BREAKDOWNS

EPILOG = (
    "Exit status: 0 done; 1 something must be fixed, or a question about a sheet or column is open; 2 the "
    "call or a file cannot be used."
)

KEEPING = ("verify", "backup", "restore", "reduce", "person")
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # of glibc's malloc.h
LARGEST_KEPT = 2**29  # bytes: more than any array of a call
OPENING = "ieo_metrics.store.database.opening"  # what opens a store, which is to be closed in order


def day(text: str) -> dt.date:
    """A day as it is written in a call. Raises ValueError, which argparse says with the name of this."""
    return dt.date.fromisoformat(text)


FILE = {"metavar": "FILE"}
FILES = {"nargs": "+", "help": "returns, in the order in which they were accepted", **FILE}
FOLDER = {"required": True, "metavar": "FOLDER"}
OF_ALL = {
    "--settings": {"help": "a JSON file of settings that differ from the defaults", **FILE},
    "--covers": {
        "metavar": "QUARTERS",
        "help": 'the quarters that the files cover, as "2023/24 Q1" or "2023/24 Q1..2023/24 Q4"',
    },
    "--mapping": {"help": "column mappings that were confirmed before", **FILE},
    "--crime-harm": {
        "help": "the official workbook of the Crime Harm Index's edition; otherwise the 2020 starter list",
        **FILE,
    },
    "--save-mapping": {
        "help": "confirm what is proposed, and write it with what was confirmed before",
        **FILE,
    },
}
# By command: what it does, and its options as argparse takes them.
COMMANDS: dict[str, tuple[str, dict[str, dict[str, Any]]]] = {
    "measures": (
        "a tidy table of every measure and quarter",
        {
            "files": FILES,
            "--format": {"choices": ("csv", "json"), "default": "csv"},
            "--by": {
                "choices": [breakdown.option for breakdown in BREAKDOWNS],
                "help": "a row for each district (age band, gender, ethnicity) beside the total",
            },
            "--year-to-date": {
                "action": "store_true",
                "help": "the financial year so far, recounted, for each quarter",
            },
            "--share": {
                "action": "store_true",
                "help": "for sharing: hide small numbers, and any other figures that would reveal them",
            },
            **OF_ALL,
        },
    ),
    "check": (
        "problems, and how each sheet and column was understood",
        {"files": FILES, "--format": {"choices": ("text", "json"), "default": "text"}, **OF_ALL},
    ),
    "annotate": (
        "the provider's workbook with its problems marked",
        {
            "files": {"nargs": 1, **FILE},
            "--out": {"required": True, "help": "where to write the marked workbook (.xlsx)", **FILE},
            "--reply-by": {
                "type": day,
                "metavar": "DAY",
                "help": "the day by which it is wanted back, such as 2024-10-31",
            },
            "--contact": {"default": "", "help": "whom the provider can ask, such as an e-mail address"},
            **OF_ALL,
        },
    ),
    "pack": (
        "the SVRP pack of a quarter: tables, report, slides, csv and its dictionary, for sharing",
        {
            "files": {**FILES, "nargs": "*", "help": f"{FILES['help']}; none with --store"},
            "--store": {
                "action": "store_true",
                "help": "in place of files, the pack of an issue in the store; nothing new is issued",
            },
            "--issue": {
                "type": int,
                "metavar": "NUMBER",
                "help": "with --store: which issue of the quarter; else its latest",
            },
            "--quarter": {"required": True, "metavar": "QUARTER", "help": 'as "2024/25 Q2"'},
            "--out": FOLDER,
            "--audit": {
                "help": "also a workbook for the officer only, in which formulas over each row reproduce the "
                "figures (.xlsx)",
                **FILE,
            },
            **OF_ALL,
        },
    ),
    "templates": (
        "blank templates for the providers",
        {
            "--out": FOLDER,
            "--quarter": {
                "metavar": "QUARTER",
                "help": 'the quarter that they state, as "2024/25 Q2"; else that of today',
            },
        },
    ),
    "verify": (
        "whether everything that is stored is as it was saved",
        {
            "--head": {
                "metavar": "HEAD",
                "help": "the end of the audit trail as printed on an export, which the trail must contain",
            }
        },
    ),
    "backup": (
        "a copy of the store, also while it is in use",
        {"--out": {"help": "where to write it; else with the other backups", **FILE}},
    ),
    "restore": (
        "puts a backup back; what is there now is kept with the backups",
        {"file": FILE},
    ),
    "reduce": (
        "deletes rows about people older than a quarter, and keeps their measures",
        {
            "--before": {
                "required": True,
                "metavar": "QUARTER",
                "help": 'the first quarter whose rows stay, as "2021/22 Q1"',
            }
        },
    ),
    "person": (
        "everything that is kept of one person, for whoever asks for it",
        {
            "file": {
                "nargs": "?",
                "help": "a file with nothing but the person's reference; else it is asked for, or read "
                "from the input, so that it stands in no list of commands",
                **FILE,
            }
        },
    ),
}


def command_arguments(words: Sequence[str]) -> argparse.ArgumentParser:
    """The commands, and the options of those that are among the words of a call: making all of them takes as
    long as reading a small sheet."""
    parser = argparse.ArgumentParser(
        prog="python -m ieo_metrics",
        description="Providers' workbooks in, the measures of the performance framework out.",
        epilog=EPILOG,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (title, options) in COMMANDS.items():
        command = commands.add_parser(name, help=title, epilog=EPILOG)
        for option, about in options.items() if name in words else ():
            command.add_argument(option, **about)
    return parser


class Unusable(Exception):
    """The call or a file cannot be used at all: said in one line, exit status 2."""


def _bytes(names: list[str]) -> list[tuple[str, bytes]]:
    """Each file's bare name and bytes. The name says nothing about the content; it is only shown."""
    out = []
    for name in names:
        try:
            out.append((Path(name).name, Path(name).read_bytes()))
        except OSError as trouble:
            raise Unusable(
                f"{name}: cannot be opened ({trouble.strerror or trouble.__class__.__name__})"
            ) from trouble
        except ValueError as trouble:
            raise Unusable(f"{name!r}: not a file name") from trouble
    return out


def run_call(call: argparse.Namespace) -> int:
    """Carry out a call; returns the exit status. The imports stand here because they take longer than most
    calls, and the files are read in other processes meanwhile."""
    if call.command == "templates":
        from ieo_metrics.exports.templates import write_templates
        from ieo_metrics.framework.dates.quarters_in_text import parse_quarters

        asked = parse_quarters(call.quarter) if call.quarter else [None]
        if len(asked) > 1:
            raise ValueError(f'"{call.quarter}" is more than one quarter: a template states one')
        try:
            for path in write_templates(Path(call.out), asked[0]):
                print(path)
        except OSError as trouble:
            raise Unusable(f"{call.out}: cannot be written ({trouble.strerror})") from trouble
        return 0
    if call.command in KEEPING:
        from ieo_metrics.commands_on_store import run_store_command

        return run_store_command(call)

    if call.command == "pack" and call.store:
        from ieo_metrics.commands_on_packs import write_pack_of_store

        return write_pack_of_store(call)

    from ieo_metrics.reading.read_files import start_reading

    files = _bytes(call.files)
    index = start_reading(_bytes([call.crime_harm])).results() if call.crime_harm else ()
    reading = start_reading(files)
    if call.command == "pack":
        from ieo_metrics.commands_on_packs import write_pack_of_files

        return write_pack_of_files(call, reading.results(), index)
    from ieo_metrics.commands_on_files import print_answer, write_annotated

    return (
        write_annotated(call, reading.results(), files[0][1], index)
        if call.command == "annotate"
        else print_answer(call, reading.results(), index)
    )


def main(argv: list[str] | None = None) -> int:
    """Run one call; returns the exit status. Whatever goes wrong is said in a line, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    gc.disable()  # one call and done: looking for garbage would take a tenth of its time
    # Its sums are small: several threads would wait for each other for longer than they work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        words = sys.argv[1:] if argv is None else argv
        status = run_call(command_arguments(words).parse_args(words))
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        return status
    except (Unusable, ValueError) as trouble:
        print(trouble, file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as trouble:
        print(
            f"{trouble.filename or 'A file'}: {trouble.strerror or trouble.__class__.__name__}",
            file=sys.stderr,
        )
        return 2
    except MemoryError:
        print("The files are too large for this machine's memory.", file=sys.stderr)
        return 2
    except Exception as trouble:  # a fault of ours: where it is, but never what was in the files
        place = traceback.extract_tb(trouble.__traceback__)[-1]
        print(
            (
                f"Something unexpected went wrong ({trouble.__class__.__name__}, "
                f"{Path(place.filename).name} line {place.lineno})."
            ),
            file=sys.stderr,
        )
        return 2


def keep_output_for_answers() -> None:
    """What a library prints past Python, as SciPy's solver does, goes nowhere: a table on stdout is the table
    alone."""
    if sys.stdout is None:  # closed by whoever calls
        return
    answers, nowhere = os.dup(sys.stdout.fileno()), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    # It is not closed when it goes: a fork has other files in the places of those that were closed here.
    sys.stdout = os.fdopen(answers, "w", closefd=False)


def keep_freed_memory() -> None:
    """Memory that is freed stays with this process, for what is asked for next. Given back to the system and
    fetched anew, page by page, it takes a twentieth of the time of a large call. Of glibc only."""
    try:
        import ctypes

        c_library = ctypes.CDLL(None)
        for option in (_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD):
            c_library.mallopt(option, LARGEST_KEPT)
    except (ImportError, OSError, AttributeError, TypeError):  # Windows and others
        pass


if __name__ == "__main__":
    keep_output_for_answers()
    keep_freed_memory()
    STATUS = main()
    if OPENING not in sys.modules:
        # Python would take all that it has loaded apart, one by one: a quarter of the time of a small call,
        # and a tenth of that of a pack.
        os._exit(STATUS)
    sys.exit(STATUS)
