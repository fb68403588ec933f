"""RESET, Society of St James: the periods of support, and the Outcomes Star in the shapes in which it
arrives."""

from ieo_metrics.framework.layouts.column_specs_and_common_headings import (
    FIRST,
    FIRST_DATES,
    LATEST,
    LATEST_DATES,
    PERSON,
    READING_DATES,
    SUPPORT_STARTED,
    ColumnSpec,
    Layout,
    date_headings,
    date_slot,
    one_record_a_row,
)
from ieo_metrics.framework.words.code_lists import STAR_AREAS, normalised

_SUPPORT = (
    PERSON,
    ColumnSpec("started", "started", "Support started", SUPPORT_STARTED, "to recognise"),
    ColumnSpec(
        "ended",
        "ended",
        "Support ended",
        (
            "Ended", "Ended on", "End date", "End dt", "Support end", "Support end date", "Support end dt", "Support ended on", "Support finished",
            "Ended support", "End of support", "End date of support", "Date support ended", "Date support finished", "Date of support end",
            "Date of end of support", "Date ended", "Date ended support", "Date of end", "Dt ended", "Finished", "Finish date", "Date finished", "Closed",
            "Closed on", "Date closed", "Closure date", "Date of closure", "Case closed", "Case closed date", "Case closure date", "Date case closed",
            "Exit date", "Date of exit", "Exited", "Date exited", "Leaving date", "Date left", "Programme end", "Programme end date", "Programme ended",
            "Intervention end", "Intervention end date", "Intervention ended", "RESET end", "RESET end date", "RESET ended", "Date ended RESET",
        ),
        "to count",
    ),
    ColumnSpec(
        "setting",
        "setting",
        "Setting",
        (
            "Support setting", "Setting of support", "Community or custody", "Custody or community", "Community custody", "Custody community",
            "In community or custody", "In the community or custody", "In custody or community", "In custody or the community", "Where supported",
            "Setting community or custody", "Setting custody or community", "Setting community custody", "Setting custody community",
        ),
        "to recognise",
    ),
    ColumnSpec(
        "district",
        "district",
        "District",
        (
            "Area", "LA", "LA area", "LAD", "LA district", "Local authority", "Local authority area", "Local authority district", "Local authority of residence",
            "Council", "Council area", "District council", "District or borough", "Borough or district", "District borough", "Borough district", "Borough",
            "District or unitary", "District of residence", "Area of residence", "Home district", "Home area", "Home LA", "Home local authority",
        ),
    ),
    ColumnSpec(
        "age_band",
        "age_band",
        "Age band",
        ("Ageband", "Age bands", "Age group", "Age range", "Age bracket", "Age category", "Age band at start", "Age group at start"),
    ),
    ColumnSpec("gender", "gender", "Gender", ("Sex", "Gender identity", "Gender or sex", "Sex or gender", "Gender sex", "Sex gender", "Gender M F", "M F")),
    ColumnSpec(
        "ethnicity",
        "ethnicity",
        "Ethnicity",
        (
            "Ethnic group", "Ethnic origin", "Ethnic background", "Ethnic category", "Ethnicity group", "Ethnicity category", "Self-defined ethnicity",
            "Self-declared ethnicity", "Self-identified ethnicity", "Ethnicity self-defined", "Census ethnic group",
        ),
    ),
)  # fmt: skip

_FIRST_STARS = ("first star", "1st star", "initial star", "baseline star", "star 1")
_LATEST_STARS = (
    "latest star", "last star", "current star", "most recent star", "review star", "star review", "latest star review", "final star", "exit star",
    "second star", "2nd star", "star 2", "third star", "3rd star", "star 3",
)  # fmt: skip
_FIRST_STAR_DATES = (
    *FIRST_DATES,
    "First star",
    *date_headings(*_FIRST_STARS),
    *(f"{star} completed" for star in _FIRST_STARS),
)
_LATEST_STAR_DATES = (
    *LATEST_DATES,
    "Latest star",
    *date_headings(*_LATEST_STARS),
    *(f"{star} completed" for star in _LATEST_STARS),
)


def _areas(ends: tuple[str, ...], prefix: str) -> tuple[ColumnSpec, ...]:
    """A slot for each star area; in wide sheets for its first or its latest score, whichever side the word
    stands on."""
    return tuple(
        ColumnSpec(
            f"{prefix}{area}",
            "score",
            f"{area.capitalize()} - {ends[0]}",
            (),
            "one of",
            ((normalised(area), *others), ends),
            ends[0],
        )
        if ends
        else ColumnSpec(
            f"{prefix}{area}",
            "score",
            area.capitalize(),
            others,
            "one of",
            ((normalised(area), *others), ("score",)),
        )
        for area, others in STAR_AREAS.items()
    )


_FIRST_AREAS, _LATEST_AREAS, _AREAS = _areas(FIRST, "first: "), _areas(LATEST, "latest: "), _areas((), "")
_READING_DATE = date_slot(
    "date",
    "Date",
    *READING_DATES,
    *date_headings("star", "star reading", "star review", "star score", "outcomes star", "outcome star"),
    "Star completed",
    "Star completed on",
    "Date star completed",
    "Star completion date",
    "Date of star completion",
)
_FIRST_DATE = date_slot("first_date", "First star date", *_FIRST_STAR_DATES, reading="first")
_LATEST_DATE = date_slot("latest_date", "Latest star date", *_LATEST_STAR_DATES, reading="latest")

LAYOUTS: tuple[Layout, ...] = (
    Layout("support", "one row per period", _SUPPORT, one_record_a_row(*_SUPPORT), "Support"),
    Layout(
        "star_readings",
        "wide",
        (PERSON, _FIRST_DATE, _LATEST_DATE, *(slot for pair in zip(_FIRST_AREAS, _LATEST_AREAS, strict=True) for slot in pair)),
        tuple(
            {"person_ref": "person_ref", "date": f"{end}_date", "area": f"={area}", "score": f"{end}: {area}"}
            for area in STAR_AREAS
            for end in ("first", "latest")
        ),
        "Outcomes Star",
    ),
    Layout(
        "star_readings",
        "one row per star",
        (PERSON, _READING_DATE, *_AREAS),
        tuple({"person_ref": "person_ref", "date": "date", "area": f"={area}", "score": area} for area in STAR_AREAS),
    ),
    Layout(
        "star_readings",
        "long",
        (
            PERSON,
            _READING_DATE,
            ColumnSpec(
                "area",
                "area",
                "Area",
                (
                    "Star area", "Area of star", "Area of the star", "Star domain", "Star section", "Star scale", "Star outcome", "Star outcome area",
                    "Outcomes Star area", "Outcome Star area", "Outcomes Star scale", "Outcome area", "Outcome", "Outcome domain", "Domain", "Dimension",
                    "Section", "Scale", "Scale name", "Area name", "Life area", "Area of life",
                ),
                "to recognise",
            ),
            ColumnSpec(
                "score",
                "score",
                "Score",
                ("Star score", "Star rating", "Star reading", "Reading", "Outcome score", "Area score", "Scale score", "Score out of 10", "Score 1 to 10"),
                "to recognise",
            ),
        ),
        ({"person_ref": "person_ref", "date": "date", "area": "area", "score": "score"},),
    ),
)  # fmt: skip
