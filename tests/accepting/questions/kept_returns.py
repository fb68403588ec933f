"""Returns that were accepted, as the store gives them back, and new ones that arrive beside them."""

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.pipeline import Collection, collect_checked
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.answers_on_sameness import NOTHING_SAID, SameAnswers
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.returns.return_record import pseudonymised
from tests.recognising.in_memory import RECEIVED, book, sheet

KEY = Key(bytes(32))
SESSIONS = "Date  School  URN  Year group  Status  Young people reached  School staff engaged"
SCHOOLS = "URN  School  Hotspot area  Priority school"


def accepted(*books: Workbook) -> list[AcceptedReturn]:
    """Returns as they are read back from the store, each accepted after those before it."""
    stored: list[AcceptedReturn] = []
    for one in books:
        stored += [pseudonymised(new, KEY) for new in beside(stored, one).returns]
    return stored


def beside(before: list[AcceptedReturn], *books: Workbook, said: SameAnswers = NOTHING_SAID) -> Collection:
    """New workbooks that arrive where those returns were accepted."""
    files = [check_workbook(one, Settings(), RECEIVED) for one in books]
    return collect_checked(
        files, (), Settings(), None, before, lambda one: pseudonymised(one, KEY), said, KEY
    )


def sessions(quarter: str, day: str, *schools: str, listed: str = "") -> Workbook:
    """A return of Choices: one session a school, 30 young people each. A school: name, URN and cohort."""
    rows = "\n".join(f"{day}  {school}  Delivered  30  2" for school in schools)
    lists = [sheet(f"{SCHOOLS}\n{listed}", "School list")] if listed else []
    said = f"Reporting quarter: {quarter}"
    return book(sheet(f"{said}\n{SESSIONS}\n{rows}", "Sessions"), *lists, name=f"{quarter[-2:]}.xlsx")
