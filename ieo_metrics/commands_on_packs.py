"""The command line's packs for the SVRP: of files alone, which remember nothing, or of an issue in the
store."""

import argparse
import getpass
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from ieo_metrics.commands_on_files import (
    all_problems,
    collect_call_files,
    exit_status,
    measure_shared_spans,
    problem_line,
)
from ieo_metrics.exports.leak_check.check_file import find_leaks, raise_if_leaking
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.files import pack_files, pack_writers, write_pack
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.reading.sheets import Refused, Workbook


def write_pack_of_files(
    call: argparse.Namespace, reading: Iterable[Workbook | Refused], index: Iterable[Workbook | Refused] = ()
) -> int:
    """Write a quarter's pack of files alone, all of it or nothing; returns the exit status. A file that
    cannot be read is not left out of it: then there is none."""
    if call.issue is not None:
        raise ValueError("--issue names an issue in the store: give --store as well")
    if not call.files:
        raise ValueError("Give the returns to make the pack from, or --store for the pack of an issue")
    quarter = _quarter_of(call)
    pack_writers()  # loads their libraries; meanwhile the files are read in other processes
    collection = collect_call_files(call, reading, index)
    for p in all_problems(collection):
        print(problem_line(p), file=sys.stderr)
    results = None if collection.refused else measure_shared_spans(collection)
    if results is None:
        print("Nothing was written.", file=sys.stderr)
        return max(exit_status(collection), 1)
    if not results.governed.first <= quarter <= results.governed.last:
        raise ValueError(f"No file covers {label(quarter)}. Nothing was written.")
    from ieo_metrics.exports.leak_check.references_in_returns import references_in_returns
    from ieo_metrics.store.issues.cut_off_after_quarter import collection_until, results_until
    from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words, shareable_frame, with_frame

    until = results_until(results, quarter)
    frame = shareable_frame(until.frame, collection.settings)
    pack = Pack(
        quarter,
        with_frame(until, frame),
        collection_until(collection, quarter),
        hidden_in_words(collection.settings),
    )
    named = references_in_returns(results.governed)
    files = dict(raise_if_leaking(pack_files(pack), pack, named))
    if call.audit:
        from ieo_metrics.exports.workbook.audit_workbook import audit_workbook

        audit = Path(call.audit)
        data = audit_workbook(results, quarter)
        if found := find_leaks(audit.name, data, pack, named, for_officer=True):
            raise ValueError(f"Nothing was handed out: {audit.name}: {found[0]}")
        _write({audit.name: data}, audit.parent, for_officer=True)
    print(pack.protection, file=sys.stderr)
    _write_out(files, call)
    return exit_status(collection)


def write_pack_of_store(call: argparse.Namespace) -> int:
    """Write the pack of an issue in the store, as the Issue and pack page makes it; nothing new is issued.
    Returns the exit status."""
    if call.files or call.audit:
        raise ValueError(
            "--store makes the pack of an issue in the store: leave out the files, and --audit, which is "
            "made of their rows"
        )
    from ieo_metrics.exports.pack.from_issue import checked_pack_files
    from ieo_metrics.store.database.errors import StoreTrouble
    from ieo_metrics.store.database.opening import open_store
    from ieo_metrics.store.issues.approving.proposals import proposal_of
    from ieo_metrics.store.issues.issues import all_issues
    from ieo_metrics.store.trail.audit_trail import append_entry
    from ieo_metrics.store.trail.withdrawn_issues import withdrawn_issues

    quarter = _quarter_of(call)
    try:
        store = open_store(make=False)
        with store.reading() as connection:
            issues = [issue for issue in all_issues(connection) if issue.quarter == quarter]
            gone = {withdrawn_issue.key for withdrawn_issue in withdrawn_issues(connection)}
            waiting = proposal_of(connection, quarter)
        stands = [issue for issue in issues if issue.key not in gone]
        # One that is asked for by its number and was withdrawn is refused by what makes the pack.
        found = stands if call.issue is None else [issue for issue in issues if issue.number == call.issue]
        if not found:
            never = "was issued and withdrawn" if issues else "has not been issued"
            raise StoreTrouble(
                f"The store has no issue {call.issue} of {label(quarter)}: its latest is issue "
                f"{stands[-1].number}. Nothing was written."
                if stands
                else f"{label(quarter)} {waiting.since}, and is issued once another person approves it. "
                "Nothing was written."
                if waiting
                else f"{label(quarter)} {never} in the store. Issue it on the Issue and pack page "
                "first. Nothing was written."
            )
        files = checked_pack_files(store, found[-1])
        _write_out(files, call)
        if not store.read_only:
            with store.writing() as connection:
                who = f"{getpass.getuser()}, on the command line"
                about = {"file": f"SVRP pack of {found[-1].title}"}
                append_entry(connection, store.now(), who, "took a file away", about)
    except StoreTrouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    return 0


def _quarter_of(call: argparse.Namespace) -> Quarter:
    asked = parse_quarters(call.quarter)
    if len(asked) != 1:
        raise ValueError(f'"{call.quarter}" is more than one quarter: a pack covers one')
    return asked[0]


def _write(files: Mapping[str, bytes], folder: Path, for_officer: bool = False) -> list[Path]:
    try:
        return write_pack(files, folder, for_officer)
    except OSError as trouble:
        why = (trouble.strerror or "the system does not say why").lower()
        raise ValueError(
            f"Nothing could be written to {folder}: {why}. What was there is as it was. Make room there, or "
            "choose another folder"
        ) from None


def _write_out(files: Mapping[str, bytes], call: argparse.Namespace) -> None:
    for path in _write(files, Path(call.out)):
        print(path)
