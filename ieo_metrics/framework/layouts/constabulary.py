"""RESET, the Constabulary: the follow-up of each person, and the offences."""

from ieo_metrics.framework.layouts.column_specs_and_common_headings import (
    PERSON,
    SUPPORT_STARTED,
    YES_OR_NO,
    ColumnSpec,
    Layout,
    one_record_a_row,
)

# The score of a period: "CHI pre", "CCHI score 12m before", "Harm score in the 12 months after".
_HARM = (
    "chi", "chi score", "cchi", "cchi score", "harm", "harm score", "crime harm", "crime harm score", "crime harm index", "crime harm index score",
    "cambridge crime harm index",
)  # fmt: skip
_BEFORE = (
    "before", "pre", "before support", "pre support", "before reset", "baseline", "12m before", "12m pre", "12 months before", "12 months pre",
    "12 month pre", "in 12 months before", "in the 12 months before", "year before",
)  # fmt: skip
_AFTER = (
    "after", "post", "after support", "post support", "after reset", "follow up", "at follow up", "12m after", "12m post", "12 months after",
    "12 months post", "12 month post", "in 12 months after", "in the 12 months after", "year after",
)  # fmt: skip

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "follow_up",
        "one row per person",
        follow_up := (
            PERSON,
            ColumnSpec("started", "started", "Support started", SUPPORT_STARTED, "to count"),
            ColumnSpec(
                "window_end",
                "window_end",
                "Follow-up ends",
                (
                    "Follow-up end", "Follow-up ended", "Follow-up ends on", "Follow-up end date", "Follow-up end dt", "Date follow-up ends",
                    "Date follow-up ended", "Date of end of follow-up", "End of follow-up", "End date of follow-up", "End of follow-up period",
                    "End of follow-up window", "Follow-up period end", "Follow-up period ends", "Follow-up period ended", "Follow-up period end date",
                    "Follow-up window end", "Follow-up window ends", "Follow-up window end date", "Follow-up until", "Followed up until", "Followed up to",
                    "Window end", "Window ends", "Window ended", "Window end date", "Window closes", "End of window", "Followup end", "Followup ends",
                    "Followup end date", "End of followup", "FU end", "FU ends", "FU end date", "F/U end", "F/U ends", "F/U end date",
                    "Tracking end date", "Tracking ends", "Tracking period ends", "End of tracking period",
                    *(
                        way.format(months)
                        for months in ("12 month", "12 months", "12m", "6 month", "3 month")
                        for way in (
                            "{} follow-up ends", "{} follow-up end", "{} follow-up ended", "{} follow-up end date", "{} follow-up period ends",
                            "{} window ends", "{} window end", "{} window end date", "End of {} follow-up", "End of {} window", "End of {} period",
                        )
                    ),
                ),
                "one of",
            ),
            ColumnSpec(
                "traced",
                "traced",
                "Traced",
                tuple(
                    way.format(what)
                    for what in (
                        "Traced", "Person traced", "YP traced", "Young person traced", "Traced on RMS", "Traced on PNC", "Traced on Niche",
                        "Traced on police systems", "Traced on police records", "Found on RMS", "Found on PNC", "Found on Niche", "Found on police systems",
                        "Found on police records", "Identified on police systems", "Matched to police records", "Matched on police systems",
                        "Matched on RMS", "Matched on PNC",
                    )
                    for way in YES_OR_NO
                ),
                "one of",
                unless="reoffended",
            ),
            ColumnSpec(
                "reoffended",
                "reoffended",
                "Reoffended",
                tuple(
                    way.format(what)
                    for again in ("reoffend", "re-offend")
                    for what in (
                        f"{again}ed", f"{again}ing", f"Has {again}ed", f"Any {again}ing", f"YP {again}ed", f"Young person {again}ed", f"Has YP {again}ed",
                        f"Has young person {again}ed", f"Has the young person {again}ed", f"Did YP {again}", f"Did the young person {again}",
                        f"Did they {again}", f"Has {again}ed since start", f"{again}ed since start", f"{again}ed since support started",
                        f"{again}ed since start of support", f"{again}ed after support started", f"{again}ed in follow-up", f"{again}ed during follow-up",
                        f"{again}ed in follow-up period", f"{again}ed during follow-up period", f"{again}ed in window", f"{again}ed in 12 months",
                        f"{again}ed within 12 months", f"{again}ed within 12m", f"{again}ed in 12m",
                    )
                    for way in YES_OR_NO
                ),
                "one of",
                unless="offences",
            ),
            ColumnSpec("chi_before", "chi_before", "CHI before", (), "one of", (_HARM, _BEFORE), "first", "offences"),
            ColumnSpec("chi_after", "chi_after", "CHI after", (), "one of", (_HARM, _AFTER), "latest", "offences"),
            ColumnSpec("arrested", "arrested", "Arrest date", ("Date of arrest", "Dt of arrest", "D/o arrest", "Date arrested", "Arrested", "Arrested on")),
        ),
        one_record_a_row(*follow_up),
        "Follow-up",
    ),
    Layout(
        "offences",
        "one row per offence",
        offences := (
            PERSON,
            ColumnSpec(
                "offence_date",
                "offence_date",
                "Offence date",
                (
                    "Offence dt", "Date of offence", "Dt of offence", "D/o offence", "Committed on", "Committed date", "Date committed",
                    "Offence committed date", "Offence committed on", "Offence date committed", "Date offence committed", "Date offence was committed",
                    "Date of commission", "Date of offence committed",
                ),
                "to recognise",
            ),
            ColumnSpec(
                "ho_code",
                "ho_code",
                "HO code",
                (
                    "HO offence code", "HO crime code", "HO class", "HO class code", "HO classification", "HO classification code", "HO code number",
                    "Home Office code", "Home Office offence code", "Home Office crime code", "Home Office class", "Home Office class code",
                    "Home Office classification", "Home Office classification code", "Home Office Counting Rules code", "HOCR code", "HOCR classification",
                    "HO counting rules code", "Offence code", "Offence HO code",
                ),
                "one of",
            ),
            ColumnSpec(
                "offence",
                "offence",
                "Offence",
                (
                    "Offence title", "Title of offence", "Offence name", "Name of offence", "Offence description", "Description of offence", "Offence type",
                    "Type of offence", "HO offence", "HO offence title", "HO offence description", "HO description", "Home Office offence",
                    "Home Office offence title", "Home Office offence description", "Home Office description", "CHI offence", "CCHI offence",
                ),
                "one of",
            ),
            ColumnSpec(
                "chi",
                "chi",
                "CHI",
                (
                    "CHI value", "CHI score", "CHI days", "CHI weight", "CHI weighting", "CCHI", "CCHI value", "CCHI score", "CCHI days", "CCHI weight",
                    "CCHI weighting", "Crime Harm Index", "Crime Harm Index value", "Crime Harm Index score", "Crime harm score", "Crime harm value",
                    "Harm score", "Harm value", "Harm index", "Cambridge CHI", "Cambridge Crime Harm Index", "Cambridge Crime Harm Index value",
                    "Cambridge Crime Harm Index score",
                ),
                "one of",
            ),
        ),
        one_record_a_row(*offences),
        "Offences",
    ),
)  # fmt: skip
