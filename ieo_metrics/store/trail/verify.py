"""Whether everything stored is as it was saved: the audit trail link by link, and every return, row, issue
and record against its seal."""

from collections.abc import Iterator

import sqlalchemy as sa

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.schema import ISSUES, RESULTS, STORE, VERSIONS
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issues
from ieo_metrics.store.issues.results_cache import find_results
from ieo_metrics.store.returns import retention
from ieo_metrics.store.returns.stored_returns import rows_of, stored_returns
from ieo_metrics.store.trail import audit_trail, audited_named_values, seals


def integrity_faults(store: Store, anchor: str = "") -> Iterator[str]:
    """What is wrong, the first broken link of the audit trail first; nothing where all is intact. `anchor`: a
    head of the trail that was printed on an export; the one that was last written down here is looked for as
    well."""
    if store.key is None:
        yield store.why_no_key.rstrip(".")
    with store.reading() as connection:
        trail = audit_trail.trail_entries(connection)
        for known in dict.fromkeys([anchor, store.anchor()]):
            found = list(audit_trail.trail_faults(trail, known))
            yield from found
            if found:
                break
        told = _keys_told(trail)
        if told and connection.execute(sa.select(STORE.c.key_id)).scalar() not in told:
            yield "the key that it names is not the one that it was made with"
        digests = _digests(trail)
        yield from audited_named_values.remembered_changes(connection, trail)
        if store.key is not None:
            yield from seals.changed_since(connection, store.key, trail)
        try:
            returns = stored_returns(connection)
            for stored_return in returns:
                try:
                    rows_of(connection, [stored_return])
                except Damaged as damage:
                    yield str(damage)
            for stored_return in returns:
                if stored_return.digest != digests.get(("return", stored_return.seq)):
                    named = f"return {stored_return.seq} ({stored_return.title})"
                    yield f"{named} is not as the audit trail says it was accepted"
            if missing := sorted(
                {seq for kind, seq in digests if kind == "return"}
                - {stored_return.seq for stored_return in returns}
            ):  # type: ignore[type-var]
                yield f"return {missing[0]}, which the audit trail says was accepted, is gone"
            elif {
                (row.programme, row.provider, label(row.quarter), row.version, row.seq)
                for row in connection.execute(sa.select(VERSIONS))
            } != _versions_told(trail):
                yield "which return is which version of a quarter is not as the audit trail says"
        except Damaged as damage:
            yield str(damage)
        try:
            issues.all_issues(connection, anew=True)
            sealed = {value for (kind, _), value in digests.items() if kind == "issue"}
            if set(connection.execute(sa.select(ISSUES.c.digest)).scalars()) != sealed:
                yield "the issues that are stored are not those of the audit trail"
            retention.latest_reduction(connection)
            if retention.reduction_digests(connection) != [
                about["digest"]
                for action, about in audit_trail.intact_entries(trail)
                if action == retention.ACTION
            ]:
                yield "the measures of reduced quarters that are stored are not those of the audit trail"
            for made_of in connection.execute(sa.select(RESULTS.c.made_of)).scalars().all():
                find_results(connection, made_of)
        except Damaged as damage:
            yield str(damage)


def _keys_told(trail: list[audit_trail.Entry]) -> set[str]:
    """The key with which the store was made, as the audit trail says. Who names another in its place has the
    seals that only the key can tell passed over."""
    made = (about for action, about in audit_trail.intact_entries(trail) if action == "made the store")
    return {about["key"] for about in made if "key" in about}


Version = tuple[str, str, str, int, int]  # programme, provider, quarter, version, return


def _versions_told(trail: list[audit_trail.Entry]) -> set[Version]:
    """The versions of each quarter, as the audit trail says."""
    return {
        (about["programme"], about["provider"], quarter, n, about["return"])
        for action, about in audit_trail.intact_entries(trail)
        if action == "accepted a return"
        for quarter, n in about["versions"].items()
    }


def _digests(trail: list[audit_trail.Entry]) -> dict[tuple[str, object], str]:
    """The latest seal of each return and issue in the audit trail."""
    out: dict[tuple[str, object], str] = {}
    for action, about in audit_trail.intact_entries(trail):
        if action == "accepted a return":
            out["return", about["return"]] = about["digest"]
        elif action == "issued a quarter":
            out["issue", f"{about['quarter']} {about['issue']}"] = about["digest"]
        elif action == "reduced old quarters to aggregates":
            out |= {("return", int(seq)): digest for seq, digest in about.get("returns", {}).items()}
    return out
