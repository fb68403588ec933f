"""What can be chosen in a field of a register: one list each, in the order in which it is offered."""

# The standards of evidence of the former Early Intervention Foundation, now Foundations.
EVIDENCE_LEVELS = (
    "4+: effective in the long term, in several places",
    "4: effective, shown by two strong studies",
    "3+: effective, more than one measure of it",
    "3: effective, shown by one strong study",
    "2+: preliminary evidence, better than most",
    "2: preliminary evidence of change",
    "NL2: a clear plan, no evidence of change yet",
    "NE: found not to be effective",
    "not assessed",
)
NEED_KINDS = ("risk factor", "cohort", "community", "emerging need or theme")
TO_AGREE, AGREED = "to be agreed", "agreed"
APPLIED_FOR, ENDED = "applied for", "ended"
GRANT_STATES = (APPLIED_FOR, AGREED, ENDED, "not given")
FUNDER_KINDS = (
    "national government",
    "local public body",
    "lottery, trust or foundation",
    "business",
    "other",
)
EXPECTED, OPEN_ROUND, BIDDING, SENT, WON, NOT_WON, NOT_FOR_US = ROUND_STATES = (
    "expected",
    "open",
    "we are bidding",
    "bid sent",
    "won",
    "not won",
    "not for us",
)
LOOKED_AT, ADOPTED, ADAPTED, NOT_TAKEN_UP = PRACTICE_STATES = (
    "looking at it",
    "adopted",
    "adapted",
    "not for us",
)
IMPACTS = ("high", "moderate", "low", "no effect", "harmful", "not enough evidence")
STRENGTHS = ("1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5", "not rated")
COSTS = ("low", "moderate", "high", "not rated")
NEEDED, PLANNED, HELD, NOT_NEEDED = TRAINING_STATES = ("needed", "planned", "held", "not needed after all")
RUN_UP_STATES = (TO_AGREE, AGREED, "not needed")
COMMITMENT_STATES = ("to do", "under way", "kept", "not kept")
