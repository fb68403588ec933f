"""The walk through a house: `python -m tests.proofs.walk_house REF[,REF...] QUARTER FILE...`, from the blank templates by
way of what the files were understood to be, the measures, disclosure control, the pack and the officer's workbook to
every page. What fails says where."""

import contextlib
import datetime as dt
import io
import json
import sys
import tempfile
from pathlib import Path

import openpyxl
import pandas as pd
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
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
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

MEASURE_PAGE = "pages/measure.py"
RECEIVED = dt.datetime(2025, 4, 20, tzinfo=dt.UTC)


def check_templates(refs: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        names = {path.name for path in write_templates(folder)}
    for ref in refs:
        assert template_file_name(MEASURE[ref].programme) in names, names


def collect_returns(files: dict[str, bytes]) -> Collection:
    found = collect_files(read_files(list(files.items())), Settings(), RECEIVED)
    mapping = [p for p in found.problems if p.code.startswith(("mapping", "sheet", "column"))]
    assert not found.refused and not mapping, mapping
    carried = {table for one in found.returns for table in one.tables}
    assert all(carried & set(one.tables) for one in RETURN_TYPES), carried
    return found


def check_figures(collection: Collection, refs: list[str], quarter: int) -> None:
    """Measured; hidden so that nobody can work out a small count; and each file of the pack."""
    results = measure_collection(collection, spans=("quarter", "year to date"), by="district")
    assert results is not None
    threshold = Settings().small_number_threshold
    protected = disclosure.protect(results.frame, threshold)
    together = shown_together(results.frame, threshold)
    hidden = protected.frame["marker"].to_numpy()[together.places] == "c"
    told = recovered_counts(together.tables, hidden)
    assert not told or protected.unprotected, told[:3]
    for ref in refs:
        check_measure(results.frame, protected.frame, ref)
    ends = results_until(with_frame(results, protected.frame), quarter)
    pack = Pack(quarter, ends, collection_until(collection, quarter), hidden_in_words(Settings()))
    named = references_in_returns(results.governed)
    files = raise_if_leaking(pack_files(pack), pack, named)
    tables = next(data for name, data in files.items() if name.endswith("tables.xlsx"))
    assert set(refs) <= set(openpyxl.load_workbook(io.BytesIO(tables)).sheetnames)
    print(json.dumps({name: len(data) for name, data in files.items()}))
    twin = audit_workbook(results, quarter)
    assert find_leaks("twin.xlsx", twin, pack, named, for_officer=True) == []
    rows = openpyxl.load_workbook(io.BytesIO(twin), data_only=True)["Figures"].iter_rows(
        min_row=4, values_only=True
    )
    assert {row[0]: row[12] for row in rows} == {m.ref: True for m in MEASURES}, (
        "the formulas give other figures"
    )


def check_measure(frame: pd.DataFrame, shared: pd.DataFrame, ref: str) -> None:
    """It has values, and gives no small count of another measure away. `shared`: what may be shared of `frame`."""
    own = frame[(frame["ref"] == ref) & (frame["span"] == "quarter")]
    assert own["value"].notna().sum() >= 4, f"{ref} has no value"
    threshold = Settings().small_number_threshold
    for tie in (one for one in MEASURE[ref].topic_row.ties if one.always and one.relation == SAME):
        others = [m.ref for m in MEASURES if (m.evidence, m.topic) == (tie.kind, tie.topic)]
        small = frame[frame["ref"].isin(others) & frame["value"].between(1, threshold - 1)]
        key = ["span", "period", "area"]
        both = small[key].merge(shared[shared["ref"] == ref], on=key)
        assert len(both) and both["denominator"].isna().all(), f"{ref} gives {others} away"


def check_command(paths: list[str], refs: list[str]) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        assert run_command(["measures", *paths, "--by", "district", "--share"]) in (0, 1)
    assert all(f"\n{ref}," in said.getvalue() for ref in refs)


def check_pages(files: dict[str, bytes], refs: list[str], quarter: str) -> None:
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
    accept(drop(at, *files.items()))
    slug = quarter.replace("/", "-").replace(" ", "-")
    at.query_params["quarter"] = slug
    press(press(visit(at, "pages/issue_and_pack.py"), f"Issue {quarter}"), "Make the SVRP pack")
    for page in PAGES:
        for ref in refs if page == MEASURE_PAGE else refs[:1]:
            at.query_params["quarter"], at.query_params["measure"] = slug, ref
            visit(at, page)
            if page == MEASURE_PAGE:
                check_measure_page(at, ref)
    for screen in range(len(MEASURES) + 1):
        at.query_params["quarter"], at.query_params["screen"] = slug, str(screen)
        visit(at, MEETING)
    shown = markup(visit(at, "pages/definitions.py"))
    assert all(ref in shown for ref in refs)


def check_measure_page(at: AppTest, ref: str) -> None:
    """Every tab, every folded part and every breakdown of the page of a measure."""
    assert at.selectbox(key="measure_box").value == ref
    for folded in ("with_limits", "trend_table", "other_readings"):
        open_part(at, folded)
    for tab in TABS:
        open_part(at, TAB, tab)
    open_part(at, TAB, "Breakdown")
    for breakdown in BREAKDOWNS:
        assert_calm(at.get("button_group")[0].set_value(breakdown.name).run())


def main() -> None:
    named, quarter, *paths = sys.argv[1:]
    refs = named.split(",")
    files = {Path(path).name: Path(path).read_bytes() for path in paths}
    check_templates(refs)
    collection = collect_returns(files)
    with hidden_once(), quick_app_tests():
        check_figures(collection, refs, parse_quarters(quarter)[0])
        check_command(paths, refs)
        check_pages(files, refs, quarter)
    print("walked")


if __name__ == "__main__":
    main()
