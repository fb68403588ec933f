"""The words by which a sentence says how many of whom: tables of words, and nothing that decides."""


def words_of(text: str) -> frozenset[str]:
    """The words of a table that is written as text."""
    return frozenset(text.split())


# Whoever is counted by one of these may be a young person; "cases" and "referrals" are people too.
PEOPLE = words_of("""
    people persons person individuals individual boys boy girls girl lads lad lasses lass kids kid
    children child teenagers teenager teens teen youths youngsters youngster adolescents juveniles
    minors males male females female men man women woman patients patient clients client participants
    participant attendees attendee pupils pupil students student learners learner offenders offender
    reoffenders reoffender re-offenders re-offender victims victim suspects suspect perpetrators
    perpetrator mentees mentee siblings sibling brothers brother sisters sister sons son daughters
    daughter cases case referrals referral admissions admission starters starter leavers leaver users
    user completers completer beneficiaries beneficiary residents resident yp yps cyp year-olds
    detainees detainee inmates prisoners prisoner friends twins youth schoolchildren
""")
# A word of people that, right before another noun, says whose it is: "pupil workshops", "girls' groups".
OF_PEOPLE = words_of("""
    person people youth child children boy girl pupil student patient client offender victim participant
    case referral male female learner yp cyp sibling prisoner resident
""")
# Who is young only if it is said: "young carers".
YOUNG = words_of("""
    adults adult carers carer folk ones
""")
# What else a partnership counts.
OTHER = words_of("""
    school schools academy academies college colleges staff teacher teachers worker workers officer
    officers practitioner practitioners navigator navigators trainer trainers mentor mentors colleague
    colleagues manager managers coordinator coordinators volunteer volunteers nurse nurses doctor
    doctors clinician clinicians therapist therapists artist artists facilitator facilitators
    professional professionals constable constables sergeant sergeants detective detectives pcso pcsos
    constabulary police adviser advisers analyst analysts researcher researchers lead leads chair chairs
    partner partners parent parents carer carers governor governors head heads councillor councillors
    social session sessions workshop workshops visit visits meeting meetings group groups class classes
    course courses event events day days week weeks month months quarter quarters year years hour hours
    minute minutes term terms half-term half-terms evening evenings morning mornings afternoon
    afternoons weekend weekends time times occasion occasions call calls team teams agency agencies
    provider providers service services organisation organisations partnership partnerships charity
    charities board boards council councils district districts area areas ward wards hospital hospitals
    hub hubs site sites venue venues room rooms centre centres club clubs unit units department
    departments force forces station stations town towns city cities county counties hotspot hotspots
    street streets mile miles place places bed beds desk desks measure measures target targets action
    actions decision decisions item items recommendation recommendations question questions answer
    answers point points step steps phase phases stage stages strand strands theme themes priority
    priorities objective objectives outcome outcomes option options reason reasons issue issues risk
    risks challenge challenges change changes thing things way ways part parts side sides kind kinds
    type types form forms file files return returns sheet sheets row rows column columns cell cells
    figure figures number numbers chart charts table tables page pages report reports paper papers plan
    plans policy policies bid bids grant grants fund funds contract contracts pilot pilots project
    projects programme programmes module modules resource resources pack packs poster posters leaflet
    leaflets letter letters email emails post posts role roles vacancy vacancies job jobs shift shifts
    reading readings score scores star stars scale scales assessment assessments review reviews offence
    offences incident incidents arrest arrests knife knives weapon weapons crime crimes training
    trainings conference conferences briefing briefings lesson lessons assembly assemblies cohort
    cohorts pounds pence pound per-cent percent date dates deadline deadlines reminder reminders
    interval confidence attendance capacity budget cost costs funding increase rise fall drop reduction
    growth tick ticks year-group year-groups layer layers level levels band bands sector sectors setting
    settings gap gaps update updates comment comments correction corrections version versions draft
    drafts
""")
# What only people do: "three reoffended" is said of nothing else.
OF_PEOPLE_ONLY = words_of("""
    improved improves improve worsened reoffended re-offended reoffend offended disengaged engaged
    declined refused consented withdrew relapsed recovered progressed regressed graduated self-harmed
    felt benefited
""")
# What anything may do: of whom it is told is what was spoken of before.
OF_ANYTHING = words_of("""
    attended attend came left stayed moved died returned dropped started completed finished scored
    reported said told showed went got live lived lives joined reduced increased achieved received
    became gained lost turned took began stopped missed kept chose seen supported reached was were is are
    has have had did does remain remains remained
""")
# What stands beside a verb: "two have since also reoffended".
BESIDE_VERBS = words_of("""
    have has had were was are is did do does could can would will may might also only then not since
    still now later just both all who that again already never
""")
# What is done to people: "we saw four".
DONE_TO_PEOPLE = words_of("""
    saw supported reached lost helped referred discharged excluded arrested cautioned met
""")
# Between a number and what it counts nothing like these stands.
ENDS_PHRASE = words_of("""
    in at with to for from on by and or per a an the but if when while as than that which who whom whose
    of out into over under about after before since until during because so then there this these those
    each every is are was were has have had did do does will would can could may might should not nor
    its their our his her my your between among within without through against towards across up down
""")
# Adjectives that say nothing of what is counted.
ADDED = words_of("""
    more fewer less new other others extra additional further different such
""")
# Of things that are counted, these are spoken of everywhere.
TIMES = words_of("""
    days weeks months quarters years hours minutes times terms points mornings evenings
""")
_TO_NINETEEN = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
"""
NUMBERS = {word: number for number, word in enumerate(_TO_NINETEEN.split())} | {
    "couple": 2, "pair": 2, "duo": 2, "both": 2, "trio": 3, "dozen": 12, "single": 1, "lone": 1, "sole": 1,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
# In how many parts a whole is.
PARTS = {
    "half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
    "tenth": 10, "tenths": 10,
}  # fmt: skip
# Whose number behind them is a name: "Year 9", "item 4", "Phase two".
LABELS = words_of("""
    year yr y q quarter group groups class form key-stage ks phase step stage item action point section
    page paragraph para table chart figure appendix annex part chapter question recommendation option
    level tier band room block unit ward week day month version issue number no row column sheet cohort
    objective priority strand slide line grade type category floor ring covid wave round session
    workshop module measure activity target w g gp iso
""")
