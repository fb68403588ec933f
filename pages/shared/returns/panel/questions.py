"""The questions about a file, one under the other: the quarters that it covers, what is lacking, hidden
sheets, columns, spellings, and sheets that were not read."""

from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.accepting.questions.ask_about_alike_spellings import SameQuestion
from ieo_metrics.accepting.questions.hand_read_sheet_choices import sheets_left_out, sheets_not_read
from ieo_metrics.accepting.questions.question import AskedSheet
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.pipeline import Collection
from ieo_metrics.reading.sheets import Workbook
from pages.shared.kit.notice import draw_notices
from pages.shared.kit.text import bold
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.awaiting_answers import Waiting
from pages.shared.returns.by_hand.offers import offer_unread
from pages.shared.returns.panel.columns.column_questions import draw_hidden_sheets, draw_questions
from pages.shared.returns.panel.confirming_tick import draw_tick
from pages.shared.returns.panel.quarters_covered import draw_covered
from pages.shared.returns.panel.spelling_match_questions import draw_same_questions
from pages.shared.returns.uploaded_file_record import UploadedFile

QUESTIONS = "Questions"  # the tab


@dataclass(frozen=True)
class FileQuestions:
    """What is asked about one file. `returns`: those whose quarters are asked about, each with the questions
    about tables with no row in them; `waiting`: the returns that wait for an answer; `hidden`: how many
    hidden sheets nothing was said about; `not_read`: how many others were not read, without those about
    whose columns something is asked; `sheets`: the questions about columns."""

    uploaded_file: UploadedFile
    file: CheckedFile
    earlier: Sequence[CheckedFile]
    returns: Sequence[tuple[AcceptedReturn, Sequence[Problem]]]
    waiting: Sequence[Waiting]
    hidden: int
    not_read: int
    sheets: Sequence[AskedSheet]
    spellings: Sequence[SameQuestion]

    @property
    def without(self) -> list[Waiting]:
        """What the file lacks, of which the officer may say that it is accepted so."""
        return [one for one in self.waiting if one.lacking and not one.questions]

    @property
    def count(self) -> int:
        """How many there are."""
        columns = sum(len(sheet.asked_here) for sheet in self.sheets)
        others = (self.returns, self.without, self.spellings)
        return columns + self.hidden + self.not_read + sum(map(len, others))

    @property
    def settle(self) -> set[tuple[str, str]]:
        """(code, sheet) of the problems that the questions about columns settle."""
        return {(question.code, sheet.sheet.name) for sheet in self.sheets for question in sheet.questions}


def hidden_sheets(file: CheckedFile) -> set[str]:
    """The hidden sheets about which nothing was said."""
    return {p.sheet for p in file.problems if p.code == officer_answers.HIDDEN}


def other_unread_sheets(uploaded_file: UploadedFile, file: CheckedFile) -> set[str]:
    """The sheets that were not read, without the hidden ones, those of which columns are asked about, and
    those that the officer has left out."""
    assert isinstance(uploaded_file.read, Workbook)
    asked = {sheet.sheet.name for sheet in session_files.asked_sheets_of(uploaded_file.sha256)}
    settled = hidden_sheets(file) | asked | sheets_left_out(file)
    return {sheet.name for sheet in sheets_not_read(file, uploaded_file.read)} - settled


def questions_of(
    uploaded_file: UploadedFile, file: CheckedFile, mine: Sequence[AcceptedReturn], collection: Collection
) -> FileQuestions:
    """What is asked about a file. `mine`: the returns that it is part of."""
    return FileQuestions(
        uploaded_file,
        file,
        [o for o in collection.files if o.received <= file.received and o is not file],
        asked_quarters(file, mine, collection),
        [one for one in session_files.waiting_returns() if one.sha256 == uploaded_file.sha256],
        len(hidden_sheets(file)),
        len(other_unread_sheets(uploaded_file, file)),
        session_files.asked_sheets_of(uploaded_file.sha256),
        [question for question in collection.same if question.at.file == file.name],
    )


def asked_quarters(
    file: CheckedFile, mine: Sequence[AcceptedReturn], collection: Collection
) -> list[tuple[AcceptedReturn, list[Problem]]]:
    """The returns of a file whose quarters are asked about, each with the questions about its tables with no
    row in them."""
    problems = session_files.problems_of(file, collection)
    about_quarters = [
        (accepted_return, _without_rows(problems, file, accepted_return)) for accepted_return in mine
    ]
    return [(one, some) for one, some in about_quarters if some or one.how == "assumed"]


def _without_rows(
    problems: Sequence[Problem], file: CheckedFile, accepted_return: AcceptedReturn
) -> list[Problem]:
    """The questions about sheets of a return with no row in the quarters that are stated."""
    sheets = {sheet.name for sheet in file.sheets if sheet.table in accepted_return.covers}
    return [p for p in problems if p.code in officer_answers.ABOUT_STATED_QUARTERS and p.sheet in sheets]


def draw_file_questions(asked: FileQuestions) -> None:
    """All of them."""
    uploaded_file = asked.uploaded_file
    for accepted_return, without_rows in asked.returns:
        draw_covered(accepted_return, f"{uploaded_file.sha256}_{accepted_return.number}", without_rows)
    draw_notices(
        (
            bold(one.title),
            f" needs {plural(one.questions, 'answer')}: without {'it' if one.questions == 1 else 'them'}, "
            f"{one.why}.",
        )
        for one in asked.waiting
        if one.questions
    )
    for place, waiting in enumerate(asked.without):
        _draw_without(waiting, place)
    if asked.hidden:
        draw_hidden_sheets(uploaded_file)
    draw_questions(uploaded_file, asked.earlier, asked.sheets)
    draw_same_questions(asked.file, asked.spellings)
    offer_unread(uploaded_file, {asked_sheet.sheet.name for asked_sheet in asked.sheets})


def _draw_without(waiting: Waiting, place: int) -> None:
    """Whether a return is accepted without what it lacks."""
    lacking = ", ".join(dict.fromkeys(f"{p.sheet}: {p.expected}" for p in waiting.lacking))
    draw_tick(
        f"{waiting.title} · {waiting.file} lacks some of what is needed ({lacking}), so {waiting.why}. "
        "Accept it without",
        f"without_{waiting.sha256}_{place}",
        [officer_answers.problem_key(waiting.sha256, p) for p in waiting.lacking],
    )
