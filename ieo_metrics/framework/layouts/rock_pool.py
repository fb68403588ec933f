"""TIPS, Rock Pool: the sessions with police officers and staff."""

from dataclasses import replace

from ieo_metrics.framework.layouts.column_specs_and_common_headings import (
    SESSION_DATE,
    STATUS,
    ColumnSpec,
    Layout,
    one_record_a_row,
)

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "police_sessions",
        "one row per session",
        police := (
            replace(SESSION_DATE, headings=(*SESSION_DATE.headings, "Training date", "Date of training", "Dt of training", "D/o training")),
            ColumnSpec(
                "type",
                "type",
                "Session type",
                (
                    "Type", "Type of session", "Session", "Session category", "Category of session", "Kind of session", "Activity", "Activity type",
                    "Type of activity", "Input type", "Type of input", "1-1 or training", "Training or 1-1", "1-1 training", "1 to 1 or training",
                    "Training or 1 to 1", "One to one or training", "Training or one to one", "121 or training", "Training or 121",
                    "Reflective practice or training", "Training or reflective practice", "1-1 reflective practice or training",
                ),
                "to recognise",
            ),
            ColumnSpec(
                "practitioner",
                "practitioner",
                "Practitioner",
                (
                    "Facilitator", "Trainer", "Delivered by", "Led by", "Facilitated by", "Session lead", "Lead practitioner", "Session facilitator",
                    "Trauma informed practitioner", "TIP practitioner", "TIPS practitioner", "Practitioner or trainer", "Trainer or practitioner",
                    "Practitioner trainer", "Trainer practitioner", "Facilitator trainer", "Trainer facilitator",
                ),
            ),
            ColumnSpec(
                "team",
                "team",
                "Team",
                (
                    "Team name", "Police team", "Policing team", "Police department", "Police unit", "Department", "Unit", "Team or unit", "Team unit",
                    "Team or department", "Team department", "Department or team", "Department team", "Department unit", "Team department unit",
                ),
            ),
            ColumnSpec(
                "attendees",
                "attendees",
                "Attendees",
                (
                    "Attended", "Attending", "Attendee count", "Count of attendees", "No of attendees", "No attendees", "Nos of attendees", "Number of attendees",
                    "Number attending", "No attending", "Number attended", "No attended", "Number who attended", "Number of people attending",
                    "Number in attendance", "No in attendance", "Officers attending", "Officers attended", "Number of officers", "No of officers",
                    "Number of officers attending", "No of officers attending", "Staff attending", "Number of staff attending", "Participants",
                    "Number of participants", "No of participants", "Delegates", "Number of delegates", "No of delegates",
                    "How many attended", "How many attendees", "How many people",
                ),
            ),
            STATUS,
            # "How many" or "Qty" alone may be people as well: they are near what both say, and so a question.
            ColumnSpec(
                "number",
                "number",
                "Number of sessions",
                (
                    "Sessions", "No of sessions", "No sessions", "Nos of sessions", "Count of sessions", "Session count", "Sessions delivered",
                    "Number of sessions delivered", "No of sessions delivered", "No sessions delivered", "Number delivered", "No delivered",
                    "How many sessions", "How many sessions delivered", "Quantity of sessions", "Qty of sessions", "Sessions qty", "Session qty",
                ),
            ),
        ),
        one_record_a_row(*police),
        "Sessions",
    ),
)  # fmt: skip
