"""Why a programme cannot have an answer to a question at all: what its return is not about, or does not
list. Read from the rows of the framework; empty where it can."""

from ieo_metrics.accepting.breakdown_groups import can_be_grouped
from ieo_metrics.framework.breakdowns import Breakdown
from ieo_metrics.framework.return_types import ReturnType
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.evaluation.people_of_return import kinds_of, tables_of_people, tables_of_support


def no_people(return_type: ReturnType) -> str:
    """`TIPS counts sessions, not individual young people`."""
    if tables_of_people(return_type):
        return ""
    several = list(dict.fromkeys(kind.contributor[1] for kind in kinds_of(return_type)))
    counts = f"counts {list_in_words(several)}" if several else "has no measures"
    return f"{return_type.programme} {counts}, not individual young people"


def no_support(return_type: ReturnType) -> str:
    """Where a return does not list who was supported when."""
    if tables_of_support(return_type):
        return ""
    return no_people(return_type) or f"the return {return_type.title} lists no periods of support"


def no_readings(return_type: ReturnType) -> str:
    """Where nobody's scores are compared."""
    if any(kind.paired for kind in kinds_of(return_type)):
        return ""
    return no_people(return_type) or f"the return {return_type.title} has no first and later scores"


def no_readings_of_supported(return_type: ReturnType) -> str:
    """Where it cannot be said who of those supported has a score."""
    return no_readings(return_type) or no_support(return_type)


def no_follow_up(return_type: ReturnType) -> str:
    """Where nobody is followed up, so that nobody is traced."""
    if any(kind.follows_up for kind in kinds_of(return_type)):
        return ""
    return no_people(return_type) or f"the return {return_type.title} has no follow-up"


def not_grouped(breakdown: Breakdown, return_type: ReturnType) -> str:
    """Where neither its rows nor a young person's support say the group of a breakdown."""
    if any(can_be_grouped(breakdown, kind.table) for kind in kinds_of(return_type)):
        return ""
    return no_people(return_type) or f"the return {return_type.title} does not include {breakdown.name}"


def nothing(return_type: ReturnType) -> str:
    """Of what every programme can have."""
    return ""
