"""What the learning report of a financial year is made of: the figures of its last issue, and what was typed
that may stand beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ieo_metrics.disclosure.typed_text.what_text_tells import Typed
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.framework.dates.quarters import Quarter, label, quarter, year_of
from ieo_metrics.framework.terms_of_reference import DONE
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.learning.learned import Learned, learned_by_measure, quarter_of_row
from ieo_metrics.group.sections.until_quarter import text_until
from ieo_metrics.measuring.overview_lines import chart_rules, figures_by_measure, lines_of_figures
from ieo_metrics.store.issues.texts_beside_issue import TextsBesideIssue
from ieo_metrics.store.record.meetings_and_actions import Action
from ieo_metrics.store.registers.register_rows import RegisterRow


def year_label(year: int) -> str:
    """`2024/25`."""
    return label(quarter(year, 1)).partition(" ")[0]


@dataclass
class Texts:
    """Texts as they may be read in a file that ends with a quarter. `shown`: each that was, so that the
    finished file is compared with them."""

    last: Quarter
    beside: TextsBesideIssue
    shown: list[Typed] = field(default_factory=list)

    def read(self, text: str, about: Quarter, ref: str = "") -> str:
        """The text, or the sentence that stands in its place; empty of an empty one."""
        until = text_until(text, self.last)
        if until != text or not text:
            return f"A note is {until}." if text else ""
        read = self.beside.read("note", text, min(about, self.last), ref)
        if read == text:
            self.shown.append(Typed(text, min(about, self.last), ref, ends_there=False))
        return read


@dataclass(frozen=True)
class Year:
    """A financial year as far as its last issue, the one of `pack`. `quarters`: those of it that were issued;
    `learned`: by quarter, each measure with its figure of that quarter; `actions`: done, of the meetings
    about the year."""

    year: int
    pack: Pack
    record: GroupRecord
    quarters: Sequence[Quarter]
    learned: Mapping[Quarter, Sequence[Learned]]

    @property
    def name(self) -> str:
        return year_label(self.year)

    @property
    def rows(self) -> list[RegisterRow]:
        """What was learned about the year's quarters, in the order of time."""
        rows = [row for row in self.record.rows["learning"] if self._covers(quarter_of_row(row))]
        return sorted(rows, key=quarter_of_row)

    @property
    def actions(self) -> list[Action]:
        """The actions of the year's meetings that are done."""
        return [
            action for action in self.record.actions if action.state == DONE and self._covers(action.quarter)
        ]

    @property
    def reasons(self) -> dict[str, list[str]]:
        """By measure that moved or missed its target: `improving in 2024/25 Q2`."""
        out: dict[str, list[str]] = {}
        for quarter_, every in self.learned.items():
            for one in every:
                for reason in one.reasons:
                    out.setdefault(one.line.measure.ref, []).append(f"{reason} in {label(quarter_)}")
        return out

    @property
    def not_learned(self) -> list[str]:
        """The measures that moved or missed their target and of which nothing was written in the year."""
        written = {row.values["measure"] for row in self.rows}
        return [ref for ref in self.reasons if ref not in written]

    def _covers(self, about: Quarter) -> bool:
        return year_of(about) == self.year and about <= self.pack.quarter


def year_of_pack(pack: Pack, record: GroupRecord, quarters: Sequence[Quarter]) -> Year:
    """The year of a pack. `quarters`: those of the year that were issued, up to that of the pack."""
    figures, rules = figures_by_measure(pack.results.frame), chart_rules(pack.results)
    learned = {
        about: learned_by_measure(
            lines_of_figures(figures, about, rules), pack.targets, record.rows["learning"], about
        )
        for about in quarters
    }
    return Year(year_of(pack.quarter), pack, record, quarters, learned)
