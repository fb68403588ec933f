"""Choices, Artswork: the sessions at schools, and the list of schools."""

from dataclasses import replace

from ieo_metrics.framework.layouts.column_specs_and_common_headings import (
    SESSION_DATE,
    STATUS,
    YES_OR_NO,
    ColumnSpec,
    Layout,
    one_record_a_row,
)

_SCHOOL = ColumnSpec(
    "school",
    "school",
    "School",
    (
        "School name", "Name of school", "School or college", "School college", "School college name", "School or college name", "Name of school or college",
        "Name of school college", "School or setting", "School setting", "School or setting name", "Name of school or setting", "Setting name",
        "Name of setting", "Education setting", "Educational setting", "Name of education setting", "Establishment", "Establishment name",
        "EstablishmentName",
    ),
    "to recognise",
)  # fmt: skip
_URN = ColumnSpec(
    "urn",
    "urn",
    "URN",
    (
        "School URN", "School URN number", "URN number", "URN no", "URN of school", "Unique reference number", "School unique reference number", "DfE URN",
        "URN DfE", "GIAS URN", "Edubase URN", "Ofsted URN",
    ),
)  # fmt: skip
_HOTSPOT = ColumnSpec(
    "hotspot",
    "hotspot",
    "Hotspot area",
    tuple(
        way.format(what)
        for what in (
            "Hotspot", "Hotspot area", "Hotspot school", "In hotspot", "In hotspot area", "In a hotspot", "In a hotspot area", "School in hotspot",
            "School in hotspot area", "School in a hotspot area", "Violence hotspot", "Violence hotspot area", "Serious violence hotspot", "Hot spot",
            "Hot spot area", "In hot spot", "In hot spot area", "In a hot spot",
        )
        for way in YES_OR_NO
    ),
)  # fmt: skip
_PRIORITY = ColumnSpec(
    "priority",
    "priority",
    "Priority school",
    tuple(
        way.format(what)
        for what in (
            "Priority", "Priority school", "Is it a priority school", "VRU priority school", "On priority list", "On the priority list", "On priority school list",
            "On priority schools list", "School on priority list", "Priority list", "Priority list school",
        )
        for way in YES_OR_NO
    ),
)  # fmt: skip

_HEADCOUNT = (
    "{}", "{} reached", "{} engaged", "{} attending", "{} attended", "No {}", "No {} reached", "No of {}", "No of {} reached", "No of {} engaged",
    "No of {} attending", "No of {} attended", "Number of {}", "Number of {} reached", "Number of {} engaged", "Number of {} attending",
    "Number of {} attended", "Number {}", "Total {} reached",
)  # fmt: skip

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "school_sessions",
        "one row per session",
        sessions := (
            SESSION_DATE,
            _SCHOOL,
            _URN,
            ColumnSpec(
                "district",
                "district",
                "District",
                (
                    "Area", "LA", "LA area", "LAD", "LA district", "Local authority", "Local authority area", "Local authority district", "Council",
                    "Council area", "District council", "District or borough", "Borough or district", "District borough", "Borough district", "Borough",
                    "District or unitary", "School district", "School LA", "School local authority",
                ),
            ),
            ColumnSpec(
                "cohort",
                "cohort",
                "Year group",
                (
                    "Year groups", "Year group s", "Yr group", "Yr groups", "Yr grp", "Year grp", "NC year", "NC year group", "National curriculum year",
                    "School year group", "Class", "Class name", "Class group", "Form", "Form group", "Tutor group", "Cohort", "Year or class",
                    "Class or year", "Year class", "Class year", "Year and class", "Year group or class", "Class or year group", "Year group class",
                    "Class year group", "Year group and class", "Year group form",
                ),
                "to count",
            ),
            ColumnSpec(
                "activity",
                "activity",
                "Activity",
                (
                    "Activity name", "Activity type", "Type of activity", "Workshop", "Workshop name", "Workshop title", "Workshop type", "Type of workshop",
                    "Name of workshop", "Title of workshop", "Session", "Session name", "Session title", "Session type", "Type of session",
                    "Name of session", "Title of session", "Session topic", "Workshop topic", "Session or workshop", "Workshop or session",
                    "Session workshop", "Workshop session", "Activity or workshop", "Workshop or activity", "Activity workshop", "Workshop activity",
                ),
            ),
            STATUS,
            ColumnSpec(
                "young_people_reached",
                "young_people_reached",
                "Young people reached",
                (
                    *(
                        way.format(who)
                        for who in ("YP", "young people", "pupils", "students", "children")
                        for way in _HEADCOUNT
                    ),
                    "Pupil count", "Pupil numbers", "Student count", "Student numbers", "Pupil participants", "Student participants", "YP participants",
                    "Young participants", "Number of learners", "No of learners", "CYP reached", "No of CYP", "Number of CYP", "Pupil attendees", "Student attendees", "YP attendees",
                ),
                "to recognise",
            ),
            ColumnSpec(
                "staff_engaged",
                "staff_engaged",
                "School staff engaged",
                (
                    *(
                        way.format(who)
                        for who in ("staff", "school staff", "teachers", "teachers and staff", "teachers staff", "staff teachers")
                        for way in _HEADCOUNT
                    ),
                    "Staff attendees", "School staff attendees", "Staff participants", "School staff participants", "Teacher numbers", "Teacher count",
                    "Teacher attendees",
                ),
                "to count",
            ),
            replace(_HOTSPOT, unless="school_list"),
            replace(_PRIORITY, unless="school_list"),
        ),
        one_record_a_row(*sessions),
        "Sessions",
    ),
    Layout(
        "school_list",
        "one row per school",
        listed := (
            _URN,
            _SCHOOL,
            replace(_HOTSPOT, needed="one of"),
            replace(_PRIORITY, needed="one of"),
            ColumnSpec(
                "valid_from",
                "valid_from",
                "From",
                (
                    "Valid from", "In force from", "Effective from", "Applies from", "Date from", "From date", "On list from", "On list since",
                    "On the list from", "Listed from", "Listed since", "Since", "Added", "Added on", "Date added", "Added to list", "Added to list on",
                    "Date added to list", "Date added to the list",
                ),
            ),
            ColumnSpec(
                "valid_to",
                "valid_to",
                "To",
                (
                    "Valid to", "Valid until", "In force to", "In force until", "Effective to", "Effective until", "Applies until", "Date to", "On list to",
                    "On list until", "On the list until", "Listed to", "Listed until", "Until", "Removed", "Removed on", "Date removed", "Removed from list",
                    "Removed from list on", "Date removed from list", "Date removed from the list",
                ),
            ),
        ),
        one_record_a_row(*listed),
        "School list",
    ),
)  # fmt: skip
