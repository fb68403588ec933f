"""Returns that wait for an answer about their columns or spellings. Accepted without it, part of them or a
whole sheet would be left out unnoticed, or one young person would count as two."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.accepting.questions.question import AskedSheet
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.return_types import ReturnType, return_type_of
from ieo_metrics.pipeline import Collection
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.sheet_decisions import LISTS, REPEATED
from pages.shared.returns import officer_answers
from pages.shared.returns.uploaded_file_record import UploadedFile

NOT_THERE, BY_HAND = "mapping-column-missing", "mapping-by-hand"


@dataclass(frozen=True)
class Waiting:
    """A file with a question about its columns. `title`: of the return that waits for it, else the file's
    name; `returns`: those that cannot be accepted until it is answered; `lacking`: what a sheet that is read
    by hand lacks, which the officer may confirm instead; `spellings`: how many of the questions are whether
    spellings are the same; `disputed`: sheets of which it is open whether they count beside another;
    `return_type`: whose return it would be once it is answered, None where nobody knows."""

    sha256: str
    file: str
    title: str
    returns: tuple[AcceptedReturn, ...]
    questions: int
    left_out: tuple[str, ...]
    in_part: tuple[str, ...]
    lacking: tuple[Problem, ...]
    spellings: int = 0
    disputed: tuple[str, ...] = ()
    return_type: ReturnType | None = None

    @property
    def settled(self) -> bool:
        """Whether the only open questions are about columns that the officer has confirmed the sheet does
        not have."""
        return not self.questions and not officer_answers.still_open(self.sha256, self.lacking)

    @property
    def why(self) -> str:
        """`its sheet Outcomes Star would be left out`."""
        parts = [f"{_sheets(self.left_out)} would be left out"] * bool(self.left_out)
        parts += [f"part of {_sheets(self.in_part)} would be left out"] * bool(self.in_part)
        parts += [f"{_sheets(self.disputed)} would count beside another"] * bool(self.disputed)
        parts += ["what may be one would count as several"] * bool(self.spellings)
        return "; ".join(parts)


def _sheets(names: Sequence[str]) -> str:
    return f"its sheet{'' if len(names) == 1 else 's'} {' and '.join(names)}"


def asked_of(
    held: Iterable[UploadedFile], problems: Callable[[CheckedFile], Sequence[Problem]]
) -> dict[str, list[AskedSheet]]:
    """The questions about each file, by its SHA-256. `problems`: of a file, with those of its return."""
    return {
        uploaded_file.sha256: asked_sheets(
            uploaded_file.outcome,
            uploaded_file.read,
            officer_answers.column_mapping(),
            problems(uploaded_file.outcome),
        )
        for uploaded_file in held
        if isinstance(uploaded_file.outcome, CheckedFile) and isinstance(uploaded_file.read, Workbook)
    }


def _needed(sheets: Iterable[AskedSheet]) -> list[AskedSheet]:
    """The sheets with a question on which a measure could turn, and with those questions only."""
    kept = (
        replace(asked_sheet, questions=tuple(q for q in asked_sheet.questions if q.needed))
        for asked_sheet in sheets
    )
    return [asked_sheet for asked_sheet in kept if asked_sheet.questions]


def _of(
    sheets: Sequence[AskedSheet], file: CheckedFile, returns: Sequence[AcceptedReturn]
) -> list[ReturnType]:
    """The returns to which the sheets in question belong; where the question is which table a sheet is,
    every return that the file is part of."""
    own = [
        accepted_return.return_type
        for accepted_return in returns
        if any(part.file is file for part in accepted_return.parts)
    ]
    return list(
        dict.fromkeys(
            of for sheet in sheets for of in ([return_type_of(sheet.table_name)] if sheet.table_name else own)
        )
    )


def _waits_for(
    accepted_return: AcceptedReturn,
    of: ReturnType,
    file: CheckedFile,
    sheets: Sequence[AskedSheet],
    returns: Sequence[AcceptedReturn],
) -> bool:
    """Whether the file is part of the return; or, as long as it is part of none, could be: files with
    different tables are one return."""
    if accepted_return.return_type != of or any(part.file is file for part in accepted_return.parts):
        return accepted_return.return_type == of
    alone = not any(
        other.return_type == of and part.file is file for other in returns for part in other.parts
    )
    return alone and not {sheet.table_name for sheet in sheets} & set(accepted_return.tables)


def _without_a_column(
    sha256: str, file: CheckedFile, in_question: set[str], returns: Sequence[AcceptedReturn]
) -> list[Waiting]:
    """Sheets read by hand that lack a column, or of which something cannot be laid out: about their columns
    there is no question."""
    read = {sheet.name for sheet in file.sheets}
    lacking = tuple(
        p
        for p in file.problems
        if (p.code == NOT_THERE and p.sheet not in in_question | read) or p.code.startswith(BY_HAND)
    )
    whose = tuple(
        accepted_return
        for accepted_return in returns
        if any(part.file is file for part in accepted_return.parts)
    )
    names = tuple(dict.fromkeys(p.sheet for p in lacking))
    left_out, in_part = tuple(n for n in names if n not in read), tuple(n for n in names if n in read)
    return (
        [
            Waiting(
                sha256,
                file.name,
                accepted_return.return_type.title,
                (accepted_return,),
                0,
                left_out,
                in_part,
                lacking,
            )
            for accepted_return in whose
        ]
        if lacking
        else []
    )


def spellings_that_wait(collection: Collection) -> list[Waiting]:
    """Every return with a question whether spellings are the same."""
    out: list[Waiting] = []
    for accepted_return in collection.returns:
        for file in (part.file for part in accepted_return.parts):
            tables = {sheet.name: sheet.table for sheet in file.sheets}
            count = sum(
                question.at.file == file.name
                and return_type_of(tables[question.at.sheet]) == accepted_return.return_type
                for question in collection.same
            )
            if count:
                out.append(
                    Waiting(
                        file.sha256,
                        file.name,
                        accepted_return.return_type.title,
                        (accepted_return,),
                        count,
                        (),
                        (),
                        (),
                        spellings=count,
                    )
                )
    return out


def returns_that_wait(
    held: Sequence[UploadedFile],
    returns: Sequence[AcceptedReturn],
    questions: Mapping[str, Sequence[AskedSheet]],
) -> list[Waiting]:
    """Every file with a question about its columns, once for each return that it is part of."""
    out: list[Waiting] = []
    for uploaded_file in held:
        sheets, file = _needed(questions.get(uploaded_file.sha256, ())), uploaded_file.outcome
        if not isinstance(file, CheckedFile):
            continue
        out += _without_a_column(uploaded_file.sha256, file, {sheet.sheet.name for sheet in sheets}, returns)
        nobody_knows: list[ReturnType | None] = [None] if sheets else []
        for of in _of(sheets, file, returns) or nobody_knows:
            mine = [
                sheet
                for sheet in sheets
                if of is None or not sheet.table_name or return_type_of(sheet.table_name) == of
            ]
            whose = tuple(r for r in returns if of and _waits_for(r, of, file, mine, returns))
            read, names = (
                {sheet.name for sheet in file.sheets},
                dict.fromkeys(sheet.sheet.name for sheet in mine),
            )
            count = sum(len(sheet.asked_here) for sheet in mine)
            left_out = tuple(n for n in names if n not in read)
            disputed = {sheet.sheet.name for sheet in mine if _is_disputed(sheet)}
            in_part = tuple(n for n in names if n in read and n not in disputed)
            out.append(
                Waiting(
                    uploaded_file.sha256,
                    file.name,
                    of.title if of else file.name,
                    whose,
                    count,
                    left_out,
                    in_part,
                    (),
                    disputed=tuple(n for n in names if n in disputed),
                    return_type=of,
                )
            )
    return out


def _is_disputed(sheet: AskedSheet) -> bool:
    """Whether all that is asked about a table is whether it counts beside another."""
    return all(question.code in (LISTS, REPEATED) for question in sheet.questions)
