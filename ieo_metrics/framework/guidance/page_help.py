"""What each page of the dashboard is for, one row each: the help beside its title, in the search, and in the
printed guides."""

from typing import NamedTuple


class PageHelp(NamedTuple):
    """Three sentences about a page: what it is `for_what`, what to `do` there, and where to `read_on`.
    `found_by`: what else one may search for that is done there; `do_reading`: what to do for whoever may only
    read, where that is something else; `is_other_work`: whether it is a page of the working group's other
    work."""

    page: str
    for_what: str
    do: str
    read_on: str
    found_by: str = ""
    do_reading: str = ""
    is_other_work: bool = False

    @property
    def sentences(self) -> tuple[str, str, str]:
        return self.for_what, self.do, self.read_on

    @property
    def when_reading(self) -> tuple[str, str, str]:
        """The sentences for whoever may only read."""
        return self.for_what, self.do_reading or self.do, self.read_on


PAGE_HELP: tuple[PageHelp, ...] = (
    PageHelp(
        "Overview",
        "The Overview shows every measure of the framework for one quarter: the figure, the target, the "
        "verdict and what has changed.",
        "Choose the quarter, see at the top which returns are missing, and click a measure to open it.",
        "Definitions explains the verdicts and the letters in square brackets.",
        do_reading="Choose the quarter, click a measure to open it, and open the meeting or download the pack at "
        "the top.",
    ),
    PageHelp(
        "Returns",
        "Returns is where the providers' workbooks come in: what has arrived, what is wrong with it, and "
        "which figures would change if you accept it.",
        "Drop the workbooks as they came, answer the questions, send back what the provider must fix, and "
        "accept what is ready.",
        "The guide for the officer, under Definitions, goes through a whole quarter.",
        "templates e-mail due dates calendar fix list send back undo withdraw a return mistakes spelling",
    ),
    PageHelp(
        "Read by hand",
        "This page reads a sheet whose layout the dashboard does not know yet.",
        "Say which table it holds, how it is laid out and what each heading means, and check the rows that "
        "come out; next quarter the same layout is read without asking.",
        "Definitions says what each measure needs to know about a young person or a session.",
    ),
    PageHelp(
        "Measure",
        "This page shows one measure: the figure, how sure it is, its target, its verdict and every quarter "
        "in one chart.",
        "Choose the measure and the quarter; the tabs below say why it moved, who is counted and where the "
        "figure comes from, and lay another measure beside it.",
        "Definitions says what each measure counts, and what the verdicts mean.",
        "95% range breakdown district age gender ethnicity compare chart picture download rows why it moved",
        "Choose the measure and the quarter; the tabs below lay another measure beside it, and say what it means.",
    ),
    PageHelp(
        "Signals",
        "Signals compares each measure with its own past: which have changed by more than chance, and which "
        "targets are likely to be met.",
        "Look first at the measures marked improving or worsening; the other tabs re-base a chart after a "
        "change, note what happened and when, and lead to Settings for targets.",
        "Definitions explains how a verdict is reached.",
        "limits control chart note event re-base year end",
        "Look first at the measures marked improving or worsening; the other tabs say where a chart starts anew, "
        "and what happened and when.",
    ),
    PageHelp(
        "Issue and pack",
        "This page turns a quarter into the files that leave the office, with small numbers hidden.",
        "Check that the quarter is ready, look at the preview, issue it, and download the pack.",
        "Definitions says why a shared figure may be hidden or have another verdict.",
        "SVRP tables share hidden small numbers correction revise unlock withdraw an issue or figure report slides",
    ),
    PageHelp(
        "Approval",
        "Approval shows what another person has proposed to issue, as the board would see it, before any of it "
        "is handed out.",
        "Look at the figures, at what is hidden and what would be corrected, then approve it or send it back with "
        "a reason.",
        "Definitions says what each measure counts, and why a figure may be hidden.",
        "second person approve send back propose",
    ),
    PageHelp(
        "Meeting",
        "The Meeting shows a quarter as it was issued, for a shared screen: first all measures, then one at "
        "a time.",
        "Move with the arrow keys, or type a measure's number and press Enter; Home goes back to all "
        "measures, and actions can be typed in as they are agreed.",
        "The guide for the chair, under Definitions, fits on a sheet of paper.",
    ),
    PageHelp(
        "Working group",
        "This page keeps what the working group agrees: who attended, actions, comments, and what is to be "
        "raised to the SVRP.",
        "Choose the meeting, record attendance by agency, and add or close actions; do not write anybody's "
        "name.",
        "The tab Calendar and members has the dates and the terms of reference.",
        "comment decision key update attendance recommendation agency owner",
    ),
    PageHelp(
        "Evaluation",
        "Evaluation asks the same questions of every programme: who has a first and a second score, who could be "
        "traced, what is known of whom, who was lost on the way, how late and how faulty its returns are.",
        "Nothing is typed but the level of evidence; what has got better can be taken as evidence for "
        "recommendation 3.1.",
        "What each question asks is folded under the table.",
        "approach impact level of evidence Early Intervention Foundation Foundations attrition baseline 3.1 4.f",
        is_other_work=True,
    ),
    PageHelp(
        "Partners",
        "Partners has one sheet for each authority of the duty and each other agency: attendance, turns to host, "
        "actions, what it committed to and the decisions it owns.",
        "Choose the authority and the meeting, record what it commits to, and take its sheet to the chair and "
        "that partner.",
        "Working group has the meeting, its attendance and its actions.",
        "authority agency commitment host attendance late promised sheet",
        is_other_work=True,
    ),
    PageHelp(
        "Gaps",
        "Gaps sets what is needed against what is provided: needs that nothing meets, schools and young people "
        "that are not reached, and what communities told us.",
        "Enter the needs of the Strategic Needs Assessment and what meets them, upload a table of people once a "
        "year, and make an action of a gap.",
        "Definitions says what each measure counts; the tab Schools says what is kept of a school.",
        "needs assessment risk factor cohort provision schools hotspot priority per 1,000 population census "
        "communities voices 4.a 4.c",
        is_other_work=True,
    ),
    PageHelp(
        "Seasons",
        "Seasons shows, from a published table of offences by quarter, which quarters of the year stand out and "
        "what is usual for the next two.",
        "Upload a table of twelve quarters at least, look at how it was understood before you keep it, and enter "
        "what is to be agreed by when before a quarter that stands out.",
        "The line under the chart says which table it rests on, and what is folded under it how it is worked "
        "out.",
        "season summer offences assaults police recorded crime Home Office run-up usual range 4.a",
        is_other_work=True,
    ),
    PageHelp(
        "Funding",
        "Funding shows which grants pay for which programme, what runs out of funding in the quarters to come, "
        "and which measures rest on it.",
        "Enter grants and funding rounds once, make an action for a grant that ends, and download the evidence for a bid, "
        "which is made of issued figures only.",
        "Definitions says what each measure counts; costs are of one programme at a time and do not compare.",
        "grants funders match consortium partners bid round cost per young person commissioning run out",
        is_other_work=True,
    ),
    PageHelp(
        "What works",
        "What works keeps what is published about the programmes run here beside their own results, the training that "
        "is needed, the log of practice from Thames Valley, and published figures of elsewhere.",
        "Copy what the Toolkit says with its address and date, look up again what is a year old, and say of each "
        "practice whether it is adopted, adapted or not for us.",
        "The tab Recommendations of Working group shows what was recorded of recommendation 7.2.",
        "evidence intervention toolkit impact strength cost comparator training workshop Thames Valley practice recommendation 7.2",
        is_other_work=True,
    ),
    PageHelp(
        "Learning",
        "Learning keeps, for each measure, what the group thinks is behind it, what it does, who helps, and what "
        "changed because of it.",
        "Begin with the measures that moved or missed their target and of which nothing is written; once a year, "
        "make the learning report.",
        "The tab Why it moved of a measure says what its change is made of.",
        "learned reason behind what changed annual year report strategy",
        is_other_work=True,
    ),
    PageHelp(
        "Units",
        "Units puts the figures of several violence reduction units side by side and adds them up; it holds "
        "no rows about people.",
        "Drop the files from other units here, or download your own unit's file to send to them.",
        "Definitions says what each measure counts, which is the same in every unit.",
    ),
    PageHelp(
        "History",
        "History lists who did what, and when: every return accepted, quarter issued, setting changed and "
        "file downloaded.",
        "Narrow the list by person, action, date or words, and check that everything stored is as it was "
        "saved.",
        "Each file that you download carries the number of the last line of this list.",
    ),
    PageHelp(
        "Settings",
        "Settings holds what is set once for the whole unit, such as the unit's name and look, due dates and "
        "how figures are counted.",
        "Change one setting at a time, and read what it would change before you save it.",
        "Each setting has its usual choice and its reason beside it.",
        "targets backup restore threshold small numbers logo colours contact template Crime Harm Index old rows",
    ),
    PageHelp(
        "Definitions",
        "Definitions says what each measure counts, and what the verdicts and letters mean.",
        "Open a tab, unfold what you want to read, or press / on any page to search.",
        "The tab Help and guides has the help of every page, and two guides to print.",
    ),
)
HELP: dict[str, PageHelp] = {row.page: row for row in PAGE_HELP}
