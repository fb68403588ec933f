"""A&E Navigators, No Limits: the pain scale, and referrals to social prescribing."""

from ieo_metrics.framework.layouts.column_specs_and_common_headings import (
    FIRST_DATES,
    LATEST_DATES,
    NOW,
    PERSON,
    READING_DATES,
    ColumnSpec,
    Layout,
    date_headings,
    date_slot,
    one_record_a_row,
)

_PAIN = (
    "pain score", "pain scale", "pain scale score", "pain rating", "pain level", "pain reading", "mental health pain score", "mental health pain scale",
    "mental health pain scale score", "mh pain score", "mh pain scale", "mh pain scale score",
)  # fmt: skip
# Beside "score" alone only what says first or latest beyond doubt: "pre" and "post", "before" and "after" are
# other scales' too.
_FIRST_PAIN = (
    "first",
    "1st",
    "initial",
    "baseline",
    "start",
    "starting",
    "entry",
    "pre",
    "before",
    "at first",
    "at start",
)
_LATEST_PAIN = (
    "latest",
    "last",
    "current",
    "most recent",
    "review",
    "final",
    "post",
    "after",
    "exit",
    "end",
    "at review",
    "at end",
    "latest review",
    *NOW,
)

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "pain_readings",
        "wide",
        (
            PERSON,
            date_slot("first_date", "First date", *FIRST_DATES, *date_headings("first pain score", "initial pain score", "first pain scale", "initial pain scale"), reading="first"),
            ColumnSpec(
                "first_score",
                "score",
                "First score",
                (
                    "1st score", "Initial score", "Baseline score", "Start score", "Starting score", "Score at first", "Score at start", "First reading",
                    "Initial reading", "Baseline reading",
                ),
                "to recognise",
                (_PAIN, _FIRST_PAIN),
                "first",
            ),
            date_slot("latest_date", "Latest date", *LATEST_DATES, *date_headings("latest pain score", "last pain score", "latest pain scale", "last pain scale"), reading="latest"),
            ColumnSpec(
                "latest_score",
                "score",
                "Latest score",
                (
                    "Last score", "Current score", "Most recent score", "Review score", "Latest review score", "Final score", "Score at review",
                    "Latest reading", "Last reading", "Most recent reading", "Score now", "Score today", "Score at present", "Score this time",
                ),
                "to recognise",
                (_PAIN, _LATEST_PAIN),
                "latest",
            ),
        ),
        (
            {"person_ref": "person_ref", "date": "first_date", "score": "first_score"},
            {"person_ref": "person_ref", "date": "latest_date", "score": "latest_score"},
        ),
        "Pain scale",
    ),
    Layout(
        "pain_readings",
        "long",
        (
            PERSON,
            date_slot("date", "Date", *READING_DATES, *date_headings("pain score", "pain scale", "pain reading"), "Pain scale completed"),
            ColumnSpec("score", "score", "Score", _PAIN, "to recognise"),
        ),
        ({"person_ref": "person_ref", "date": "date", "score": "score"},),
    ),
    Layout(
        "social_prescribing",
        "one row per referral",
        social := (
            PERSON,
            ColumnSpec(
                "started",
                "started",
                "Started",
                (
                    "Started on", "Start date", "Start dt", "Date started", "Date of start", "Support start", "Support start date", "Support started",
                    "Date support started", "Referral date", "Referral dt", "Date of referral", "Dt of referral", "D/o referral", "Referred on",
                    "Date referred", "Referred date", "Referral made", "Date referral made", "Referral received", "Referral received date",
                    "Date referral received", "Date of referral to social prescribing", "Date referred to social prescribing", "Social prescribing start",
                    "Social prescribing start date", "Social prescribing started", "Date social prescribing started", "Social prescribing referral date",
                    "SP start", "SP start date", "SP started", "SP referral date",
                ),
                "to recognise",
            ),
            ColumnSpec(
                "ended",
                "ended",
                "Ended",
                (
                    "Ended on", "End date", "End dt", "Date ended", "Date of end", "Support end", "Support end date", "Support ended", "Date support ended",
                    "End of support", "Finished", "Finish date", "Date finished", "Closed", "Closed on", "Date closed", "Closure date", "Date of closure",
                    "Case closed", "Case closed date", "Case closure date", "Date case closed", "Referral closed", "Date referral closed",
                    "Referral end date", "Exit date", "Date of exit", "Social prescribing end", "Social prescribing end date", "Social prescribing ended",
                    "Date social prescribing ended", "SP end", "SP end date", "SP ended",
                ),
                "to count",
            ),
            ColumnSpec(
                "status",
                "status",
                "Status",
                (
                    "Referral status", "Status of referral", "Referral outcome", "Outcome of referral", "Engagement", "Engagement status",
                    "Status of engagement", "Engagement outcome", "Current status", "Social prescribing status", "Social prescribing engagement",
                    "Social prescribing outcome", "SP status", "SP engagement", "SP outcome", "Engaged referred declined", "Engaged referred or declined",
                    "Status engaged referred declined", "Status engaged referred or declined",
                ),
                "to recognise",
            ),
        ),
        one_record_a_row(*social),
        "Social prescribing",
    ),
)  # fmt: skip
