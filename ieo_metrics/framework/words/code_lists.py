"""The words that answers arrive in: each canonical value with what people write for it. Compared after
`normalised`."""

import re

from ieo_metrics.framework.words.text_normalisation import one_spelling

YES_NO: dict[object, tuple[str, ...]] = {True: ("yes", "y", "true", "1"), False: ("no", "n", "false", "0")}

SETTING = {
    "community": (
        "community", "in the community", "in community", "community based", "community setting", "living in the community", "supported in the community",
        "in the community on licence", "released", "released on licence", "on licence", "on license", "licence", "community order", "on a community order",
    ),
    "custody": (
        "custody", "in custody", "custodial", "custodial setting", "custody setting", "prison", "in prison", "prison custody", "youth custody", "hmp", "yoi",
        "hmyoi", "hmp yoi", "hmp and yoi", "young offender institution", "young offenders institution", "secure training centre", "secure estate", "remand",
        "on remand", "remanded", "remanded in custody", "on remand in custody",
    ),
}  # fmt: skip

# Neither open nor closed, accepted, disengaged or signposted: none of them says whether the young person
# engaged.
REFERRAL_STATUS = {
    "engaged": (
        "engaged", "engaging", "active", "completed", "engaged with", "took part", "taken part", "supported", "accepted and engaged", "engaged and completed",
        "actively engaged", "actively engaging", "currently engaged", "currently engaging", "fully engaged", "engaged with support", "engaged in support",
        "engaged with service", "engaged with the service", "participating", "participated", "receiving support",
    ),
    "referred": (
        "referred", "referred only", "referral only", "referral made", "referral sent", "referral submitted", "referral received", "new referral",
        "referral pending", "awaiting", "awaiting contact", "awaiting first contact", "awaiting first appointment", "awaiting assessment",
        "awaiting allocation", "awaiting engagement", "awaiting response", "awaiting start", "waiting", "waiting list", "on waiting list", "pending",
        "not yet engaged", "not started", "not yet started",
    ),
    "declined": (
        "declined", "declined support", "declined referral", "declined offer", "declined service", "declined to engage", "refused", "refused support",
        "did not engage", "didnt engage", "dne", "not engaged", "no engagement", "non engagement", "did not want", "did not want support",
        "did not wish to engage", "not interested", "opted out", "withdrawn before start",
    ),
}  # fmt: skip

# Neither "closed", "done" nor "confirmed": they may be the paperwork or the booking.
SESSION_STATUS = {
    "delivered": (
        "delivered", "complete", "completed", "held", "attended", "took place", "taken place", "has taken place", "went ahead", "session delivered",
        "fully delivered", "delivered in full", "successfully delivered", "delivered in person", "delivered face to face", "delivered online",
        "delivered virtually",
    ),
    "planned": (
        "planned", "booked", "booked in", "scheduled", "upcoming", "forthcoming", "to be delivered", "due to be delivered", "not yet delivered",
        "awaiting delivery", "provisional", "provisionally booked", "pencilled in",
    ),
    "cancelled": (
        "cancelled", "canceled", "cancellation", "late cancellation", "called off", "session cancelled", "cancelled on the day", "cancelled by school",
        "cancelled by the school", "school cancelled", "cancelled by artswork", "cancelled by police", "cancelled by team", "cancelled by officer",
        "cancelled by practitioner", "cancelled by rock pool", "cancelled by provider", "not delivered",
    ),
    "postponed": (
        "postponed", "rescheduled", "re scheduled", "rearranged", "re arranged", "deferred", "session postponed", "postponed by school",
        "postponed by the school", "postponed by team", "postponed by police", "postponed to new date", "to be rearranged", "to be rescheduled",
    ),
    "did not attend": (
        "did not attend", "didnt attend", "dna", "non attendance", "non attended", "no attendance", "nil attendance", "no show", "not attended",
        "failed to attend", "fta", "nobody attended", "no one attended", "officer did not attend",
    ),
}  # fmt: skip

# The programme has one kind of reflective practice, so its bare name is that; a group's, and supervision, are
# not it.
_ONE_TO_ONE = ("one to one", "1 1", "1 to 1", "1to1", "1 2 1", "121", "one on one", "individual")
_REFLECTIVE = (
    "reflective practice",
    "reflective practice session",
    "reflective practice sessions",
    "reflective session",
    "reflective sessions",
)
SESSION_TYPE = {
    "one-to-one reflective practice": (
        *(f"{one} {what}" for one in _ONE_TO_ONE for what in _REFLECTIVE),
        *(f"{what} {one}" for one in _ONE_TO_ONE for what in _REFLECTIVE[:3]),
        *(f"{one}{what}" for one in _ONE_TO_ONE[:-1] for what in ("", " session", " sessions", " rp")),
        *_REFLECTIVE[:3],
    ),
    "trauma informed training": (
        *(f"{what} training{end}" for what in ("trauma informed", "trauma informed practice", "ti", "tip", "tips", "trauma")
          for end in ("", " session", " sessions")),
        *(f"trauma informed {what} training" for what in ("approach", "approaches", "awareness", "policing", "care")),
        "trauma awareness training", "online trauma informed training", "virtual trauma informed training", "training in trauma informed practice",
        "training on trauma informed practice", "training", "training session", "training sessions", "group training", "team training",
    ),
}  # fmt: skip

# What a district's councils call themselves; `DISTRICT` holds other spellings beside these, which are read but not offered.
COUNCILS_OF = {
    "Hampshire": (
        "Basingstoke and Deane", "East Hampshire", "Eastleigh", "Fareham", "Gosport", "Hart", "Havant", "New Forest", "Rushmoor", "Test Valley",
        "Winchester",
    ),
}  # fmt: skip
# PCC and SCC are also the Police and Crime Commissioner and Surrey's council; towns are left to the officer.
DISTRICT = {
    "Hampshire": (
        "hampshire", "hants", "hampshire county", "hampshire county council", "hampshire cc", "hcc", "county of hampshire",
        *(form for name in (
            "basingstoke and deane", "east hampshire", "east hants", "eastleigh", "fareham", "gosport", "hart", "havant", "new forest", "rushmoor",
            "test valley", "winchester",
        ) for form in (name, f"{name} council", f"{name} borough", f"{name} district", f"{name} borough council", f"{name} district council",
                       f"{name} bc", f"{name} dc")),
        "basingstoke", "basingstoke deane", "basingstoke deane borough council", "basingstoke borough", "basingstoke borough council", "bdbc", "ehdc",
        "nfdc", "tvbc", "e hants", "e hampshire", "winchester city", "winchester city council", "winchester cc", "city of winchester",
        "city of winchester council",
    ),
    "Isle of Wight": ("isle of wight", "iow", "i o w", "iw", "the isle of wight", "isle of wight council", "iow council", "isle of wight unitary"),
    "Portsmouth": ("portsmouth", "portsmouth city", "city of portsmouth", "portsmouth city council", "portsmouth council", "portsmouth cc", "pompey"),
    "Southampton": ("southampton", "southampton city", "city of southampton", "southampton city council", "southampton council", "southampton cc", "soton"),
}  # fmt: skip
NOT_KNOWN = "not known"
DISTRICTS: tuple[str, ...] = (*DISTRICT, NOT_KNOWN)

# A band that lies across two of ours (18 to 24, 21 to 25, 25 and over) is a question.
AGE_BAND = {
    "under 18": (
        "under 18", "under 18s", "u18", "u18s", "17 and under", "17 or under", "up to 17", "younger than 18", "below 18",
        *(f"{lowest}{to}{highest}" for lowest, highest in (
            (0, 17), (10, 14), (10, 17), (11, 14), (11, 15), (11, 16), (11, 17), (12, 17), (13, 17), (14, 17), (15, 17), (16, 17),
        ) for to in (" ", " to ")),
    ),
    "18 to 21": tuple(f"{lowest}{to}{highest}" for lowest, highest in ((18, 19), (18, 20), (18, 21), (19, 21), (20, 21)) for to in (" ", " to ")),
    "22 to 25": tuple(f"{lowest}{to}{highest}" for lowest, highest in ((22, 24), (22, 25), (23, 25), (24, 25)) for to in (" ", " to ")),
    "over 25": ("over 25", "over 25s", "older than 25", "26 and over", "26 or over", "26 and above", "26 plus", "26"),
}  # fmt: skip

_NO_ANSWER = (
    "not known", "not stated", "unknown", "prefer not to say", "preferred not to say", "prefers not to say", "prefer not to answer", "rather not say",
    "not disclosed", "undisclosed", "declined to say", "refused to say", "did not say", "dont know", "not asked", "not specified",
)  # fmt: skip

GENDER = {
    "female": ("female", "females", "f", "woman", "women", "girl", "girls", "young woman", "woman or girl", "cis female", "cisgender female", "cis woman"),
    "male": ("male", "males", "m", "man", "men", "boy", "boys", "young man", "man or boy", "cis male", "cisgender male", "cis man"),
    "non-binary or other": (
        "non binary or other", "non binary", "nonbinary", "non binary other", "other", "other gender", "other gender identity", "another gender",
        "another gender identity", "genderfluid", "gender fluid", "genderqueer", "gender queer", "agender", "enby", "self describe",
        "prefer to self describe",
    ),
    "not known": _NO_ANSWER,
}  # fmt: skip


def _within(groups: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the census as they are listed under a group's: "Asian or Asian British: Indian" or "Asian -
    Indian", and by themselves."""
    return (*groups, *names, *(f"{group} {name}" for group in groups for name in names))


# The five ethnic groups of the 2021 Census of England and Wales, the categories listed under them (19, with
# those of 2011), and the words of 2001's 16 that mean the same. Chinese is Asian since 2011. Letters and
# digits (W1, IC3) are not words: they are a question.
ETHNICITY = {
    "Asian or Asian British": (
        *_within(
            ("asian or asian british", "asian asian british", "asian asian british or asian welsh", "asian asian welsh or asian british", "asian british",
             "asian"),
            ("indian", "pakistani", "bangladeshi", "chinese", "any other asian background", "other asian background", "other asian"),
        ),
        "asian other", "asian or asian british other", "asian asian british other", "any other asian", "british indian", "british pakistani",
        "british bangladeshi", "british chinese", "chinese or other ethnic group chinese", "south asian",
    ),
    "Black, Black British, Caribbean or African": (
        *_within(
            ("black black british caribbean or african", "black black british black welsh caribbean or african", "black or black british",
             "black or african or caribbean or black british", "black african caribbean or black british", "black african caribbean black british",
             "black black british", "black british", "black"),
            ("caribbean", "african", "any other black background", "other black background", "other black",
             "any other black black british or caribbean background", "any other black african or caribbean background",
             "any other black african caribbean background"),
        ),
        "african background", "black african background", "black other", "black or black british other", "black british other", "any other black",
        "black african caribbean", "black caribbean or african", "african caribbean", "afro caribbean", "black afro caribbean",
    ),
    "Mixed or multiple ethnic groups": (
        *_within(
            ("mixed or multiple ethnic groups", "mixed or multiple ethnic group", "mixed multiple ethnic groups", "mixed multiple ethnic group",
             "mixed or multiple", "mixed multiple", "mixed"),
            ("white and black caribbean", "white and black african", "white and asian", "white black caribbean", "white black african", "white asian",
             "black caribbean and white", "black african and white", "asian and white", "other mixed", "other mixed background",
             "any other mixed background", "any other mixed or multiple background", "any other mixed or multiple ethnic background",
             "any other mixed multiple ethnic background", "other mixed or multiple ethnic groups"),
        ),
        "mixed other", "any other mixed", "mixed race", "mixed heritage", "mixed background", "mixed ethnicity", "mixed ethnic group", "dual heritage",
        "multiple", "multiple ethnic groups",
    ),
    "White": (
        *_within(
            ("white",),
            ("english welsh scottish northern irish or british", "english welsh scottish northern irish british", "irish", "gypsy or irish traveller",
             "gypsy irish traveller", "gypsy roma and traveller", "gypsy roma or traveller", "gypsy roma traveller", "gypsy roma", "roma",
             "irish traveller", "traveller of irish heritage", "any other white background", "other white background", "other white"),
        ),
        "white british", "white english", "white scottish", "white welsh", "white northern irish", "white european", "white eastern european",
        "white other", "white any other", "any other white", "grt",
    ),
    "Other ethnic group": (
        *_within(
            ("other ethnic group", "other ethnic groups"),
            ("arab", "any other ethnic group", "any other ethnic background", "any other"),
        ),
        "other", "other ethnicity", "other ethnic background", "other arab", "chinese or other ethnic group any other",
    ),
    "not known": (*_NO_ANSWER, "refused", "declined", "ethnicity not stated", "ethnicity not known", "ethnic group not stated"),
}  # fmt: skip

# The ten areas of the star in their canonical names, with the abbreviations in use beside them.
STAR_AREAS: dict[str, tuple[str, ...]] = {
    "motivation and taking responsibility": (
        "motivation", "motivation and responsibility", "motivation taking responsibility", "motivation responsibility",
    ),
    "self-care and living skills": ("self care", "selfcare", "self care living skills", "living skills"),
    "managing money and personal administration": (
        "managing money", "money", "managing money and personal admin", "managing money and admin", "managing money personal administration",
        "money and personal administration", "money and personal admin",
    ),
    "social networks and relationships": (
        "social networks", "social networks relationships", "relationships", "social networks and relationship", "social network and relationships",
        "soc net", "soc networks", "soc net and rel",
    ),
    "drug and alcohol misuse": ("drugs and alcohol", "drug and alcohol", "drug alcohol misuse", "drugs and alcohol misuse", "substance misuse"),
    "physical health": ("phys health",),
    "emotional and mental health": (
        "emotional mental health", "mental health", "emmh", "emh", "e and mh", "emotional and mental wellbeing", "emotional mh", "emotional and mh",
    ),
    "meaningful use of time": ("muot", "use of time", "meaningful time", "meaningful use time"),
    "managing tenancy and accommodation": (
        "managing tenancy", "tenancy", "accommodation", "managing tenancy accommodation", "tenancy and accommodation", "managing accommodation",
    ),
    "offending": ("offending behaviour",),
}  # fmt: skip

# What the areas are called in the Home Star, Triangle's edition of 2022 that follows version 3.1 (the
# Homelessness Star); its ten areas are listed at outcomesstar.org.uk/using-the-star/see-the-stars/home-star.
# Their scales were rewritten, so a name of these is only proposed. Its tenth area, "Trust and hope", is
# nobody's new name: motivation has none.
RENAMED_STAR_AREAS: dict[str, tuple[str, ...]] = {
    "motivation and taking responsibility": (),
    "self-care and living skills": ("Caring for myself & my space",),
    "managing money and personal administration": ("My money",),
    "social networks and relationships": ("Friends and relationships",),
    "drug and alcohol misuse": ("Alcohol and drugs",),
    "physical health": ("My health",),
    "emotional and mental health": ("My well-being", "My wellbeing"),
    "meaningful use of time": ("How I spend my time",),
    "managing tenancy and accommodation": ("Where I am living",),
    "offending": ("Safety and crime",),
}

# What people write where there is nothing to write. Zero, "none", "TBC" and "see notes" are not among them.
BLANK = ("-", "–", "—", "n/a", "na", "n.a.", "not known", "not recorded", "unknown", "not applicable", ".")
# Those that say that there is an answer which is not known. Where a blank is an answer of its own (still
# supported, delivered), they are not it.
NOT_KNOWN_WORDS = ("not known", "not recorded", "unknown")

_NOT_WORDS = re.compile(r"[^0-9a-z]+")
_SPACES = dict.fromkeys((code for code in range(128) if not chr(code).isalnum()), " ")
_PLAIN = {**_SPACES, ord("`"): None, ord("'"): None, ord("&"): " and "}


def normalised(text: str) -> str:
    """A heading or answer without case, accents of width, spaces, punctuation and line breaks: "Young
    Person's\\nref." → "young persons ref"."""
    # Of plain text the words are the same whether spaces and quotes are put in one spelling first or not.
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().translate(_PLAIN).split())
    words = one_spelling(text).replace("'", "").replace("&", " and ")
    return _NOT_WORDS.sub(" ", words).strip()
