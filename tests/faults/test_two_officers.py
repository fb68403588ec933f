"""Two officers at once, and one who clicks twice."""

import contextlib
import random
import threading
from collections.abc import Callable

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import Conflict
from ieo_metrics.store.issues import issuing
from ieo_metrics.store.returns.stored_returns import Saved
from tests.faults import children
from tests.faults.rounds import Rounds
from tests.store.office import returns_of, stands, take, trainings, value

Q = quarter(2024, 1)
ROUNDS = {True: 60, False: 15}  # of threads; by whether the store is a file


def at_once(act: Callable[[int], object]) -> list[object]:
    """What became of what two officers, 0 and 1, began together: what they got, or the Conflict."""
    barrier, out = threading.Barrier(2), [None, None]

    def officer(n: int) -> None:
        barrier.wait(children.LONGEST_SECONDS)
        try:
            out[n] = act(n)
        except Conflict as conflict:
            out[n] = conflict

    both = [threading.Thread(target=officer, args=(n,)) for n in (0, 1)]
    for one in both:
        one.start()
    for one in both:
        one.join(children.LONGEST_SECONDS)
    return out


def accept_at_once(rounds: Rounds, places: tuple[int, int]) -> list[list[Saved] | Conflict]:
    """What became of two saves that begin together."""
    return at_once(lambda n: rounds.accept(places[n], who=f"Officer {n}"))


def test_two_officers_accept_the_same_return(office):
    """two officers accept same return: one wins; one row; the other is told who and when."""
    rounds = Rounds.of(office, returns_of(trainings(Q, 3)))
    for _ in range(ROUNDS[rounds.store.is_sqlite]):
        rounds.again()
        out = accept_at_once(rounds, (0, 0))
        assert sorted(one[0].already for one in out) == [False, True]
        winner, told = sorted((one[0] for one in out), key=lambda saved: saved.already)
        assert (told.by, told.at, told.seq) == (winner.by, winner.at, winner.seq)
        assert rounds.wholly() == 1


def test_two_officers_accept_different_returns_for_one_quarter(office):
    """two officers: one wins; the other is told by whom, and shown the difference when looking again."""
    rounds = Rounds.of(office, returns_of(trainings(Q, 3)), returns_of(trainings(Q, 5, "other.xlsx")))
    for _ in range(ROUNDS[rounds.store.is_sqlite] // 2):
        rounds.again()
        out = accept_at_once(rounds, (0, 1))
        [lost] = [n for n in (0, 1) if isinstance(out[n], Conflict)]
        assert f"Officer {1 - lost} accepted a return (Rock Pool) at" in str(out[lost])
        assert rounds.wholly() == 1
    from ieo_metrics.store.returns import acceptance

    shown = acceptance.preview_acceptance(
        rounds.store,
        stands(rounds.store),
        returns_of(trainings(Q, 5, "other.xlsx") if lost else trainings(Q, 3)),
    )
    moved = next(move for move in shown.moves if move.ref == "5.3.1.b")
    assert (moved.before["value"], moved.after["value"]) == ((3, 5) if lost else (5, 3))


def test_two_processes_accept_at_once(office):
    """two officers in two processes ×: one row, whoever was first."""
    rounds = Rounds.of(office, returns_of(trainings(Q, 3)), returns_of(trainings(Q, 5, "other.xlsx")))
    chance = random.Random(1)

    def officer(place: int) -> None:
        with contextlib.suppress(Conflict):
            rounds.accept(place, store=rounds.own())

    for _ in range(40 if rounds.store.is_sqlite else 6):
        rounds.again()
        places = chance.choice([(0, 0), (0, 1), (1, 0)])
        both = [children.fork(lambda place=place: officer(place)) for place in places]
        assert [children.wait(one) for one in both] == [0, 0]
        assert rounds.wholly() == 1


def test_two_officers_issue_the_same_quarter(office):
    """two officers issue at once: one issue; the other is told by whom."""
    store = office.open()
    take(store, returns_of(trainings(Q, 3)))
    now = stands(store)
    out = at_once(lambda n: issuing.issue_quarter(store, f"Officer {n}", Q, now))
    [lost] = [n for n in (0, 1) if isinstance(out[n], Conflict)]
    assert f"Officer {1 - lost} issued a quarter (2024/25 Q1) at" in str(out[lost])
    after = stands(store)
    assert (len(after.issues), after.issues[0].who, set(after.locks)) == (1, f"Officer {1 - lost}", {Q})


def test_a_double_click(office):
    """double click / refresh resubmits: one version."""
    rounds = Rounds.of(office, returns_of(trainings(Q, 3)))
    first, second = rounds.accept(), rounds.accept()
    assert ([one.already for one in first], [one.already for one in second]) == ([False], [True])
    store = rounds.store
    assert ([one.versions for one in stands(store).returns], value(store, "5.3.1.b", Q)["value"]) == (
        [{Q: 1}],
        3,
    )


@pytest.mark.parametrize("_", range(3))
def test_two_first_starts_on_one_server(server_office, _):
    """two officers start the dashboard for the first time at the same moment: one store."""
    barrier, out = threading.Barrier(2), []

    def start() -> None:
        barrier.wait(children.LONGEST_SECONDS)
        out.append(server_office.open())

    both = [threading.Thread(target=start) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(children.LONGEST_SECONDS)
    assert len(out) == 2 and stands(out[0]).head == stands(out[1]).head
    assert stands(out[0]).head.rows == 1 and out[0].key == out[1].key
