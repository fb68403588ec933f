"""The words that name files and sheets and are nobody's name. What is made of other words is not kept whole
(`store/returns/masked_names.py`). A word that is also a name ("Young", "Page") is left out, except of months."""

_WORDS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
q qtr qtrs quarter quarters quarterly month months monthly year years yearly annual fy ytd date
term half first second third fourth last next this previous latest
return returns data report reports reporting submission submitted resubmission resubmitted
final draft copy new old other another again more late later early version versions v ver vs
corrected correction corrections revised amended updated update fixed answered checked marked signed
complete completed partial full blank empty template form example sample test
file files document sheet sheets workbook spreadsheet table tables tab list lists index
notes note cover contents summary total totals overview dashboard figures numbers counts
untidy anon anonymised anonymized pseudonymised reference references ref refs id ids person persons people yp yps
participant participants client clients service user users case cases
outcome outcomes star stars score scores reading readings pain scale measure measures monitoring
support social prescribing referral referrals started ended follow up followup offence offences
reoffending harm school schools session sessions workshop workshops training police custody
hospital emergency department ed community navigator navigators nav
ssj sosj vru vrp svrp hants iow unit partnership provider providers read used what to fix
a an and at by e for from in is it no not of off on one or our the two with per all as
st nd rd th
"""
WORDS_OF_FILE_NAMES = frozenset(_WORDS.split())
