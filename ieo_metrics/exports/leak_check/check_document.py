"""The leak check of a document that has texts which were typed and no figure, such as a partner's sheet. It
is opened again and looked through as a file of the pack is."""

from collections.abc import Sequence
from itertools import chain

from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures
from ieo_metrics.disclosure.typed_text.what_text_tells import Typed, told_by
from ieo_metrics.exports.leak_check.check_file import Held, Leaks, looked_through
from ieo_metrics.exports.leak_check.find_personal_words import Finds, readable_texts
from ieo_metrics.exports.leak_check.hidden_content import unfit_elements, unfit_parts
from ieo_metrics.exports.leak_check.open_parts import package_parts, xml_roots
from ieo_metrics.framework.configuration.unit_look import UnitLook


def raise_if_telling(
    data: bytes,
    typed: Sequence[Typed],
    hidden: HiddenFigures,
    forbidden: Finds,
    earliest: int,
    look: UnitLook,
) -> bytes:
    """The same Office document, if nothing is found in it. `typed`: the texts in it that somebody typed;
    `hidden`: what none of them may tell; `forbidden`: finds words that must not appear anywhere; `earliest`:
    a date of a year before it can only be one of birth. Raises Leaks, with each thing that was found."""
    found = [
        f'a sentence that could tell {told.what}: "{told.sentence}"'
        for one in typed
        for told in told_by(one, hidden)
    ]
    found += dict.fromkeys(looked_through(_held(data), forbidden, earliest, False, look))
    if found:
        raise Leaks("Nothing was handed out, because this must not be shared:\n" + "\n".join(found))
    return data


def _held(data: bytes) -> Held:
    parts = list(package_parts(data))
    roots = xml_roots(parts)
    unfit = chain(unfit_parts(data, parts), *(unfit_elements(name, root) for name, root in roots.items()))
    yield from ((leak, False) for leak in unfit)
    yield from ((text, True) for root in roots.values() for text in readable_texts(root))
