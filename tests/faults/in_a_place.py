"""What one and the same program says in a time zone and language of its own: started by the tests, with a
folder and a store."""

import datetime as dt
import hashlib
import sys
from pathlib import Path

from ieo_metrics.__main__ import main
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.dates.days import in_clock_words
from ieo_metrics.store.trail import audit_trail as audit
from tests.store.office import Office, returns_of, stands, take, tidy, trainings

folder, given = Path(sys.argv[1]), Office(Path(sys.argv[2])).open()
for night in ("2026-03-29", "2026-10-25"):
    moments = [
        dt.datetime.fromisoformat(night + "T00:00:00+00:00") + n * dt.timedelta(minutes=45) for n in range(30)
    ]
    office = Office(folder / night, clock=lambda left=moments: left.pop(0))
    store = office.open()
    for n in range(3):
        take(store, returns_of(trainings(8096, n + 1, f"{n}.xlsx"), store=store, received=moments[0]))
    with store.reading() as connection:
        times = [entry.at for entry in audit.trail_entries(connection)]
    assert times == sorted(times) and times[-1] > night + "T01:30", times
    print(
        times,
        [in_clock_words(at) for at in times],
        [one.about["parts"][0]["received"] for one in stands(store).returns],
    )
print("=====", tidy(store), tidy(given))
now = stands(given)
print("=====", hashlib.sha256(svrp_workbook(now.results, now.collection(), 8096)).hexdigest(), flush=True)
print("=====", flush=True)
main(["measures", *sys.argv[3:]])
