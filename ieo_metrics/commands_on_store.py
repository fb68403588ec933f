"""The command line's answers about the store: whether it is whole, a copy of it, and a copy put back."""

import argparse
import getpass
import sys
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.store.current_snapshot import load_snapshot
from ieo_metrics.store.database import backup, restore
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.lost_by_restoring import WHAT_IT_MEANS, lost_by_restoring
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.returns import retention
from ieo_metrics.store.returns.rows_of_person import rows_of_person
from ieo_metrics.store.trail.audited_named_values import ACTIONS, SECOND_PERSON
from ieo_metrics.store.trail.verify import integrity_faults

_NOBODY_KNOWS = (
    "what was stored here before could not be read, so what was handed out, withdrawn or deleted since the "
    "backup was made is not known any more, and whether an issue waits for a second person is as it was then."
)


def run_store_command(call: argparse.Namespace) -> int:
    """Carry out a call about the store; returns the exit status: 0 done or whole, 1 something is wrong in
    what is stored, 2 it cannot be done."""
    try:
        return _COMMANDS[call.command](call)
    except StoreTrouble as trouble:
        print(trouble, file=sys.stderr)
        return 2


def _who() -> str:
    return f"{getpass.getuser()}, on the command line"


def _verify(call: argparse.Namespace) -> int:
    found = list(integrity_faults(open_store(make=False), call.head or ""))
    for words in found:
        print(f"{words[0].upper()}{words[1:]}.")
    if not found:
        print("Everything stored is as it was saved.")
    return int(bool(found))


def _backup(call: argparse.Namespace) -> int:
    store = open_store(make=False)
    path = backup.back_up(store, Path(call.out) if call.out else backup.default_path(store))
    print(
        f"{path}\nThe key is not in it. Keep a copy of the key file apart from it: without the key nothing "
        "can be added to a restored store."
    )
    return 0


def _restore(call: argparse.Namespace) -> int:
    path = Path(call.file)
    warning = _forgotten_by(path)
    store = restore.restore_backup(path, _who())
    print(f"Restored. The audit trail ends at {store.anchor()}. {store.why_no_key}".rstrip())
    if warning:
        print(f"Before anything is issued again: {warning} {WHAT_IT_MEANS}", file=sys.stderr)
    return 0


def _forgotten_by(path: Path) -> str:
    """What the restored store will not know and readers do; "" where there is nothing. What was there may not
    be readable: then nobody can say. Who an issue waits for is carried over."""
    try:
        lost = lost_by_restoring(open_store(make=False), path)
    except StoreTrouble:
        return _NOBODY_KNOWS
    carried = ACTIONS[SECOND_PERSON]
    forgotten = replace(lost, lost=tuple(one for one in lost.lost if one.action != carried)).forgotten
    return f"what was restored does not know of this: {forgotten}." if forgotten else ""


def _reduce(call: argparse.Namespace) -> int:
    asked = parse_quarters(call.before)
    if len(asked) != 1:
        raise StoreTrouble(
            f'"{call.before}" is more than one quarter: give the first quarter whose rows stay.'
        )
    before = asked[0]
    store = open_store(make=False)
    standing = load_snapshot(store)
    gone = retention.reduce_rows(store, _who(), before, standing.settings, standing.facts)
    print(
        f"{gone} rows about young people from before {label(before)} were deleted. Backups made earlier "
        "still contain them: delete those too."
    )
    return 0


def _reference(call: argparse.Namespace) -> str:
    """The one line of a file or of the input; what is typed is not shown."""
    try:
        if call.file:
            text = Path(call.file).read_text(encoding="utf-8-sig")
        else:
            text = getpass.getpass("The person's reference: ") if sys.stdin.isatty() else sys.stdin.read()
    except ValueError:
        text = ""
    return text.strip()


def _person(call: argparse.Namespace) -> int:
    store = open_store(make=False)
    key = store.require_key()
    with store.reading() as connection:
        rows = rows_of_person(connection, key, _reference(call))
    if not rows:
        print("No row of this person is kept.")
        return 0
    print(f"{plural(len(rows), 'row')} of this person {'is' if len(rows) == 1 else 'are'} kept.")
    for held_in, own in groupby(rows, key=lambda row: row.held_in):
        print(f"\n{held_in[0].upper()}{held_in[1:]}:")
        for row in own:
            other = "" if row.as_asked else " (its reference is written with other spaces, hyphens or zeros)"
            print(f"  {row.place}: {row.table}{other}")
            print(f"    {'; '.join(f'{name}: {said}' for name, said in row.values.items())}")
    print(
        "\nBackups hold the rows that were kept when they were made. What was issued holds no row: counts "
        "and averages, with small numbers hidden."
    )
    return 0


_COMMANDS = {
    "verify": _verify,
    "backup": _backup,
    "restore": _restore,
    "reduce": _reduce,
    "person": _person,
}
