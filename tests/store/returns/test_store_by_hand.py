"""A return that was read by hand is accepted and comes back like any other, with the cells of its workbook."""

from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.measuring.rows_behind import rows_behind
from ieo_metrics.pipeline import collect_checked, measure_collection
from ieo_metrics.store.current_snapshot import results_with_rows
from ieo_metrics.store.returns.return_record import from_record, pseudonymised, to_record
from tests.recognising.by_hand.test_by_hand_all_the_way import collected
from tests.store.office import SETTINGS, take, tidy


def test_what_is_accepted_is_what_was_read(store):
    before = collected()
    key = store.key
    shown = collect_checked(before.files, (), SETTINGS, None, (), lambda one: pseudonymised(one, key))
    for one in shown.returns:
        held = to_record(one, key)
        again = from_record(held.about, held.rows, one.number)
        assert [part.file.sheets for part in again.parts] == [part.file.sheets for part in one.parts]
    assert len(take(store, shown.returns)) == 2
    by_quarter = measure_collection(before, spans=("quarter",))
    assert by_quarter is not None
    stored = {line for line in tidy(store).splitlines() if ",all," in line}
    assert {line for line in tidy_csv(by_quarter.frame).splitlines() if ",all," in line} <= stored
    results = results_with_rows(store, SETTINGS)
    assert results is not None
    pain = rows_behind(results, "5.1.2.c", results.governed.first)
    assert [(c, f) for c, f in zip(pain["cell"], pain["first_cell"]) if f] == [("B6", "B4")]
