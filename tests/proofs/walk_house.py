"""The walk through a house: `python -m tests.proofs.walk_house REF QUARTER FILE...`, from the blank templates by way of
what the files were understood to be, the measure, disclosure control, the pack and the officer's workbook to every
page. What fails says where."""

import contextlib
import datetime as dt
import io
import json
import sys
import tempfile
from pathlib import Path

import openpyxl
from streamlit.testing.v1 import AppTest

from ieo_metrics.__main__ import main as run_command
from ieo_metrics.disclosure import protect as disclosure
from ieo_metrics.disclosure.published_counts.linked_tables import shown_together
from ieo_metrics.exports.leak_check.check_file import find_leaks, raise_if_leaking
from ieo_metrics.exports.leak_check.references_in_returns import references_in_returns
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.exports.templates import template_file_name, write_templates
from ieo_metrics.exports.workbook.audit_workbook import audit_workbook
from ieo_metrics.framework.breakdowns import BREAKDOWNS
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import parse_quarters
from ieo_metrics.framework.evidence_kinds import SAME
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.pipeline import Collection, collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.store.issues.cut_off_after_quarter import collection_until, results_until
from ieo_metrics.store.issues.protect_for_sharing import hidden_in_words, with_frame
from pages.shared.measure.tabs import TAB, TABS
from tests.disclosure.attacker import recovered_counts
from tests.pages.hidden_once import hidden_once
from tests.pages.quick_app_tests import quick_app_tests
from tests.pages.seen import MEETING, PAGES, ROOT, accept, assert_calm, drop, markup, open_part, press, visit

RECEIVED = dt.datetime(2025, 4, 20, tzinfo=dt.UTC)


def check_templates(ref: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        names = {path.name for path in write_templates(folder)}
    assert template_file_name(MEASURE[ref].programme) in names, names


def collect_returns(files: dict[str, bytes]) -> Collection:
    found = collect_files(read_files(list(files.items())), Settings(), RECEIVED)
    mapping = [p for p in found.problems if p.code.startswith(("mapping", "sheet", "column"))]
    assert not found.refused and not mapping, mapping
    carried = {table for one in found.returns for table in one.tables}
    assert all(carried & set(one.tables) for one in RETURN_TYPES), carried
    return found


def check_figures(collection: Collection, ref: str, quarter: int) -> None:
    """Measured; hidden so that nobody can work out a small count; and each file of the pack."""
    results = measure_collection(collection, spans=("quarter", "year to date"), by="district")
    assert results is not None
    own = results.frame[(results.frame["ref"] == ref) & (results.frame["span"] == "quarter")]
    assert own["value"].notna().sum() >= 4, f"{ref} has no value"
    threshold = Settings().small_number_threshold
    protected = disclosure.protect(results.frame, threshold)
    together = shown_together(results.frame, threshold)
    hidden = protected.frame["marker"].to_numpy()[together.places] == "c"
    told = recovered_counts(together.tables, hidden)
    assert not told or protected.unprotected, told[:3]
    for tie in (one for one in MEASURE[ref].topic_row.ties if one.always and one.relation == SAME):
        others = [m.ref for m in MEASURES if (m.evidence, m.topic) == (tie.kind, tie.topic)]
        shared, key = protected.frame, ["span", "period", "area"]
        small = results.frame[
            results.frame["ref"].isin(others) & results.frame["value"].between(1, threshold - 1)
        ]
        both = small[key].merge(shared[shared["ref"] == ref], on=key)
        assert len(both) and both["denominator"].isna().all(), f"{ref} gives {others} away"
    ends = results_until(with_frame(results, protected.frame), quarter)
    pack = Pack(quarter, ends, collection_until(collection, quarter), hidden_in_words(Settings()))
    named = references_in_returns(results.governed)
    files = raise_if_leaking(pack_files(pack), pack, named)
    tables = next(data for name, data in files.items() if name.endswith("tables.xlsx"))
    assert ref in openpyxl.load_workbook(io.BytesIO(tables)).sheetnames
    print(json.dumps({name: len(data) for name, data in files.items()}))
    twin = audit_workbook(results, quarter)
    assert find_leaks("twin.xlsx", twin, pack, named, for_officer=True) == []
    rows = openpyxl.load_workbook(io.BytesIO(twin), data_only=True)["Figures"].iter_rows(
        min_row=4, values_only=True
    )
    assert {row[0]: row[12] for row in rows} == {m.ref: True for m in MEASURES}, (
        "the formulas give other figures"
    )


def check_command(paths: list[str], ref: str) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        assert run_command(["measures", *paths, "--by", "district", "--share"]) in (0, 1)
    assert f"\n{ref}," in said.getvalue()


def check_pages(files: dict[str, bytes], ref: str, quarter: str) -> None:
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
    accept(drop(at, *files.items()))
    slug = quarter.replace("/", "-").replace(" ", "-")
    at.query_params["quarter"] = slug
    press(press(visit(at, "pages/issue_and_pack.py"), f"Issue {quarter}"), "Make the SVRP pack")
    for page in PAGES:
        at.query_params["quarter"], at.query_params["measure"] = slug, ref
        visit(at, page)
        if page == "pages/measure.py":
            assert at.selectbox(key="measure_box").value == ref
            for folded in ("with_limits", "trend_table", "other_readings"):
                open_part(at, folded)
            for tab in TABS:
                open_part(at, TAB, tab)
            open_part(at, TAB, "Breakdown")
            for breakdown in BREAKDOWNS:
                assert_calm(at.get("button_group")[0].set_value(breakdown.name).run())
    for screen in range(len(MEASURES) + 1):
        at.query_params["quarter"], at.query_params["screen"] = slug, str(screen)
        visit(at, MEETING)
    assert ref in markup(visit(at, "pages/definitions.py"))


def main() -> None:
    ref, quarter, *paths = sys.argv[1:]
    files = {Path(path).name: Path(path).read_bytes() for path in paths}
    check_templates(ref)
    collection = collect_returns(files)
    with hidden_once(), quick_app_tests():
        check_figures(collection, ref, parse_quarters(quarter)[0])
        check_command(paths, ref)
        check_pages(files, ref, quarter)
    print("walked")


if __name__ == "__main__":
    main()
