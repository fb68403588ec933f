"""What a reader finds by laying packs side by side: differences of one to threshold − 1 young people."""

from collections.abc import Sequence

import pandas as pd

from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.evidence_frame import quarters_within

KEY = ["ref", "span", "period", "area"]


def counts_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """n, numerator and the rest of every figure about people that is shown; of a mean only n."""
    own = frame[frame["ref"].map({ref: m.about_people for ref, m in MEASURE.items()}).astype(bool)]
    counts, percent = (
        own["ref"].map({ref: getattr(m.statistic, name) for ref, m in MEASURE.items()}).astype(bool)
        for name in ("counts", "percent")
    )
    n = own["value"].where(counts, own["denominator"]).where(own["value"].notna())
    out = pd.DataFrame({"n": n, "numerator": own["numerator"].where(percent & own["value"].notna())})
    return out.assign(rest=(own["denominator"] - out["numerator"]), **{k: own[k] for k in KEY}).set_index(KEY)


def differences_told(packs: Sequence[pd.DataFrame], threshold: int = 5) -> list[str]:
    """The differences from 1 to threshold − 1 between what two packs tell: of one figure, of a total and all of its
    districts but one, of two nested periods."""
    shown = [counts_shown(pack) for pack in packs]
    found = []
    for later in range(len(shown)):
        for earlier in range(later):
            moved = (shown[later] - shown[earlier].reindex(shown[later].index)).stack().rename("by")
            few = moved[(moved.abs() > 0.5) & (moved.abs() < threshold - 0.5)]
            found += [f"packs {earlier} and {later}: {key} {by:+.0f}" for key, by in few.items()]
            if not (moved.abs() > 0.5).any():
                continue
            table = moved.unstack("area")
            rest = table["all"] - table.drop(columns="all").sum(axis=1)
            districts = [name for name in table if name != "all"]
            one_hidden = table[districts].isna().sum(axis=1) == 1
            told = rest[one_hidden & table["all"].notna() & rest.abs().between(0.5, threshold - 0.5)]
            found += [f"packs {earlier} and {later}: the hidden district of {key}" for key in told.index]
            n = moved.xs("n", level=-1)
            for (ref, span, period, area), by in n.items():
                for q in quarters_within(str(span), int(period)):
                    other = n.get((ref, "quarter", q, area))
                    if other is not None and 0.5 < abs(by - other) < threshold - 0.5:
                        found.append(f"packs {earlier} and {later}: {ref} {span} {period} {area} less {q}")
    return found
