"""Every kind of problem that a return can have, one row each, and what a found problem tells a person."""

from dataclasses import dataclass
from typing import NamedTuple

MUST_FIX, CONFIRM, INFORMATION = "must fix", "please confirm", "for information"


class Check(NamedTuple):
    """One kind of problem. `expected` and `fix` are sentences for the provider; {names} in them are filled
    in."""

    code: str
    title: str
    severity: str
    expected: str
    fix: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at one place. `cell` is as Excel writes it (F17), a range, a row (17:17), or empty for a
    whole sheet or file."""

    severity: str
    code: str
    file: str
    sheet: str
    cell: str
    field: str
    found: str
    expected: str
    fix: str


_DATE = "a date such as 3 April 2024, 03/04/2024 or 2024-04-03"
CHECKS: dict[str, Check] = {
    check.code: check
    for check in (
        # Dates
        Check("date-missing", "A date is missing", MUST_FIX, _DATE, "Fill in the date. The row is left out of what needs it."),
        Check("date-unreadable", "A date could not be read", MUST_FIX, _DATE, "Write the date again as day, month and year."),
        Check("date-impossible", "A date that is not in the calendar", MUST_FIX, _DATE, "Correct the day or the month."),
        Check("date-not-uk", "A date in another country's format", MUST_FIX, "day, month, year", "If {proposal} is meant, write it that way."),
        Check("date-two-digit-year", "A year of two digits", MUST_FIX, "a year of four digits", "Write the year in full."),
        Check("date-serial", "A number where a date should be", MUST_FIX, _DATE, "Excel shows this number for {proposal}. If that is meant, give the cell a date format."),
        Check("date-out-of-range", "A date too far away to be right", MUST_FIX, "a date from {lowest} to {highest}", "Correct the year."),
        Check("date-time-dropped", "A date with a time of day", INFORMATION, "a date without a time", "Nothing to do: the date was kept and the time was not."),
        Check("date-other-zone", "A time in another zone that moves the date into another quarter", CONFIRM, "the day in London, without a time", "Write {written} or {london}, which it is in London, without a time. Until then the row is left out of what needs the date."),
        Check("date-after-return", "A date after the return was made", CONFIRM, "a date not after {returned}", "Correct the date if it is wrong."),
        Check("follow-up-without-dates", "A follow-up without dates", MUST_FIX, "the start of support, or the end of the follow-up", "Fill in one of the two dates. The row is left out."),
        Check("end-before-start", "An end before its start", MUST_FIX, "an end on or after {start}", "Correct one of the two dates. The row is left out."),
        # Numbers
        Check("number-unreadable", "A number could not be read", MUST_FIX, "{expected}", "Write only the number, without units or words."),
        Check("number-not-whole", "Not a whole number", MUST_FIX, "{expected}", "Write a whole number."),
        Check("number-out-of-range", "A number out of its range", MUST_FIX, "{expected}", "Correct the number, or leave the cell blank."),
        Check("score-blank", "A score was left blank", INFORMATION, "{expected}", "If the score was taken, fill it in."),
        Check("headcount-blank", "A headcount was left blank", CONFIRM, "{expected}", "Fill in the number; write 0 if there was nobody."),
        # Words
        Check("word-unknown", "An answer that is not on the list", MUST_FIX, "one of: {allowed}", "Write one of these answers."),
        Check("word-kept", "A group that is not on the list", INFORMATION, "one of: {allowed}", "Nothing to do: it is kept as it was written, as a group of its own, {cells}."),
        Check("word-not-kept", "A group that was read as not known", INFORMATION, "one of: {allowed}", "Write one of these answers if it is to be in the breakdowns: it was read as not known, {cells}."),
        Check("answer-missing", "An answer is missing", MUST_FIX, "{expected}", "Fill in the cell. The row is left out of what needs it."),
        Check("blank-in-words", "A word that was read as blank", INFORMATION, "an empty cell", "Nothing to do if it means that there is nothing to record."),
        Check("answer-not-known", "An answer that is not known", CONFIRM, "{expected}", "Fill it in if it can be found out. The row is left out of what needs it."),
        Check("text-personal", "This looks personal", CONFIRM, "no names, phone numbers, e-mail addresses or NHS numbers", "Remove the personal detail from the workbook and send it again."),
        # References
        Check("reference-missing", "A reference is missing", MUST_FIX, "the young person's reference", "Fill in the reference. The row is left out."),
        Check("reference-placeholder", "A reference that may not be a person's", CONFIRM, "the young person's reference", "Fill in the reference. All rows with this word count as one person."),
        Check("stands-for-another", "An example, or a sign for the cell above", MUST_FIX, "{expected}", "Write in each row what it is about, and take examples out. The row is left out."),
        Check("reference-precision", "A reference that Excel has rounded", MUST_FIX, "a reference stored as text", "Excel keeps only 15 digits of a number. Format the column as text and type the reference again."),
        Check("reference-exponent", "A reference shortened by Excel", MUST_FIX, "a reference stored as text", "Format the column as text and type the reference again in full."),
        Check("reference-wrong-kind", "Not a reference", MUST_FIX, "the young person's reference", "Write the reference as text."),
        Check("same-reference", "Spellings that may be one young person", CONFIRM, "one spelling of each reference", "Say whether this is the same young person as {others}; {measures} may turn on it. Until then they are counted as different people. It is best written the same way each time."),
        Check("same-school", "Spellings that may be one school", CONFIRM, "one name and one URN of six digits for each school", "Say whether this is the same school as {others}; {measures} may turn on it. Until then they are counted as different schools."),
        Check("school-nearly-listed", "A school that sessions name nearly so", INFORMATION, "one name and one URN of six digits for each school", "Nothing to do here once it is said whether this is the school of these sessions: {sessions}. Until then it is not known whether they are of a listed school, and they are left out of {measures}."),
        Check("same-cohort", "Spellings that may be one cohort", CONFIRM, "one spelling of each year group or class", "Say whether this is the same year group or class as {others}; {measures} may turn on it. Until then they are counted as different ones."),
        Check("same-not-compared", "Spellings that took too long to compare", CONFIRM, "few enough spellings to compare, and nothing but a {title} in its column", "Nobody looked for ways to write the same {what}: what is written in two ways counts as two, and {measures} may turn on it. See that the column holds what it should, and drop fewer files, or fewer rows, at once."),
        # Cells that show nothing usable
        Check("cell-error", "The cell shows an error", MUST_FIX, "{expected}", "Correct the formula, or type the value."),
        Check("cell-formula-unsaved", "A formula without its result", MUST_FIX, "{expected}", "Open the workbook in Excel, save it, and send it again."),
        Check("cell-merged", "Merged cells inside the table", MUST_FIX, "one value in each cell", "Unmerge the cells and fill in each one. Only the first cell of the range was read."),
        # Rows
        Check("row-duplicate", "The same row twice", INFORMATION, "each row once", "Nothing to do if it is a mistake: it was counted once (also in row {first})."),
        Check("session-identical", "Two sessions that are the same in everything", CONFIRM, "a difference between two sessions", "Remove one of them if it is the same session as row {first}. Both were counted."),
        Check("latest-before-first", "A latest date before the first", MUST_FIX, "a latest date on or after the first", "Correct the dates, and see that each score is under its own date. The row is left out."),
        Check("score-conflict", "Two scores for the same person, area and day", CONFIRM, "one score", "Remove the wrong one. The later row was used, not row {first}."),
        Check("follow-up-conflict", "Two follow-up rows for one person that disagree", MUST_FIX, "one answer for each person", "Remove the wrong row (see also row {first}). The person is left out."),
        Check("window-not-standard", "A follow-up window of a different length", CONFIRM, "{expected}, which is {months} months on", "Nothing to do if it is intended: the end that was given is used."),
        Check("school-without-year-group", "Possible double counting", CONFIRM, "a year group or class for each session", "Add the year group or class. The sessions of this school were added up (see also row {first})."),
        Check("class-beside-year-group", "Possible double counting of a class", CONFIRM, "year groups or classes, not the same young people in both", "Nothing to do if nobody of it is in {year} of row {first} as well. Both were added up: leave out the one or the other if somebody is."),
        Check("offence-without-follow-up", "Offences for a person without a follow-up row", CONFIRM, "a follow-up row for each person", "Add the person to the Follow-up sheet. They were not counted as traced."),
        Check("offence-no-value", "An offence without a Crime Harm Index value", CONFIRM, "an offence of the edition in force, with its Home Office code and title", "Check the code and the title, or give the CHI value. The person is left out of the harm measure."),
        Check("offence-several-values", "An offence that several Crime Harm Index values fit", CONFIRM, "a Home Office code and a title that fit one value", "Write the title as the index has it, or give the CHI value ({values}). The person is left out of the harm measure."),
        Check("offence-value-differs", "A Crime Harm Index value that is not the edition's", INFORMATION, "{expected}", "Nothing to do if it is intended: the value that was given is used."),
        Check("offences-contradict", "The answer and the list of offences disagree", CONFIRM, "{expected}", "Check both. The answer in the row was used."),
        Check("person-details-differ", "One young person described in two ways", CONFIRM, "one {title} for each young person", "Row {row} and {first} are of the same young person: correct the one that is wrong."),
        Check("ended-without-support", "An end where no support took place", CONFIRM, "no end where the status is {status}", "If the young person took part, write Engaged; if not, clear the end. It was not counted as support."),
        Check("answered-untraced", "An answer about a person who was not traced", CONFIRM, "no answer where Traced is no", "If the person was traced, write yes under Traced; if not, clear the answer. The person was not counted."),
        Check("headcount-without-session", "People at a session that did not take place", CONFIRM, "no headcount where the status is {status}", "If it took place, write Delivered; if not, clear the number. It was not counted."),
        Check("staff-exceed-young-people", "More staff than young people", CONFIRM, "no more than the {young} young people reached", "Check both numbers: they may be in each other's columns. Both were counted as they are."),
        Check("attendees-exceed-sessions", "More people than one-to-one sessions", CONFIRM, "no more than one person for each one-to-one session, of which there are {sessions}", "Check the type, the attendees and the number of sessions. The number of sessions was counted."),
        Check("sessions-exceed-attendees", "More sessions than people", CONFIRM, "somebody at each session, of which there are {sessions}", "Check the attendees, the status and the number of sessions. The number of sessions was counted."),
        Check("one-value-throughout", "A column with the same value throughout", CONFIRM, "numbers that differ from row to row", "Confirm that {value} is right in every row, and was not copied down."),
        Check("mapping-cells-swapped", "Cells that may be in each other's place", CONFIRM, "{one} and {other} in their own columns", "Put them right where they are in each other's place, or say that they are right as they stand. They were counted as they stand."),
        Check("mapping-cells-doubtful", "Cells that do not fit the rest of the return", CONFIRM, "{expected}", "Put them right where they are wrong, or say that they are right as they stand. They were counted as they stand."),
        Check("mapping-blank-means", "Blank cells that may be an answer", CONFIRM, "{meaning} where it is meant, and blank where nothing is known", "Fill in {meaning} where it is meant under {title}, or say what {sign} means there. Until then it is read as blank."),
        Check("totals-disagree", "A total that disagrees with its rows", CONFIRM, "{expected}", "Check whether a row is missing or a number is wrong. The rows were counted, not the total."),
        Check("totals-row", "A totals row", INFORMATION, "rows of data only", "Nothing to do: it was not counted."),
        Check("totals-row-unclear", "A row that may be a total", CONFIRM, "no word for a total in the place of a reference, a date or a name", "If it is a total, clear its other cells that are no numbers; if it is a record, write the word in another way. It was not counted."),
        Check("note-row", "A note under the table", INFORMATION, "rows of data only", "Nothing to do: it was not read as data."),
        # Sheets and columns
        Check("mapping-sheet-unknown", "A sheet that could not be understood", CONFIRM, "the headings of one of the templates", "Use the template's headings, or let the unit read the sheet by hand. Nothing in it was counted."),
        Check("mapping-sheet-elsewhere", "A sheet that may be another programme's", CONFIRM, "{rest}, or the headings of the template", "Say whether it is {table} of {programme} or {rest}, or use the template's headings. Nothing in it was counted."),
        Check("mapping-sheet-set-aside", "A sheet whose name says that it does not count", CONFIRM, "sheets of rows that count", "Take the sheet out of the workbook, or give it another name if its rows count, or say whether it is read or left out. Nothing in it was counted."),
        Check("sheet-left-out", "A sheet that was left out", INFORMATION, "{rest}", "Nothing to do: the officer has said that it is no part of the return. Nothing in it was counted."),
        Check("mapping-column-proposed", "A heading that is close to a known one", CONFIRM, "a known heading, or the officer's answer", "Confirm that column {column} is \"{title}\": {reason}. For example: {samples}."),
        Check("mapping-column-unclear", "A heading that may belong to a missing column", CONFIRM, "a known heading, or the officer's answer", "Say what column {column} is, or that it is not needed: {reason}. It was not read. For example: {samples}."),
        Check("mapping-answer-proposed", "An answer that is close to a known one", CONFIRM, "one of: {allowed}", "Confirm that it means \"{proposal}\"."),
        Check("mapping-column-missing", "A column is missing", CONFIRM, "a column {title}", "Name the column {title}. What needs it was not counted.{nearest}"),
        Check("column-not-there", "A column that the return does not have", INFORMATION, "a column {title}", "Nothing to do: the officer has said that the return does not have it. What needs it was not counted."),
        Check("mapping-column-duplicate", "Two columns with the same meaning", CONFIRM, "one column {title}", "Rename or remove one of the columns {columns}. Neither was read."),
        Check("mapping-column-blank-heading", "A column without a heading", CONFIRM, "a heading above each column", "Give column {column} a heading, or clear it. It was not read."),
        Check("mapping-heading-not-words", "A heading that is not words", CONFIRM, "a heading in words", "Give column {column} a heading in words. It was not read."),
        Check("mapping-ambiguous", "A sheet that could be two things", CONFIRM, "headings that fit one table", "Say which it is: {tables}. Nothing in it was counted."),
        Check("mapping-quarter", "A quarter that is not clear", CONFIRM, "a quarter such as 2024/25 Q2", "Write the quarter that the return covers with its financial year, and no other quarter in that line."),
        Check("mapping-date-order", "Dates that can be read in two ways", CONFIRM, "dates written day first, or the officer's answer", "Say whether the dates of column {column} were written day first or month first, or write the month in words: {samples}. Until then the {count} of them that could be either are not used."),
        Check("mapping-date-order-in-part", "Dates of some rows that may have changed day and month", CONFIRM, "one order in the whole column", "Correct the dates of column {column} in which day and month changed places, or say that all of them are right as they stand. Until then the {count} of them that could be either are not used: {samples}."),
        Check("mapping-date-year", "Dates of some rows that may have another year", CONFIRM, "the year that was meant", "Correct the year of the dates of column {column} that are a year out, or say that all of them are right as they stand. Until then these {count} cells are not used: {samples}."),
        Check("date-order-month-first", "Dates read month first", INFORMATION, "dates written day first", "Nothing to do if that is right: {count} of the dates of column {column} were read month first, as was answered before. For example, {samples}."),
        Check("mapping-by-hand-heading", "A heading of a grid that is not clear", CONFIRM, "{expected}", "Write it so, or say in the mapping that this column is not needed. Nothing under it was counted."),
        Check("mapping-by-hand-twice", "A table read by hand that is not clear", CONFIRM, "headings that stand once, or words over them that tell them apart", "Say how the table lies, or under which words it stands. It was not read."),
        Check("mapping-by-hand-changed", "A table read by hand whose headings have changed", CONFIRM, "the headings as they were when {table} was read by hand", "Write {headings} again as it was, or say anew how the table is read. Nothing in it was counted."),
        Check("by-hand-several-tables", "Several tables with the same headings", INFORMATION, "headings that stand once, or several tables that all count", "Nothing to do if all of them are meant. Else say under which words the right one stands: they were all read."),
        Check("rows-outside-regions", "Rows outside the tables that are read by hand", CONFIRM, "no rows but those of the tables", "Say how these rows are read, or confirm that they are not needed. They were not counted."),
        Check("totals-column", "A totals column", INFORMATION, "months, quarters, schools or kinds only", "Nothing to do: it was not counted."),
        Check("date-by-period", "Numbers by month or quarter", INFORMATION, "the day of each session", "Nothing to do: each number is dated to the first day of its month or quarter, so that it counts in its quarter."),
        Check("mapping-rows-under-a-line", "Rows that may not count", CONFIRM, "rows of data only", "Take the rows under this line out of the workbook, or say that they count like all others. Until then they were counted."),
        Check("mapping-lists-differ", "Lists of schools that disagree", CONFIRM, "one answer for each school on each day", "Say which of the two counts: take the other out of the workbook, or write in both from when and until when they are in force. Until then a yes in either is taken."),
        Check("mapping-sheet-repeated", "A sheet that repeats another", CONFIRM, "each session in one sheet", "Take the sheet of the last quarter out of the workbook, or the sessions that are in both. Until then each was counted twice."),
        Check("rows-decided", "Rows that do not count, as was decided", INFORMATION, "each list and each session in one sheet", "Nothing to do: the officer has said which of two sheets counts."),
        Check("mapping-nothing-recognised", "Nothing in the file was recognised", MUST_FIX, "a return of RESET, A&E Navigators, Choices or TIPS", "Send the workbook in the layout of the template, or let the unit read its sheet by hand."),
        Check("column-proposed", "A heading that is close to one that no measure needs", INFORMATION, "a known heading, or the officer's answer", "Confirm, if breakdowns should have it, that column {column} is \"{title}\": {reason}. It was not read, and no measure turns on it. For example: {samples}."),
        Check("column-duplicate", "Two columns with the same meaning, which no measure needs", CONFIRM, "one column {title}", "Rename or remove one of the columns {columns}, if breakdowns should have it. Neither was read, and no measure turns on it."),
        Check("column-taken", "A heading in other words", INFORMATION, "a heading of the template", "Nothing to do: it was read as \"{title}\", because its heading and every one of its cells agree."),
        Check("column-dropped", "A column that is not needed", INFORMATION, "only the columns of the template", "Nothing to do: it was not kept."),
        Check("column-personal-dropped", "A personal column", CONFIRM, "no names, dates of birth, addresses, phone or NHS numbers", "Leave this column out next time. It was not read and not kept."),
        Check("sheet-hidden", "A hidden sheet", CONFIRM, "sheets that can be seen", "Unhide the sheet if it belongs to the return. It was not read."),
        Check("hidden-left-out", "A hidden sheet that was left out", INFORMATION, "sheets that can be seen", "Nothing to do: the officer has said that it is left out. Nothing in it was counted."),
        Check("sheet-of-figures", "A sheet of figures that was not read", CONFIRM, "one row for each record", "Nothing to do if it only sums up the other sheets: they were counted, and it was not."),
        Check("sheet-empty", "A table without rows", CONFIRM, "rows, or a note that there were none", "Confirm that there was nothing to report. It counts as a nil return."),
        # The return as a whole
        Check("return-date-unclear", "A date of return that cannot be read", CONFIRM, "a date such as 14 July 2024", "Write the date on which the return was made. Until then, the day on which it was dropped here is used."),
        Check("quarter-assumed", "No quarter is stated", CONFIRM, "Reporting quarter: 2024/25 Q2, above the table", "Confirm that the return covers {covers}."),
        Check("quarter-one-of-many", "One quarter is stated, but there are earlier rows too", CONFIRM, "rows of {covers}", "Confirm that the return covers only {covers}. No other return covers {earlier}, so those rows count as baselines only."),
        Check("mapping-quarter-without-rows", "No row in the quarter that is stated", CONFIRM, "rows of {covers}, or a heading and no rows where there was nothing", "Say which quarters the return covers (on its card, or with --covers), or correct the dates. Until then {covers} counts as a quarter without anybody."),
        Check("mapping-quarter-too-early", "A stated quarter that does not fit the dates", CONFIRM, "rows of {covers}", "Say which quarters the return covers (on its card, or with --covers), or correct the dates. Until then it counts as a return of {covers}."),
        Check("mapping-quarter-emptied", "A quarter for which the return before had rows, and this one has none", CONFIRM, "rows of {covers}", "Say which quarters the return covers (on its card, or with --covers), or add the rows. Until then it takes the place of the return before in {covers}."),
        Check("quarter-disagrees", "Two different quarters are stated", CONFIRM, "{covers}", "Confirm that the return covers {covers}."),
        Check("rows-outside-quarter", "Rows dated outside the quarter", INFORMATION, "rows of {covers}", "Nothing to do if they are there as baselines: they are not counted in any quarter."),
        Check("sessions-outside-quarter", "Sessions dated outside the quarter", CONFIRM, "sessions of {covers}", "Confirm the quarter of the return. These sessions are not counted."),
        Check("baseline-restated", "A first score that has changed", CONFIRM, "the first score of an earlier return: {expected}", "Confirm the change. {used}"),
        # Against the provider's own history
        Check("starts-after-quarter", "Support that starts after the quarter", CONFIRM, "a start not after {last}", "Correct the date if it is wrong. It is not counted before the quarter in which it starts."),
        Check("headcount-unusual", "A number far higher than usual", CONFIRM, "about {usual}, the median of the {count} earlier ones", "Confirm the number, or correct it."),
        Check("quarter-copied", "A quarter that looks like the last one", CONFIRM, "rows that differ from those of {before}", "Confirm that they are new rows, and that the last quarter's were not sent again with other dates."),
        Check("rows-unusual", "Far fewer or more rows than usual", CONFIRM, "about {usual} rows, the median of the {count} quarters before", "Confirm that nothing is missing and there are no duplicates."),
        # The Society's and the Constabulary's young people
        Check("cohort-matched", "Young people known to both providers", INFORMATION, "the same references from both", "Nothing to do: the dates explain why some are known to only one of them."),
        Check("cohort-unmatched", "Young people known to only one of two providers", CONFIRM, "the same references from both", "Ask the two providers to compare their references. Each was counted where it appears."),
        Check("file-repeated", "The same file twice", INFORMATION, "each file once", "Nothing to do: it was used once."),
    )
}  # fmt: skip


def problem(
    code: str, file: str, sheet: str = "", cell: str = "", field: str = "", found: str = "", **words: object
) -> Problem:
    """A problem of the kind `code`, its sentences filled in with `words`."""
    check = CHECKS[code]
    return Problem(
        check.severity,
        code,
        file,
        sheet,
        cell,
        field,
        found,
        check.expected.format(**words),
        check.fix.format(**words),
    )
