"""The tabs of the page Settings, and which settings are chosen on each."""

COUNTING, SHARING, TARGETS, HARM = "Counting", "Sharing", "Targets", "Crime Harm Index"
CHOSEN_ON: dict[str, tuple[str, ...]] = {
    COUNTING: (
        "follow_up_months",
        "window_starts",
        "index_offence_in_before",
        "zero_before_excluded",
        "pain_scale_minimum",
        "positive_change_points",
        "people_counted",
        "repeated_cohorts",
        "control_limits",
    ),
    SHARING: ("small_number_threshold", "counts_rounded_to", "all_or_none_hidden", "shared_as_rolling"),
    HARM: ("proactive_offences_count",),
}
# The edition is no choice from a list: a workbook is taken in.
TAB_OF = {name: tab for tab, names in CHOSEN_ON.items() for name in names} | {"crime_harm_edition": HARM}
