"""Sentences that could tell what a reader is not shown are asked about; what any report says is not. The figures
are few, so that each sentence can be judged by hand."""

import pytest

from ieo_metrics.disclosure.typed_text.compare_numbers import Written
from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures, KnownFigure
from ieo_metrics.disclosure.typed_text.number_words_to_digits import in_digits
from ieo_metrics.disclosure.typed_text.people_and_number_words import words_of
from ieo_metrics.disclosure.typed_text.what_a_number_counts import Counted, counted_behind, last_counted
from ieo_metrics.disclosure.typed_text.what_text_tells import HIDDEN_FIGURE, Typed, told_by
from ieo_metrics.framework.dates.quarters import quarter

Q = quarter(2024, 2)
# 28 of 35 and 41 young people are shown. 32 of 35 (91.4%), an average of 1.38 and 3 of 12 (25%) are hidden.
FIGURES = HiddenFigures(
    5,
    (
        KnownFigure("5.1.1.b", Q, "quarter", "all", False, (28, 35, 7), share=28 / 35, pair=(28, 35)),
        KnownFigure("5.1.2.b", Q, "quarter", "all", True, (32, 35, 3), share=32 / 35, pair=(32, 35)),
        KnownFigure("5.1.2.a", Q, "quarter", "all", True, (35,), mean=1.38),
        KnownFigure("5.1.2.d", Q, "quarter", "all", True, (3, 12, 9), share=0.25, pair=(3, 12)),
        KnownFigure("5.1.3.a", Q, "quarter", "all", False, (41,)),
    ),
)
COMMENTED = "5.1.2.b"  # the measure that the sentences are a comment on
TELLING = (
    "32 of 35",
    "3 in 35 young people",
    "a handful (4) of young people",
    "3 × young people",
    "Only 3 took part",
    "Three began in May",
    "91%",
    "91 per cent",
    "91 pc",
    "a third of the seven",
    "three young people",
    "one lad",
    "two of the four girls",
    "nobody but one",
    "a couple of them",
    "half of our six",
    "Of the twelve, three reoffended.",
    "Improved by 1.4 points",
    "3 pupils left school",
    "young people: 3",
    "girls (2)",
    "n = 3",
    "32/35 improved",
    "32 out of 35 young people",
    "all but two improved",
    "three more young people",
    "3 or 4 young people",
    "between 3 and 5 young people",
    "fewer than five young people",
    "The number of girls was three.",
    "91.4%",
    "about 90%",
    "0.91",
    "all 35 improved",
    "two have since reoffended",
    "two stayed, three left",
    "One young man was arrested",
    "both girls",
    "a pair of lads",
    "two of whom declined",
    "only 2 improved",
    "nine in ten improved",
    "two Year 9 pupils",
    "three 15 year olds",
    "The two boys from Havant",
    "35 young people",
    "n=35",
    "a single pupil",
    "everyone but one",
    "three did not improve",
    "2 did not come back.",
    "three school children",
    "four new referrals",
    "two service users",
    "Three of the 12 patients scored higher.",
    "Only one boy reoffended.",
    "Two lads were arrested in May.",
    "Four of them moved to Gosport.",
    "We lost touch with two of the young people.",
    "Two young women and one young man left.",
    "One participant withdrew consent.",
    "Three clients could not be reached.",
    "A couple of girls did not want to come.",
    "Everyone improved but two.",
    "All except one of the boys improved.",
    "None but three came back.",
    "A pair of brothers joined.",
    "Half of the six lads went to college.",
    "A quarter of the twelve patients improved.",
    "Two thirds of our three girls",
    "1 in 4 patients improved",
    "a quarter of patients improved",
    "25% of patients improved",
    "twenty-five per cent of the patients",
    "Twelve patients were seen twice.",
    "Of 12 patients, 9 were the same.",
    "91.4 pc of them",
    "roughly 90 per cent",
    "Ninety-one percent improved",
    "The rate was 0.914.",
    "The mean rose by 1.38 points",
    "32 young people improved and 35 were seen",
    "Thirty-two improved.",
    "n was 35",
    "35 girls and boys in all",
    "Three under-18s were cautioned",
    "Two 16-year-olds were moved",
    "One 15 year old left.",
    "four males and eight females",
    "3 new starters",
    "two leavers",
    "Three cases closed",
    "two of our participants",
    "One of the young people said it helped",
    "one patient",
    "2 youths",
    "1 offender",
    "both lads",
    "The third young person left in June",
    "the other two girls",
    "another two boys",
    "3x young people",
    "three Asian young people",
    "two Black boys",
    "1 non-binary young person",
    "two children in care",
    "three looked-after children",
    "three reoffended and one moved away",
    "three had reoffended by June",
    "Two also disengaged",
    "two, both girls, left",
    "Two were excluded from school, so the young people had no reading.",
    "Young people who left: 2",
    "pupils = 4",
    "offenders (3)",
    "the number of lads fell to 2",
    "The total of those who improved was three",
    "We saw four",
    "12 patients",
    "12 of the patients",
    "three out of 12 reoffended",
    "3/12 reoffended",
    "3 of 12",
    "It went from 12 to 9 patients",
    "four or five young people",
    "2-3 young people",
    "up to 4 young people",
    "at least two young people",
    "no more than three girls",
    "more than two of the lads",
    "less than 5 pupils",
    "under five patients",
    "two individuals",
    "three people declined",
    "two kids",
    "four teenagers",
    "one teen",
    "three mentees",
    "one victim",
    "two suspects",
    "two siblings",
    "one youngster",
    "two service-users",
    "three YPs",
    "2 YP",
    "three CYP",
    "one resident",
    "two in-patients",
)
PLAIN = (
    "Quarter 2 was quiet",
    "3 sessions in 35 schools",
    "3 in 35 schools",
    "Of the sessions, three took place",
    "Ask 2 in each team",
    "two workshops",
    "3 sessions",
    "Year 9",
    "item 4",
    "5.1.2.a rose, 5.1.1.b and 5.2.2.a did not.",
    "3 May 2024",
    "2024/25",
    "£3,000",
    "28 of 35",
    "28 of 35 young people",
    "80%",
    "80 per cent",
    "Two workers left in May; Thursday's group was paused.",
    "two schools joined",
    "Two workers joined.",
    "three teachers and one headteacher",
    "Phase 2 of 3, year 10, groups 7 8 9 10 11, W12 8th floor, room B4 5pm",
    "Sessions 2-4 weekly, 16-17 year olds, 24/7, 999 and 101 calls, section 3.1.2",
    "Call it 01 02 03 04: the four steps. ISO 27001, Covid-19, GP2 and A1 are names.",
    "1,204 pupils, 2024 more than in 2023; 10,432 in all; +1.3 points, 61.76 %, £12,500.00",
    "No one left",
    "one-to-one support",
    "three two-hour workshops",
    "one of the schools",
    "The three-year plan",
    "Both boys and girls came",
    "two pupil workshops",
    "3 girls' groups",
    "one thing to note",
    "on the one hand",
    "a new one",
    "41 young people",
    "two providers were late",
    "All five returns came",
    "Three actions remain open",
    "two of the three visits",
    "4 weeks later",
    "aged 15",
    "half of the schools",
    "a quarter of the sessions",
    "95% interval",
    "Reviews are done every three months",
    "between 9 and 5",
    "Fund a second year",
    "two reasons why young people come",
    "One priority is mental health",
    "two points higher",
    "In the last two quarters young people moved on",
    "One team now covers both districts",
    "the first two weeks",
    "Two new trainers start in May.",
    "The two districts differ.",
    "One session was cancelled because of snow.",
    "Three workshops were postponed to Q3.",
    "The group meets on 3 Tuesdays a month.",
    "Rock Pool trained 4 officers.",
    "Two officers and one sergeant came.",
    "Four schools were visited twice.",
    "Staff of three schools asked for more.",
    "One of the trainers is on leave.",
    "Recruitment of one more worker is under way.",
    "No one was surprised.",
    "The one-page summary is attached.",
    "See action 3 and decision 2.",
    "Young people in Year 9 and Year 10 enjoyed it.",
    "Pupils of Years 7 to 11 took part.",
    "5.1.1.a fell, as in 2023/24 Q4.",
    "Agreed on 3 February 2025, to be done by 07/2025.",
    "The next meeting is on 22 October at 2pm.",
    "It costs £2 for each pupil.",
    "Two thirds of the budget is spent.",
    "Half of the sessions were online.",
    "A quarter of the schools have yet to reply.",
    "One in three schools replied.",
    "The first quarter is always slow for young people.",
    "Young people wait six weeks for a first appointment.",
    "Waiting times fell from 12 weeks to 4 weeks.",
    "Reviews are due every 3 months.",
    "The service runs 7 days a week.",
    "A young person has two reviews a year.",
    "Each young person has 1-1 support.",
    "Every young person is asked two questions.",
    "The scale goes from 0 to 10.",
    "Scores of 1 to 10 are used.",
    "Two points on the scale are one stage.",
    "Move item 4 to the next agenda.",
    "Point 3 of the terms of reference",
    "Version 2 of the template is out.",
    "Two readings are needed.",
    "Young people need two readings to be counted.",
    "One reading only is no pair.",
    "Two returns came late.",
    "Both providers agreed.",
    "Both sides agreed.",
    "Both schools and colleges are asked.",
    "Five providers sent four returns.",
    "Map what there is",
    "Ask Thursday's group",
    "Offer a day of training in Gosport",
    "Two more trainers joined.",
    "Start of the second worker",
    "Second trainer",
    "Year two of the contract",
    "Phase one ended in March.",
    "In the first three months",
    "The last four quarters",
    "Three of the four districts sent lists.",
    "Each of the three agencies will bring a paper.",
    "Invite one representative of each agency.",
    "A third party will check it.",
    "On a third occasion the room was closed.",
    "A second reading is missing for many.",
    "One way or another",
    "One could say it is quiet.",
    "It is one of the best results.",
    "Two things stand out.",
    "There are three reasons.",
    "One reason is the summer.",
    "Summer holidays: six weeks",
    "The offer is for 11-17 year olds.",
    "Aged 11 to 17",
    "under-18s are seen first",
    "Over 100 staff",
    "Twenty schools",
    "Forty staff of two schools",
    "More young people came than a year before.",
    "Fewer than expected.",
    "Many young people moved on.",
    "Most improved.",
    "Some young people left school.",
    "Few came in August.",
    "No young people were turned away.",
    "Everyone worked hard.",
    "All measures were reviewed.",
    "All five returns came.",
    "Nobody objected.",
    "None of the targets was met.",
    "Up on the quarter before",
    "Doubled since 2022",
    "Twice as many as last year",
    "A target of 65% from 2025/26",
    "95% confidence",
    "100% attendance at training",
    "28 of 35 young people improved.",
    "80% improved.",
    "41 young people were supported.",
    "28 young people improved.",
    "7 did not.",
    "Reach out to the 3 hospitals",
    "2 A&E departments",
    "the four-week summer programme",
    "three new groups for girls",
    "one group for boys",
    "two workers for young people",
    "three workers with 12 schools each",
    "two nurses from Portsmouth",
    "one parent evening",
    "two football matches",
    "one pupil referral unit",
    "two pupil referral units",
    "3 youth workers",
    "two youth clubs",
    "two patient surveys",
    "one offender manager",
)


def asked(sentence: str, ref: str = COMMENTED) -> list[str]:
    return [told.what for told in told_by(Typed(sentence, Q, ref), FIGURES)]


# Of these it is a hidden percentage, average or number; of all others, few young people. (32 of 35 leaves three.)
HIDDEN_IN = (
    "91%", "91 per cent", "91 pc", "Improved by 1.4 points", "91.4%", "about 90%", "0.91", "all 35 improved",
    "nine in ten improved", "35 young people", "n=35", "1 in 4 patients improved", "a quarter of patients improved",
    "25% of patients improved", "twenty-five per cent of the patients", "Twelve patients were seen twice.",
    "Of 12 patients, 9 were the same.", "91.4 pc of them", "roughly 90 per cent", "Ninety-one percent improved",
    "The rate was 0.914.", "The mean rose by 1.38 points", "32 young people improved and 35 were seen",
    "Thirty-two improved.", "n was 35", "35 girls and boys in all", "12 patients", "12 of the patients",
    "It went from 12 to 9 patients",
)  # fmt: skip
FEW = "a count of 1 to 4 young people"


@pytest.mark.parametrize("sentence", TELLING)
def test_what_could_tell_is_asked_about(sentence: str) -> None:
    assert asked(sentence) == [HIDDEN_FIGURE if sentence in HIDDEN_IN else FEW]


def test_what_is_told_is_told_once_for_a_sentence() -> None:
    assert set(HIDDEN_IN) <= set(TELLING)
    assert asked("Two girls and three boys left; 91% improved.") == [FEW, HIDDEN_FIGURE]


@pytest.mark.parametrize("sentence", PLAIN)
def test_what_any_report_says_is_not(sentence: str) -> None:
    assert asked(sentence) == []


def test_there_are_a_hundred_of_each() -> None:
    assert len(TELLING) >= 100 and len(PLAIN) >= 100


@pytest.mark.parametrize("number", range(1, 100))
def test_numbers_in_words_are_those_in_digits(number: int) -> None:
    small = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    first = [*small.split(), "seventeen", "eighteen", "nineteen"]
    words = first[number - 1] if number < 20 else tens.split()[number // 10 - 2]
    words += f"-{first[number % 10 - 1]}" if number > 20 and number % 10 else ""
    assert in_digits(f"{words} girls") == f"{number} girls"


def test_a_hidden_figure_is_told_where_it_stands_for_its_measure_only() -> None:
    """1.38 and 25% are those of other measures: 1.4 says nothing there, until the measure is named."""
    assert asked("It rose by 1.4.", "5.1.1.b") == []
    assert asked("It rose by 1.4.", "5.1.2.a") == [HIDDEN_FIGURE]
    assert asked("5.1.2.a rose by 1.4.", "5.1.1.b") == [HIDDEN_FIGURE]
    assert asked("12 young people were seen.", "") == [HIDDEN_FIGURE]
    assert asked("35 young people had two stars.", "5.1.1.b") == [], "35 is shown of this measure"


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("26 young people were seen.", True),  # hidden in the quarter before
        ("23 young people were seen.", True),  # a year before
        ("29 young people were seen.", False),  # two quarters before, which is not named
        ("In 2023/24 Q4, 29 young people were seen.", True),
        ("16 young people were seen.", False),  # in Portsmouth, which is not named
        ("16 young people were seen in portsmouth.", True),
    ],
)
def test_quarters_that_are_compared_and_what_is_named_are_looked_through(
    sentence: str, is_told: bool
) -> None:
    hidden = [(Q - 1, "all", 26), (Q - 4, "all", 23), (Q - 2, "all", 29), (Q, "Portsmouth", 16)]
    figures = tuple(
        KnownFigure(COMMENTED, q, "quarter", area, True, (n - 6, n, 6), share=1 - 6 / n, pair=(n - 6, n))
        for q, area, n in hidden
    )
    told = told_by(Typed(sentence, Q, COMMENTED), HiddenFigures(5, figures))
    assert [one.what for one in told] == [HIDDEN_FIGURE] * is_told


def test_a_count_below_the_threshold_is_told_in_any_text() -> None:
    nothing_known = HiddenFigures(8)
    assert [t.what for t in told_by(Typed("Seven girls came.", Q), nothing_known)] == [
        "a count of 1 to 7 young people"
    ]
    assert told_by(Typed("Eight girls came.", Q), nothing_known) == []


def test_the_sentence_that_tells_is_named_and_no_other() -> None:
    (told,) = told_by(Typed("All went well. Three lads left in May. More will come.", Q), FIGURES)
    assert told == ("Three lads left in May.", "a count of 1 to 4 young people")


def test_a_later_quarter_is_asked_about_where_the_text_is_in_the_pack() -> None:
    text = "We expect more in 2024/25 Q3."
    assert [t.what for t in told_by(Typed(text, Q), FIGURES)] == ["something of 2024/25 Q3, after 2024/25 Q2"]
    assert told_by(Typed(text, Q, ends_there=False), FIGURES) == []
    assert told_by(Typed("As in 2024/25 Q2 and 2023/24 Q4.", Q), FIGURES) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("a hundred", 100), ("one hundred and one", 101), ("two hundred", 200), ("nine hundred and ninety-nine", 999),
     ("a hundred and twelve", 112), ("three hundred twenty", 320)],
)  # fmt: skip
def test_hundreds_in_words_are_those_in_digits(words: str, number: int) -> None:
    assert in_digits(f"{words} girls") == f"{number} girls"


def test_a_telephone_number_counts_nobody_but_before_young_people_it_is_a_count() -> None:
    """101 is the police's, 111 and 999 are others': of 111 girls it is a number of girls."""
    assert [in_digits(f"We rang {number}.") for number in (101, 111, 999)] == ["we rang § ."] * 3
    assert in_digits("The 999 calls fell.") == "the § calls fell."
    assert (
        in_digits("111 girls") == "111 girls"
        and in_digits("101 more young people") == "101 more young people"
    )


def test_what_can_be_no_pair_is_two_numbers() -> None:
    """More than all there are: 41 is shown, and 3 are few on their own."""
    assert asked("41 of 3 young people") == ["a count of 1 to 4 young people"]
    assert asked("41 of 35 young people", "5.1.1.b") == [], "35 is shown of this measure"


def test_a_few_more_are_young_people_where_those_are_spoken_of() -> None:
    """Of a count of young people they are, whatever else is said; of a percentage only if young people were named."""
    few = ["a count of 1 to 4 young people"]
    assert asked("Three more than before.", "5.1.3.a") == few
    assert asked("Three more than before.") == []
    assert asked("We met the girls in May. Three more than before.") == few
    assert asked("We ran workshops in May. Three more than before.") == []


def test_a_rise_by_a_few_is_of_young_people_where_they_are_counted() -> None:
    """Of an average or a percentage it is of points."""
    assert asked("It rose by three.", "5.1.3.a") == ["a count of 1 to 4 young people"]
    assert asked("It rose by three.", "5.1.1.a") == []


@pytest.mark.parametrize(
    ("words", "parts"),
    [("third", 3), ("quarter", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7), ("eighth", 8), ("ninth", 9), ("tenth", 10)],
)  # fmt: skip
def test_parts_in_words_are_fractions(words: str, parts: int) -> None:
    assert in_digits(f"a {words} of them") == f"<1/{parts}> of them"
    assert in_digits(f"two {words}s of them") == f"<2/{parts}> of them"


def test_what_stands_for_a_number_of_young_people() -> None:
    numbers = {
        "a couple of": 2,
        "a pair of": 2,
        "a trio of": 3,
        "half a dozen": 6,
        "a dozen": 12,
        "a lone": 1,
    }
    for words, number in numbers.items():
        assert in_digits(f"{words} girls") == f"{number} girls", words
    assert in_digits("a single girl") == "1 girl" and in_digits("our sole girl") == "our 1 girl"
    assert in_digits("half of the girls") == "<1/2> of the girls"
    assert in_digits("three thirds of them") == "3 thirds of them", "no part of anything"


def test_names_of_classes_and_dates_count_nobody_and_young_people_do() -> None:
    for text, digits in (
        ("Year 9 and 10 pupils", "§ pupils"),
        ("two yr 8-9 pupils", "2 § pupils"),
        ("class 4b", "§"),
        ("on 3 to 5 May 2024", "on §"),
        ("by 3rd of June", "by §"),
        ("in 2019 and 2020", "in § and §"),
        ("in May 3 girls came", "in may 3 girls came"),
    ):
        assert in_digits(text) == digits, text


def test_a_hidden_nobody_is_told_as_nobody() -> None:
    """None of 12 is hidden: said of the 12 it is told; all of them is another number."""
    nobody = HiddenFigures(
        5, (KnownFigure("5.1.2.d", Q, "quarter", "all", True, (0, 12, 12), share=0.0, pair=(0, 12)),)
    )
    told = [t.what for t in told_by(Typed("None of the 12 improved.", Q, "5.1.2.d"), nobody)]
    assert told == [HIDDEN_FIGURE]
    assert counted_behind(" young person workshops") is Counted.OTHER
    assert counted_behind(" young person came") is Counted.PEOPLE


# Each form of what counts nobody: dates, years, times, money, names of measures, places in a list, ages.
COUNTS_NOBODY = (
    "3 May 2024", "3 and 4 June", "3-5 of Sept., 2024", "3rd to 5th July", "May 3, 2024", "1.2.2024", "1/2/24",
    "2024-02-01", "2023/24", "2023-2024", "FY 23/24 Q2", "23/24 q2", "2019", "2.30pm", "5 pm", "14:30", "in 23/24",
    "to 24/25", "in 15/16", "in 44/45", "24/7", "9-5", "999", "1.2.3", "5.a", "£3,000", "£2m", "$5", "€7k", "£ 3 million", "50p",
    "95% confidence", "95 per cent interval", "95% ci", "Q2", "covid-19", "W12", "1-to-1", "1:1s", "1-1", "1 to 1",
    "1 on 1", "year 9", "yr 9 and 10", "y 9", "class 4b or 5", "Year 9, 10 & 11", "item 4", "items 4 and 5",
    "phase no. 2", "class #3", "point: 7", "action 3 to 5", "group 7 8 9", "one to one", "one-off",
)  # fmt: skip


@pytest.mark.parametrize("text", COUNTS_NOBODY)
def test_what_counts_nobody_is_no_number(text: str) -> None:
    assert in_digits(text) == "§"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("June 3 girls came", "june 3 girls came"),
        ("may 3 more girls", "may 3 more girls"),
        ("on June 3 we met", "on § we met"),
        ("2019 girls", "2019 girls"),
        ("2,019 girls", "2019 girls"),
        ("12,345 girls", "12345 girls"),
        ("999 girls", "999 girls"),
        ("items 4 young people", "items 4 young people"),
        ("aged 15", "year-olds"),
        ("15 year olds", "year-olds"),
        ("15-16 year-olds", "year-olds"),
        ("over-16s", "year-olds"),
        ("under-18s", "year-olds"),
        ("12-week plan", "plan"),
        ("3-part course", "course"),
        ("2-weekly", ""),
        ("one day", "§ day"),
        ("a one-to-one", "a §"),
        ("a new one-on-one", "a new §"),
        ("half did not", "<1/2> did not"),
        ("half 12 girls", "<1/2> 12 girls"),
        ("half didcot", "half didcot"),
        ("two and a half years", "2 and a half years"),
        ("a hundred", "100"),
        ("ten or twenty", "10 or 20"),
        ("one another", "§ another"),
        ("some one", "some §"),
        ("the other one", "the other §"),
        ("no one", "nobody"),
        ("no-one", "nobody"),
        ("both boys and girls", "§ boys and girls"),
        ("both girls", "2 girls"),
        ("every single pupil", "§ pupil"),
        ("half a dozen girls", "6 girls"),
        ("half-a-dozen", "6"),
        ("a couple of lads", "2 lads"),
        ("a couple of the lads", "2 of the lads"),
        ("dozen of them", "12 of them"),
        ("a duo", "2"),
        ("zero girls", "0 girls"),
        ("our lone girl", "our 1 girl"),
        ("a second young person", "2 young person"),
        ("a third boy", "3 boy"),
        ("the fourth girl", "4 girl"),
        ("½ of them", "<1/2> of them"),
        ("⅓ of the girls", "<1/3> of the girls"),
        ("⅔ of the girls", "<2/3> of the girls"),
        ("¼ of the girls", "<1/4> of the girls"),
        ("¾ of the girls", "<3/4> of the girls"),
        ("2/3 of the lads", "<2/3> of the lads"),
        ("3/12 of the lads", "3/12 of the lads"),
        ("half the girls", "<1/2> the girls"),
        ("half were girls", "<1/2> were girls"),
        ("a half of them", "<1/2> of them"),
        ("seven eighths of the girls", "<7/8> of the girls"),
        ("9 tenths of our girls", "<9/10> of our girls"),
        ("3 quarters were girls", "<3/4> were girls"),
        ("twenty one girls", "21 girls"),
        ("hundred girls", "hundred girls"),
        ("in 14/15", "in 14/15"),
        ("in 45/46", "in 45/46"),
    ],
)
def test_what_counts_somebody_is_in_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


def told_of(sentence: str, hits: int, n: int) -> list[str]:
    """Of a percentage that is hidden, and a text about it."""
    figure = KnownFigure(
        "5.1.2.d", Q, "quarter", "all", True, (hits, n, n - hits), share=hits / n, pair=(hits, n)
    )
    return [told.what for told in told_by(Typed(sentence, Q, "5.1.2.d"), HiddenFigures(5, (figure,)))]


@pytest.mark.parametrize(
    ("sentence", "of_all", "of_none"),
    [
        ("Everyone improved.", True, False),
        ("All of the young people improved.", True, False),
        ("All of them did.", True, False),
        ("All of whom did.", True, False),
        ("None of whom did.", False, True),
        ("Every young person improved.", True, False),
        ("Nobody improved.", False, True),
        ("None of the patients improved.", False, True),
        ("No young people improved.", False, True),
        ("All measures were reviewed.", False, False),
        ("Every session was full.", False, False),
        ("No reached target was changed.", False, False),
        ("Every reached target was changed.", False, False),
        ("Everyone, though tired, came.", False, False),
        ("None of the targets was met.", False, False),
    ],
)
def test_that_all_or_none_did_is_told_where_that_is_hidden(
    sentence: str, of_all: bool, of_none: bool
) -> None:
    assert told_of(sentence, 60, 60) == ([HIDDEN_FIGURE] if of_all else [])
    assert told_of(sentence, 0, 60) == ([HIDDEN_FIGURE] if of_none else [])
    # One of 250 is nearly none, and nobody is told of by that.
    assert told_of(sentence, 249, 250) == told_of(sentence, 1, 250) == []


def test_all_but_some_is_a_number_of_its_own() -> None:
    assert told_of("Everyone but sixty improved.", 60, 60) == [HIDDEN_FIGURE]
    assert told_of("Everyone but the staff improved.", 60, 60) == []


@pytest.mark.parametrize(
    ("behind", "counted"),
    [
        (" people", Counted.PEOPLE),
        (" residents", Counted.PEOPLE),
        (" young adults", Counted.PEOPLE),
        (" young ones", Counted.PEOPLE),
        (" adults", Counted.UNKNOWN),
        (" resident workshops", Counted.OTHER),
        (" person groups", Counted.OTHER),
        (" girls' groups", Counted.OTHER),
        (" boy's groups", Counted.OTHER),
        (" of the boys'", Counted.PEOPLE),
        (" schools' visits", Counted.OTHER),
        (" school visits", Counted.OTHER),
        (" drafts", Counted.OTHER),
        (" more", Counted.NOT_TOLD),
        (" such", Counted.NOT_TOLD),
        (" red", Counted.UNKNOWN),
        (" in lads", Counted.NOT_TOLD),
        (" down the lads", Counted.NOT_TOLD),
        (" of them", Counted.OF_THEM),
        (" of those lads", Counted.PEOPLE),
        (" of these sessions", Counted.OTHER),
        (" or 3 school workshops", Counted.OTHER),
        (" very long and winding lads", Counted.UNKNOWN),
        (" a b c d lads", Counted.NOT_TOLD),
        (" odd b c d lads", Counted.PEOPLE),
        (" odd b c d e lads", Counted.UNKNOWN),
        (" riders' lads", Counted.PEOPLE),
        (" of our 7 lads", Counted.PEOPLE),
        (" of 12 sessions", Counted.OTHER),
        (" of the 7", Counted.NOT_TOLD),
        ("-lads", Counted.PEOPLE),
        (" young", Counted.UNKNOWN),
        (" child in school", Counted.PEOPLE),
        (" pupil football club", Counted.OTHER),
        (" pupil keen lads", Counted.PEOPLE),
        (" pupil keen", Counted.UNKNOWN),
        (" pupil more", Counted.UNKNOWN),
        (" child", Counted.PEOPLE),
        ("", Counted.NOT_TOLD),
    ],
)
def test_what_a_number_counts_is_told_by_the_words_behind_it(behind: str, counted: Counted) -> None:
    assert counted_behind(behind) is counted


@pytest.mark.parametrize(
    ("behind", "counted"),
    [
        (" pupil football club", Counted.OTHER),
        (" pupil keen", Counted.PEOPLE),
        (" pupil more", Counted.PEOPLE),
        (" pupil keen lads", Counted.PEOPLE),
        (" child in school", Counted.PEOPLE),
        (" pupil workshop", Counted.OTHER),
        (" workshop", Counted.OTHER),
    ],
)
def test_one_is_somebody_unless_what_belongs_to_them_is_named(behind: str, counted: Counted) -> None:
    assert counted_behind(behind, is_one=True) is counted


def test_a_table_of_words_is_its_words() -> None:
    assert words_of(" two  words\n two ") == {"two", "words"}


@pytest.mark.parametrize(
    ("before", "counted"),
    [
        ("the girls came", Counted.PEOPLE),
        ("the girls and the schools", Counted.OTHER),
        ("the schools and the girls", Counted.PEOPLE),
        ("the girls came for three evenings", Counted.PEOPLE),
        ("the girls came on two days", Counted.PEOPLE),
        ("the schools closed for weeks", Counted.OTHER),
        ("the girls met the police", Counted.OTHER),
        ("the girls met staff", Counted.OTHER),
        ("the school", Counted.NOT_TOLD),
        ("", Counted.NOT_TOLD),
    ],
)
def test_what_was_spoken_of_last(before: str, counted: Counted) -> None:
    assert last_counted(before) is counted


@pytest.mark.parametrize(
    "sentence",
    [
        "Three benefited.",
        "Three improved.",
        "Two never improved.",
        "Two have improved.",
        "We met three.",
        "We saw three.",
        "The girls came. Three remained.",
        "The girls came. Three attended.",
    ],
)
def test_what_only_people_do_or_have_done_to_them_tells_of_few(sentence: str) -> None:
    assert asked(sentence) == [FEW]


def test_a_few_things_of_which_something_is_told_are_no_young_people() -> None:
    for sentence in (
        "The schools came. Three remained.",
        "The schools were shut. We met three.",
        "Three drafts",
        "ISO 4",
    ):
        assert asked(sentence) == [], sentence
    assert in_digits("iso 27001") == "§"


def test_how_far_from_a_written_number_a_figure_may_be() -> None:
    """A number says what is rounded to it; about 90 says 87.5 to 92.5, about 91 what lies within one of it."""
    assert (Written.plain("1.4").number, Written.plain("1.4").within) == pytest.approx((1.4, 0.05))
    assert (Written.plain("12").number, Written.plain("12").within) == (12, 0.5)
    for digits, hedged, ends in (
        ("91", False, (0.905, 0.915)),
        ("91.4", False, (0.9135, 0.9145)),
        ("90", True, (0.875, 0.925)),
        ("91", True, (0.90, 0.92)),
    ):
        written = Written.per_cent(digits, hedged)
        found = written.number - written.within, written.number + written.within
        assert found == pytest.approx(ends)
        assert written.says(ends[0]) and written.says(ends[1])
        assert not written.says(ends[0] - 1e-6) and not written.says(ends[1] + 1e-6)
    assert (Written.proportion("0.91").number, Written.proportion("0.91").within) == pytest.approx(
        (0.91, 0.005)
    )
    assert (Written.proportion("0.9").number, Written.proportion("0.9").within) == (0.9, 0.0)
    assert (Written.part(1, 4).number, Written.part(1, 4).within) == (0.25, 0.02)


def test_whose_something_is_is_somebody() -> None:
    """A girl's, patients': of a girl, of patients; two young person's workshops are workshops."""
    assert last_counted("the girl's") is last_counted("the patients'") is Counted.PEOPLE
    assert counted_behind(" workshop's") is counted_behind(" young person's workshops") is Counted.OTHER


def test_all_of_a_number_that_is_shown_is_no_other_number() -> None:
    """All 12 of 12 is shown of the measure, and 12 is also the numerator of a hidden figure."""
    shown = KnownFigure("5.1.2.d", Q, "quarter", "all", False, (12, 12, 0), share=1.0, pair=(12, 12))
    hidden = KnownFigure("5.1.2.d", Q, "quarter", "all", True, (12, 20, 8), share=0.6, pair=(12, 20))
    figures = HiddenFigures(5, (shown, hidden))
    assert told_by(Typed("All 12 young people improved.", Q, "5.1.2.d"), figures) == []
    assert [t.what for t in told_by(Typed("All 20 young people improved.", Q, "5.1.2.d"), figures)] == [
        HIDDEN_FIGURE
    ]


TRIED = (
    "It was {}%.",
    "{} young people improved.",
    "{} of 40 young people improved.",
    "There were {} of them.",
    "On average {}.5 points.",
    "All {} young people improved.",
)


@pytest.mark.parametrize("ref", ["", "5.1.2.d", "5.1.2.a"])
def test_whoever_is_not_shown_what_is_hidden_finds_it_by_no_trying(ref: str) -> None:
    """The same answer to each number, whichever is hidden; words without one may be kept."""

    def answers(hits: int, mean: float) -> list[list[str]]:
        figures = (
            KnownFigure(
                "5.1.2.d", Q, "quarter", "all", True, (hits, 40, 40 - hits), hits / 40, None, (hits, 40)
            ),
            KnownFigure("5.1.2.a", Q, "quarter", "all", True, (hits,), mean=mean),
            KnownFigure("5.1.1.b", Q, "quarter", "all", False, (30, 40, 10), 0.75, None, (30, 40)),
        )
        hidden = HiddenFigures(5, figures, tells_nothing=True)
        assert told_by(Typed("Offer 20 sessions by 12 May 2026.", Q, ref), hidden) == []
        tried = [words.format(number) for words in TRIED for number in range(101)]
        return [[one.what for one in told_by(Typed(words, Q, ref), hidden)] for words in tried]

    one = answers(38, 1.5)
    assert one == answers(36, 2.5) == answers(11, 60.5)
    assert all(one[:101]), "a percentage that is kept is one that is not hidden"
