"""The partners as one looks at them: each authority of the Serious Violence Duty with the agencies that are
part of it, in the order of the terms of reference, then the agencies that are none."""

from dataclasses import dataclass

from ieo_metrics.framework.terms_of_reference import (
    AGENCIES,
    NEITHER,
    RELEVANT,
    RELEVANT_AUTHORITIES,
    SPECIFIED,
    SPECIFIED_AUTHORITIES,
    Agency,
)


@dataclass(frozen=True)
class Authority:
    """`duty`: under which list of the duty it stands; `agencies`: that are it, or part of it."""

    name: str
    duty: str
    agencies: tuple[Agency, ...]

    @property
    def agency_names(self) -> tuple[str, ...]:
        return tuple(agency.name for agency in self.agencies)

    @property
    def hosts(self) -> bool:
        """Whether it takes its turn in hosting the meetings that are held in person."""
        return self.duty == SPECIFIED


def _of(name: str, duty: str) -> Authority:
    return Authority(name, duty, tuple(agency for agency in AGENCIES if agency.authority == name))


AUTHORITIES: tuple[Authority, ...] = (
    *(_of(name, SPECIFIED) for name in SPECIFIED_AUTHORITIES),
    *(_of(name, RELEVANT) for name in RELEVANT_AUTHORITIES),
    *(Authority(agency.name, NEITHER, (agency,)) for agency in AGENCIES if agency.duty == NEITHER),
)
AUTHORITY: dict[str, Authority] = {authority.name: authority for authority in AUTHORITIES}
