"""The rival: the 19 measures in polars, lazy, from plain frames. One return a provider, that covers all of
the quarters.

Written as somebody would who knows polars and the rules: quarters and windows as expressions, one plan for
each kind of measure, all plans collected together. It gives value, numerator and denominator; no intervals,
reasons or evidence.
"""

import datetime as dt

import polars as pl

STAR = {
    "meaningful use of time": ("5.1.1.a", "5.1.1.b"),
    "emotional and mental health": ("5.1.2.a", "5.1.2.b"),
    "social networks and relationships": ("5.1.4.a", "5.1.4.b"),
    "offending": ("5.2.2.b", "5.2.2.c"),
}
PAIN = ("5.1.2.c", "5.1.2.d")
POLICE = {"one-to-one reflective practice": "5.3.1.a", "trauma informed training": "5.3.1.b"}


def _quarter(day: str) -> pl.Expr:
    return (pl.col(day).dt.year().cast(pl.Int32) * 12 + pl.col(day).dt.month() - 4) // 3


def _changes(readings: pl.LazyFrame, by: list[str], better: int) -> pl.LazyFrame:
    """Per `by` without the person, and quarter: sum of changes, pairs, and those that are better."""
    readings = (
        readings.drop_nulls(["person_ref", "date", "score"])
        .with_columns(_quarter("date").alias("period"))
        .sort("date", maintain_order=True)
    )
    first = readings.group_by(by).agg(
        pl.col("score").filter(pl.col("date") == pl.col("date").first()).last().alias("first"),
        pl.col("date").first().alias("begun"),
    )
    latest = readings.group_by([*by, "period"]).agg(pl.col("score", "date").last())
    change = pl.col("score") - pl.col("first")
    return (
        latest.join(first, on=by)
        .filter(pl.col("date") > pl.col("begun"))
        .group_by([*by[1:], "period"])
        .agg(change.sum().alias("total"), pl.len().alias("pairs"), (change * better > 0).sum().alias("good"))
    )


def _two(changes: pl.LazyFrame, mean: str, share: str) -> list[pl.LazyFrame]:
    return [changes.select(pl.lit(mean).alias("ref"), "period", numerator="total", denominator="pairs"),
            changes.select(pl.lit(share).alias("ref"), "period", numerator="good", denominator="pairs")]  # fmt: skip


def _people(periods: pl.LazyFrame, ref: str, counts: pl.Expr, first: int, last: int) -> pl.LazyFrame:
    begin = pl.max_horizontal(_quarter("started"), pl.lit(first))
    end = pl.min_horizontal(
        pl.when(pl.col("ended").is_null()).then(pl.lit(last)).otherwise(_quarter("ended")), pl.lit(last)
    )
    return (
        periods.filter(
            counts & pl.col("started").is_not_null() & ~(pl.col("ended") < pl.col("started")).fill_null(False)
        )
        .select("person_ref", period=pl.int_ranges(begin, pl.max_horizontal(begin, end + 1)))
        .explode("period")
        .drop_nulls("period")
        .group_by("period")
        .agg(pl.col("person_ref").n_unique().alias("numerator"))
        .select(
            pl.lit(ref).alias("ref"), "period", "numerator", pl.lit(None, dtype=pl.Int64).alias("denominator")
        )
    )


def _follow_up(frame: pl.LazyFrame, made: dt.date) -> list[pl.LazyFrame]:
    ends = pl.coalesce("window_end", pl.col("started").dt.offset_by("12mo"))
    traced = (
        pl.when(pl.col("traced").is_null() & pl.col("reoffended").is_not_null())
        .then(True)
        .otherwise(pl.col("traced"))
    )
    facts = ["started", "window_end", "traced", "reoffended", "chi_before", "chi_after"]
    people = (
        frame.with_columns(ends.alias("ends"), traced.alias("traced"))
        .filter(pl.col("ends").is_not_null() & (pl.col("ends") <= made))
        .with_columns(_quarter("ends").alias("period"))
        .unique(["person_ref", "period", "ends", *facts])
        .group_by("person_ref", "period")
        .agg(pl.len().alias("rows"), pl.col("ends", *facts).first())
        .filter(
            (pl.col("rows") == 1) & pl.col("traced") & ~(pl.col("ends") < pl.col("started")).fill_null(False)
        )
    )
    reoffence = (
        people.filter(pl.col("reoffended").is_not_null())
        .group_by("period")
        .agg((~pl.col("reoffended")).sum().alias("numerator"), pl.len().alias("denominator"))
    )
    both = people.filter(
        pl.col("chi_before").is_not_null() & pl.col("chi_after").is_not_null() & (pl.col("chi_before") > 0)
    )
    harm = both.group_by("period").agg(
        (pl.col("chi_after") < pl.col("chi_before")).sum().alias("numerator"), pl.len().alias("denominator")
    )
    return [
        one.select(pl.lit(ref).alias("ref"), "period", "numerator", "denominator")
        for ref, one in (("5.2.1.a", reoffence), ("5.2.2.a", harm))
    ]


def _sessions(sessions: pl.LazyFrame, schools: pl.LazyFrame) -> list[pl.LazyFrame]:
    """Young people and staff: one cohort of one school once a quarter, at its largest; rows without a cohort
    are added up."""
    held = sessions.with_row_index("row").filter(
        (pl.col("status").is_null() | (pl.col("status") == "delivered")) & pl.col("date").is_not_null()
    )
    held = held.with_columns(
        pl.col("urn", "school", "cohort").cast(pl.String).str.to_lowercase(), _quarter("date").alias("period")
    )
    # A session without a URN takes that of its school's name, if the name goes with exactly one.
    known = (
        sessions.filter(pl.col("urn").is_not_null())
        .select(pl.col("school", "urn").cast(pl.String).str.to_lowercase())
        .unique()
    )
    alone = (
        known.group_by("school")
        .agg(pl.col("urn").first().alias("its_urn"), pl.len().alias("urns"))
        .filter(pl.col("urns") == 1)
        .select("school", "its_urn")
    )
    held = held.join(alone, on="school", how="left").with_columns(
        pl.concat_str(pl.coalesce("urn", "its_urn", "school")).alias("key")
    )
    yes = pl.col("hotspot").fill_null(False) | pl.col("priority").fill_null(False)
    says = (
        pl.when(yes)
        .then(2)
        .when(pl.col("hotspot").is_null() | pl.col("priority").is_null())
        .then(1)
        .otherwise(0)
    )
    words = (pl.col(name).cast(pl.String).str.to_lowercase() for name in ("urn", "school"))
    listed = schools.select(*words, "valid_from", "valid_to", says.alias("says"))
    in_force = ~((pl.col("valid_from") > pl.col("date")) | (pl.col("valid_to") < pl.col("date"))).fill_null(
        False
    )
    by_urn = held.filter(pl.col("urn").is_not_null()).join(
        listed.filter(pl.col("urn").is_not_null()), on="urn"
    )
    by_name = held.join(listed, on="school", suffix="_listed").filter(
        pl.col("urn").is_null() | pl.col("urn_listed").is_null()
    )
    members = (
        pl.concat([one.filter(in_force).select("row", "says") for one in (by_urn, by_name)])
        .group_by("row")
        .agg(pl.col("says").max())
    )
    held = held.join(members, on="row", how="left")
    own = (
        pl.when(pl.col("cohort").is_null())
        .then(pl.concat_str(pl.lit("row "), pl.col("row").cast(pl.String)))
        .otherwise(pl.col("cohort"))
    )
    held = held.with_columns(own.alias("own"))
    out = []
    for ref, rows, headcount in (
        ("5.1.5.a", held, "young_people_reached"),
        ("5.1.5.b", held.filter(pl.col("says") == 2), "young_people_reached"),
        ("5.1.6.a", held, "staff_engaged"),
    ):
        largest = rows.drop_nulls(headcount).group_by("period", "key", "own").agg(pl.col(headcount).max())
        sums = largest.group_by("period").agg(pl.col(headcount).sum().alias("numerator"))
        out.append(
            sums.select(
                pl.lit(ref).alias("ref"),
                "period",
                "numerator",
                pl.lit(None, dtype=pl.Int64).alias("denominator"),
            )
        )
    return out


def _police(sessions: pl.LazyFrame) -> pl.LazyFrame:
    held = sessions.filter(pl.col("status").is_null() | (pl.col("status") == "delivered")).drop_nulls(
        ["date", "type"]
    )
    sums = held.group_by(pl.col("type").cast(pl.String), _quarter("date").alias("period")).agg(
        pl.col("number").cast(pl.Float64).fill_null(1).sum().alias("numerator")
    )
    return sums.select(
        pl.col("type").replace_strict(POLICE).alias("ref"),
        "period",
        "numerator",
        pl.lit(None, dtype=pl.Int64).alias("denominator"),
    )


def measures(tables: dict[str, pl.DataFrame], first: int, last: int, made: dt.date) -> pl.DataFrame:
    """ref, period, value, numerator, denominator: a row for each measure and quarter that has a value other
    than 0."""
    lazy = {name: frame.lazy() for name, frame in tables.items()}
    star = lazy["star_readings"].filter(pl.col("area").is_in(list(STAR)))
    changes = _changes(star, ["person_ref", "area"], 1)
    kinds = [
        *(
            part
            for area, refs in STAR.items()
            for part in _two(changes.filter(pl.col("area") == area), *refs)
        ),
        *_two(_changes(lazy["pain_readings"], ["person_ref"], -1), *PAIN),
        _people(lazy["social_prescribing"], "5.1.3.a", pl.col("status") == "engaged", first, last),
        _people(lazy["support"], "5.1.3.b", pl.col("setting") == "community", first, last),
        *_sessions(lazy["school_sessions"], lazy["school_list"]),
        *_follow_up(lazy["follow_up"], made),
        _police(lazy["police_sessions"]),
    ]
    numbers = [pl.col(name).cast(pl.Float64) for name in ("numerator", "denominator")]
    found = pl.concat(
        [one.select("ref", pl.col("period").cast(pl.Int32), *numbers) for one in kinds]
    ).collect()
    value = (
        pl.when(pl.col("denominator").is_null())
        .then(pl.col("numerator"))
        .otherwise(pl.col("numerator") / pl.col("denominator"))
    )
    return (
        found.filter(pl.col("period").is_between(first, last))
        .select("ref", "period", value.alias("value"), "numerator", "denominator")
        .sort("ref", "period")
    )
