"""The questions about the order of columns of dates, and about dates that may be a year out: the choices,
each with what it makes of the column's first doubtful cells."""

from collections.abc import Iterable, Iterator

from ieo_metrics.accepting.questions.question import Question
from ieo_metrics.checking.day_or_month_first.order_questions import OrderQuestion, samples_in_words
from ieo_metrics.recognising.mappings.mapping import DAY_FIRST, MONTH_FIRST, Mapping

ABOUT_ORDER = ("mapping-date-order", "mapping-date-order-in-part", "mapping-date-year")


def about_orders(asked: Iterable[OrderQuestion]) -> Iterator[Question]:
    """The columns of a table whose order is in question and not answered yet."""
    for order_question in asked:
        if not order_question.answer:
            yield _about_order(order_question)


def _about_order(asked: OrderQuestion) -> Question:
    def answered(mapping: Mapping, order: str) -> Mapping:
        return mapping.with_order(asked.layout, asked.key, order)

    column = f"Column {asked.letter}" + (f" “{asked.heading}”" if asked.heading else "")
    seen, count = asked.doubt.seen, asked.doubtful
    either = "that may be a year out" if asked.doubt.years else "that could be either"
    cells = f"1 cell {either} is" if count == 1 else f"{count:,} cells {either} are"
    choices = {
        order: f"{order.capitalize()}: {samples_in_words(asked, order)}" for order in (DAY_FIRST, MONTH_FIRST)
    }
    which = "day first or month first?"
    if asked.doubt.part:
        # Some rows are wrong, or none: what is wrong is put right in the workbook.
        which, choices = "are all dates right?", {DAY_FIRST: "All are right as they stand"}
    return Question(
        f"order {asked.key}",
        f"{column}: {which}",
        f"{seen[:1].upper()}{seen[1:]}. The {cells} not used until this is answered.",
        choices,
        None,
        answered,
        (asked.column,),
    )
