"""The words that answers arrive in: each canonical value with what people write for it. Compared after `normal`."""

import re
import unicodedata

YES_NO: dict[object, tuple[str, ...]] = {True: ("yes", "y", "true", "1"), False: ("no", "n", "false", "0")}

SETTING = {
    "community": ("community", "in the community", "in community", "community based", "released", "on licence", "licence", "resettlement"),
    "custody": ("custody", "in custody", "custodial", "prison", "in prison", "hmp", "yoi", "hmp yoi", "secure estate", "remand", "on remand"),
}

REFERRAL_STATUS = {
    "engaged": ("engaged", "engaging", "active", "completed", "engaged with", "took part", "supported", "accepted and engaged"),
    "referred": ("referred", "referred only", "referral made", "awaiting", "waiting", "waiting list", "pending", "not yet engaged"),
    "declined": ("declined", "refused", "did not engage", "dne", "not engaged", "did not want", "withdrawn before start"),
}

SESSION_STATUS = {
    "delivered": ("delivered", "complete", "completed", "held", "attended", "took place"),
    "planned": ("planned", "booked", "scheduled", "upcoming"),
    "cancelled": ("cancelled", "canceled"),
    "postponed": ("postponed", "rescheduled", "rearranged"),
    "did not attend": ("did not attend", "dna", "non attendance", "no show", "not attended"),
}

SESSION_TYPE = {
    "one-to-one reflective practice": (
        "one to one reflective practice",
        "1 1 reflective practice",
        "1 to 1 reflective practice",
        "121 reflective practice",
        "1 1 reflective practice session",
        "one to one reflective practice session",
        "one to one reflective practice sessions",
        "1 1 reflective practice sessions",
        "1 to 1 reflective practice session",
        "1 2 1 reflective practice",
        "reflective practice 1 1",
        "reflective practice one to one",
        "reflective practice 1 to 1",
        "one to one",
        "1 1",
        "1 to 1",
        "reflective practice",
    ),
    "trauma informed training": (
        "trauma informed training",
        "trauma informed training session",
        "trauma informed training sessions",
        "trauma informed practice training",
        "ti training",
        "tip training",
        "tips training",
        "trauma training",
        "training",
        "training session",
    ),
}

DISTRICT = {
    "Hampshire": (
        "hampshire",
        "hants",
        "hampshire county",
        "basingstoke and deane",
        "basingstoke",
        "east hampshire",
        "east hants",
        "eastleigh",
        "fareham",
        "gosport",
        "hart",
        "havant",
        "new forest",
        "rushmoor",
        "test valley",
        "winchester",
    ),
    "Isle of Wight": ("isle of wight", "iow", "iw", "the isle of wight"),
    "Portsmouth": ("portsmouth", "portsmouth city", "city of portsmouth"),
    "Southampton": ("southampton", "southampton city", "soton", "city of southampton"),
}
NOT_KNOWN = "not known"
DISTRICTS: tuple[str, ...] = (*DISTRICT, NOT_KNOWN)

AGE_BAND = {
    "under 18": ("under 18", "0 17", "10 17", "11 17", "14 17", "u18"),
    "18 to 21": ("18 to 21", "18 21", "18 20", "18 to 20"),
    "22 to 25": ("22 to 25", "22 25", "21 25", "21 to 25"),
    "over 25": ("over 25", "26 and over", "26 plus", "25 plus", "26"),
}

GENDER = {
    "female": ("female", "f", "woman", "girl", "woman or girl"),
    "male": ("male", "m", "man", "boy", "man or boy"),
    "non-binary or other": ("non binary or other", "non binary", "other", "nonbinary"),
    "not known": ("not known", "prefer not to say", "not stated", "unknown"),
}

# The five ethnic groups of the 2021 Census of England and Wales.
ETHNICITY = {
    "Asian or Asian British": ("asian or asian british", "asian", "asian british", "asian asian british or asian welsh"),
    "Black, Black British, Caribbean or African": (
        "black black british caribbean or african",
        "black",
        "black british",
        "black or black british",
        "black african",
        "black caribbean",
    ),
    "Mixed or multiple ethnic groups": ("mixed or multiple ethnic groups", "mixed", "mixed or multiple", "multiple"),
    "White": ("white", "white british", "white other", "white irish"),
    "Other ethnic group": ("other ethnic group", "other", "any other ethnic group"),
    "not known": ("not known", "not stated", "unknown", "prefer not to say", "refused"),
}

# The ten areas of the star in their canonical names, with the abbreviations in use beside them.
STAR_AREAS: dict[str, tuple[str, ...]] = {
    "motivation and taking responsibility": ("motivation", "motivation and responsibility", "motivation taking responsibility"),
    "self-care and living skills": ("self care", "self care living skills", "living skills"),
    "managing money and personal administration": (
        "managing money",
        "money",
        "managing money and personal admin",
        "managing money personal administration",
        "money and personal administration",
    ),
    "social networks and relationships": ("social networks", "social networks relationships", "relationships", "social networks and relationship"),
    "drug and alcohol misuse": ("drugs and alcohol", "drug and alcohol", "drug alcohol misuse", "drugs and alcohol misuse", "substance misuse"),
    "physical health": (),
    "emotional and mental health": ("emotional mental health", "mental health", "emmh", "emotional and mental wellbeing", "emotional mh"),
    "meaningful use of time": ("muot", "use of time", "meaningful time", "meaningful use time"),
    "managing tenancy and accommodation": ("managing tenancy", "tenancy", "accommodation", "managing tenancy accommodation", "tenancy and accommodation"),
    "offending": ("offending behaviour",),
}

RENAMED_STAR_AREAS: dict[str, tuple[str, ...]] = {}

# What people write where there is nothing to write. Zero, "TBC" and "see notes" are not among them.
BLANK = ("-", "–", "—", "n/a", "na", "n.a.", "none", "null", "nil", "not known", "not recorded", "not applicable", ".")

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": ""})
_NOT_WORDS = re.compile(r"[^0-9a-z]+")


def normal(text: str) -> str:
    """A heading or answer without case, accents of width, spaces, punctuation and line breaks: "Young  Person's\\nref." → "young persons ref"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return _NOT_WORDS.sub(" ", text.casefold().replace("'", "").replace("&", " and ")).strip()
