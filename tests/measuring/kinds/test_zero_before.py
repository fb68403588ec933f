"""Those with a harm score of zero before cannot reduce it: they are counted apart. And the edges of the follow-up window. On paper."""

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.measuring.evidence_frame import COUNTED, OPEN
from tests.second.drawn import given
from tests.second.real import accepted

REOFFENDING, HARM = "5.2.1.a", "5.2.2.a"
HEADING = "person_ref  started     window_end  traced  reoffended  chi_before  chi_after\n"


def of(
    ref: str, rows: str, chosen: Settings | None = None, dated: str = "2024-07-14", **tables: str
) -> dict[str, object]:
    """One measure in 2024/25 Q1."""
    chosen = chosen or Settings()
    governed = govern(
        accepted(
            [given("Constabulary", dated, "2024/25 Q1", follow_up=HEADING + rows.strip(), **tables)], chosen
        ),
        chosen,
    )
    assert governed is not None
    frame = compute_measures(governed, chosen).frame
    [row] = frame[frame["ref"] == ref].to_dict("records")
    return row


def numbers(row: dict[str, object], *names: str) -> tuple:
    return tuple(row[name] for name in names or ("numerator", "denominator", "zero_before", "left_out"))


ROWS = """
    A  2023-05-01  -  yes  no   0    0
    B  2023-05-01  -  yes  no   0    3
    C  2023-05-01  -  yes  no   1    0
    D  2023-05-01  -  yes  yes  0.5  0.5
    E  2023-05-01  -  no   no   0    3
    F  2023-05-01  -  yes  no   0    -
"""


def test_those_without_harm_before_are_counted_apart_from_those_whose_harm_reduces():
    """A and B had none before: apart, and in neither number. C reduced; D (a tie, above zero) did not. E is not traced and F has no score
    after: left out, whatever they had before."""
    row = of(HARM, ROWS)
    assert numbers(row) == (1, 2, 2, 2) and row["value"] == 1 / 2
    assert row["note"] == "2 with no harm before, counted apart"
    assert numbers(row, "better", "same", "worse") == (
        1,
        0,
        1,
    )  # of a percentage there is better and the rest


def test_those_without_harm_before_stay_in_reoffending():
    """The answer whether they reoffended does not rest on harm: A, B, C, D and F are traced, and D reoffended."""
    row = of(REOFFENDING, ROWS)
    assert numbers(row) == (4, 5, 0, 1) and row["note"] == ""


def test_with_the_setting_off_those_without_harm_before_are_in_the_denominator():
    """*Zero-before excluded: no*: A and B cannot reduce and count against it: 1 of 4."""
    row = of(HARM, ROWS, Settings(zero_before_excluded=False))
    assert numbers(row) == (1, 4, 0, 2) and row["value"] == 1 / 4 and row["note"] == ""


def test_only_people_without_harm_before_are_nobody():
    """Nobody is left to count: marker z, with no value, and 0 of 0."""
    row = of(HARM, "A  2023-05-01  -  yes  no  0  0\n")
    assert numbers(row) == (0, 0, 1, 0) and row["marker"] == "z"
    assert of(HARM, "A  2023-05-01  -  yes  no  0  0\n", Settings(zero_before_excluded=False))["value"] == 0


def test_a_window_that_ends_on_the_day_of_the_return_has_ended():
    """A's window ends on the return's own date and counts; B's ends the day after and is open: provisional, and not counted."""
    rows = "A  2023-06-20  2024-06-20  yes  no  5  4\nB  2023-06-21  2024-06-21  yes  no  5  4\n"
    for ref in (REOFFENDING, HARM):
        row = of(ref, rows, dated="2024-06-20")
        assert (
            numbers(row, "numerator", "denominator", "open", "left_out") == (1, 1, 1, 0)
            and row["marker"] == "p"
        ), ref


def test_a_window_that_ends_on_the_day_it_starts_is_one_and_one_that_ends_before_is_left_out():
    rows = "A  2024-05-01  2024-05-01  yes  no  5  4\nB  2024-05-02  2024-05-01  yes  no  5  4\n"
    for ref in (REOFFENDING, HARM):
        assert numbers(of(ref, rows), "numerator", "denominator", "left_out") == (1, 1, 1), ref


def test_the_edges_of_the_windows_on_a_list_of_offences():
    """Before is [start − 12 months, start], after is (start, start + 12 months]. With one offence of 5 days each: A on the first day
    before and B on the start day itself had harm before; C the day before the first, none: apart. D on the last day after: 5 both
    sides, a tie, and a reoffence; E the day after the last: no reoffence, and 5 before is reduced."""
    people = "".join(f"{who}  2023-05-01  -  yes  -  -  -\n" for who in "ABCDE")
    offences = """
        person_ref  offence_date  chi
        A           2022-05-01    5
        B           2023-05-01    5
        C           2022-04-30    5
        D           2023-04-30    5
        D           2024-05-01    5
        E           2023-04-30    5
        E           2024-05-02    5
    """
    assert numbers(of(HARM, people, offences=offences)) == (3, 4, 1, 0)
    assert numbers(of(REOFFENDING, people, offences=offences)) == (4, 5, 0, 0)
    # Without the index offence B had none before, either.
    assert numbers(of(HARM, people, Settings(index_offence_in_before=False), offences=offences)) == (
        2,
        3,
        2,
        0,
    )


def test_two_rows_of_a_person_that_differ_in_any_one_thing_leave_the_person_out():
    """A: twice the same, once. Each of the others differs in one thing only: the start, the end, traced, reoffended, harm before, after."""
    rows = """
        A  2023-05-01  2024-05-01  yes  no   5  4
        A  2023-05-01  2024-05-01  yes  no   5  4
        B  2023-05-01  2024-05-01  yes  no   5  4
        B  2023-05-02  2024-05-01  yes  no   5  4
        C  2023-05-01  2024-05-01  yes  no   5  4
        C  2023-05-01  2024-05-02  yes  no   5  4
        D  2023-05-01  2024-05-01  yes  no   5  4
        D  2023-05-01  2024-05-01  no   no   5  4
        E  2023-05-01  2024-05-01  yes  no   5  4
        E  2023-05-01  2024-05-01  yes  yes  5  4
        F  2023-05-01  2024-05-01  yes  no   5  4
        F  2023-05-01  2024-05-01  yes  no   6  4
        G  2023-05-01  2024-05-01  yes  no   5  4
        G  2023-05-01  2024-05-01  yes  no   5  3
    """
    for ref in (REOFFENDING, HARM):
        assert numbers(of(ref, rows), "numerator", "denominator", "left_out") == (1, 1, 6), ref


def test_two_rows_that_differ_in_the_start_or_the_arrest_alone_disagree_whichever_starts_the_window():
    """The window starts at the arrest. A: the same twice. B: another start of support; C: another arrest. Both ends are given and the same."""
    follow_up = """
        person_ref  arrested    started     window_end  traced  reoffended  chi_before  chi_after
        A           2023-05-01  2023-05-05  2024-05-01  yes     no          5           4
        A           2023-05-01  2023-05-05  2024-05-01  yes     no          5           4
        B           2023-05-01  2023-05-05  2024-05-01  yes     no          5           4
        B           2023-05-01  2023-05-06  2024-05-01  yes     no          5           4
        C           2023-05-01  2023-05-05  2024-05-01  yes     no          5           4
        C           2023-05-02  2023-05-05  2024-05-01  yes     no          5           4
    """
    chosen = Settings(window_starts="arrest")
    governed = govern(
        accepted([given("Constabulary", "2024-07-14", "2024/25 Q1", follow_up=follow_up)], chosen), chosen
    )
    assert governed is not None
    rows = compute_measures(governed, chosen).frame.set_index("ref")
    for ref in (REOFFENDING, HARM):
        assert tuple(rows.loc[ref, ["numerator", "denominator", "left_out"]]) == (1, 1, 2), ref


def test_nobody_who_is_not_counted_is_a_success():
    """A is not traced, B's rows disagree: their scores fell, and they are no success in the evidence that a page shows. C is one, twice."""
    rows = """
        A  2023-05-01  -  no   no  5  4
        B  2023-05-01  -  yes  no  5  4
        B  2023-05-01  -  yes  no  5  3
        C  2023-05-01  -  yes  no  5  4
    """
    governed = govern(
        accepted(
            [given("Constabulary", "2024-07-14", "2024/25 Q1", follow_up=HEADING + rows.strip())], Settings()
        ),
        Settings(),
    )
    assert governed is not None
    evidence = compute_measures(governed, Settings()).evidence["follow-up", "quarter"].frame
    assert (
        len(evidence) == 6
        and evidence["success"].sum() == 2
        and (evidence.loc[evidence["success"], "state"] == COUNTED).all()
    )


def test_a_window_that_is_open_still_leads_back_to_its_row():
    """The return is of 10 June: A's window has ended, and B's, in the second row, ends on the 20th."""
    rows = """
        A  2023-05-01  -  yes  no  1  0
        B  2023-06-20  -  yes  no  1  0
    """
    given_rows = given("Constabulary", "2024-06-10", "2024/25 Q1", follow_up=HEADING + rows.strip())
    governed = govern(accepted([given_rows], Settings()), Settings())
    assert governed is not None
    evidence = compute_measures(governed, Settings()).evidence["follow-up", "quarter"].frame
    assert evidence[["state", "row"]].drop_duplicates().to_numpy().tolist() == [[COUNTED, 0], [OPEN, 1]]


def test_an_answer_that_cannot_be_read_is_not_a_blank_one():
    """Whether B was traced is blank, and it is answered whether B reoffended: traced. C's cannot be read: nobody knows, and
    C is left out, as is D, whose answer cannot be read; of E the harm before, which leaves E in reoffending only."""
    rows = """
        A  2023-05-01  -  yes  no  5   4
        B  2023-05-01  -  -    no  5   4
        C  2023-05-01  -  ??   no  5   4
        D  2023-05-01  -  yes  ??  5   4
        E  2023-05-01  -  yes  no  ??  4
    """
    assert numbers(of(REOFFENDING, rows), "numerator", "denominator", "left_out") == (3, 3, 2)
    assert numbers(of(HARM, rows), "numerator", "denominator", "left_out") == (3, 3, 2)


def test_a_score_on_one_side_only_is_not_completed_from_the_list():
    """By the list A, B and C had 5 before and nothing after. Of A neither score is given, and the list tells; of B the one
    before, of C the one after, and nobody knows the other. D's, given, stand, whatever the list says."""
    rows = """
        A  2023-05-01  -  yes  no  -  -
        B  2023-05-01  -  yes  no  5  -
        C  2023-05-01  -  yes  no  -  4
        D  2023-05-01  -  yes  no  5  6
        E  2023-05-01  -  yes  no  ??  -
    """
    offences = "person_ref  offence_date  chi\n" + "".join(f"{who}  2023-04-01  5\n" for who in "ABCDE")
    assert numbers(of(HARM, rows, offences=offences)) == (1, 2, 0, 3)
    # Nor is an answer that is given: B is on the list as one who offended, and the Constabulary says no.
    again = offences + "B  2023-06-01  1\nA  2023-06-01  1\n"
    blank = rows.replace("A  2023-05-01  -  yes  no", "A  2023-05-01  -  yes  -")
    assert numbers(of(REOFFENDING, blank, offences=again), "numerator", "denominator") == (4, 5)
