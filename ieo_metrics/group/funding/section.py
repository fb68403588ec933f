"""Funding in the pack and the meeting: what is funded until when, what runs out of funding in the four
quarters that follow, and the rounds to come."""

from collections.abc import Sequence

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label, last_day
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.funding.grants import Grant, agreed_for, all_programmes, funded_stretches, grants_of
from ieo_metrics.group.funding.rounds import Round, rounds_of
from ieo_metrics.group.funding.run_outs import (
    RunOut,
    measures_of,
    quarters_ahead,
    run_out_of,
    unfunded_on,
)
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.sections.section import Section, SectionTable

NAME, TITLE = "funding", "Funding"
NEXT = 4  # quarters of which it is said what runs out
NOBODY_SAID = "not said"


def funding_section(record: GroupRecord) -> Section | None:
    """The section, None where neither a grant nor a round is entered. It names days to come as they were
    typed, and no quarter after its own."""
    grants, rounds = grants_of(record.rows["grants"]), rounds_of(record.rows["rounds"])
    if not grants and not rounds:
        return None
    programmes = all_programmes(record.rows)
    to_come = [one for one in rounds if one.is_to_come]
    tables = [_funded_until(grants, rounds, programmes, record.quarter)]
    if to_come:
        tables.append(_rounds_to_come(to_come))
    return Section(
        NAME,
        TITLE,
        _finding(falling_out(grants, record.quarter), record.quarter),
        tuple(_said(grants, programmes, record.quarter)),
        tuple(tables),
        _source(record),
    )


def falling_out(grants: Sequence[Grant], quarter: Quarter, many: int = NEXT) -> list[RunOut]:
    """The grants that end in the quarters that follow one, and after which their programme has none."""
    ahead = quarters_ahead(grants, quarter, many=many)
    return [run_out for one in ahead for run_out in one.run_outs if run_out.falls_out]


def programmes_in_words(run_outs: Sequence[RunOut]) -> str:
    """`RESET and TIPS run out of funding`, `Choices has a gap in its funding`; of none, that none does."""
    out, gaps = (
        list(dict.fromkeys(one.grant.programme for one in run_outs if (one.again is not None) == again))
        for again in (False, True)
    )
    said = [
        f"{list_in_words(out)} {'runs' if len(out) == 1 else 'run'} out of funding" if out else "",
        f"{list_in_words(gaps)} {'has a gap in its' if len(gaps) == 1 else 'have gaps in their'} funding"
        if gaps
        else "",
    ]
    return ", and ".join(filter(None, said)) or "no programme that has a grant runs out of funding"


def _finding(out: Sequence[RunOut], quarter: Quarter) -> str:
    return f"In the year after {label(quarter)}, {programmes_in_words(out)}."


def _said(grants: Sequence[Grant], programmes: Sequence[str], quarter: Quarter) -> list[str]:
    said = [_run_out_says(run_out) for run_out in falling_out(grants, quarter)]
    end = last_day(quarter)
    if without := unfunded_on(grants, programmes, end):
        each = [f"{one.programme} ({one.why})" for one in without]
        said.append(f"Without a grant in force on {day_in_words(end)}: {'; '.join(each)}.")
    return [" ".join(said)] if said else []


def _run_out_says(run_out: RunOut) -> str:
    grant, many = run_out.grant, len(run_out.measures)
    rest = f"{plural(many, 'measure')} {'rests' if many == 1 else 'rest'}" if many else "no measure rests"
    return (
        f"{grant.programme}: £{grant.amount:,} from {grant.funder} ends on {day_in_words(grant.last)}; "
        f"{rest} on the programme."
    )


def _funded_until(
    grants: Sequence[Grant], rounds: Sequence[Round], programmes: Sequence[str], quarter: Quarter
) -> SectionTable:
    end = last_day(quarter)
    rows = []
    for programme in programmes:
        own = agreed_for(grants, programme)
        refs = ", ".join(measure.ref for measure in measures_of(programme)) or "none"
        stretch = next((one for one in funded_stretches(own) if one.first <= end <= one.last), None)
        if stretch is None:
            (without,) = unfunded_on(grants, [programme], end)
            why = without.why[0].upper() + without.why[1:]  # names and months keep their capitals
            rows.append((programme, "not funded", "none", f"{why}.", refs))
            continue
        funders = dict.fromkeys(grant.funder for grant in own if grant.days_within(end, stretch.last))
        last = next(grant for grant in own if grant.last == stretch.last)
        after = run_out_of(last, grants, rounds)
        rows.append(
            (
                programme,
                day_in_words(stretch.last),
                list_in_words(list(funders)),
                " ".join([after.after_says, *after.hopes]),
                refs,
            )
        )
    return SectionTable(
        f"What is funded until when, as of {day_in_words(end)}",
        ("Programme", "Funded until", "By", "After it", "Measures that rest on it"),
        tuple(rows),
    )


def _rounds_to_come(rounds: Sequence[Round]) -> SectionTable:
    return SectionTable(
        "Funding rounds to come",
        ("Round", "Funder", "Status", "Closes", "Could pay for", "Leads the bid"),
        tuple(
            (
                one.name,
                one.funder,
                one.state,
                day_in_words(one.closes),
                list_in_words(one.programmes) or NOBODY_SAID,
                one.lead or NOBODY_SAID,
            )
            for one in rounds
        ),
    )


def _source(record: GroupRecord) -> str:
    last = max(row.at for name in ("grants", "rounds") for row in record.rows[name])
    return (
        "The group's registers of funding and of rounds, last changed on "
        f"{day_in_words(day_in_london(last))}. What was applied for is not agreed."
    )
