"""Shares in bands: by hand, and exhaustively against a reader who knows all but the share."""

from fractions import Fraction

import pytest

from ieo_metrics.disclosure.bands_of_shares import BEGINS, NOT_TOLD, band_in_words, joined_bands


@pytest.mark.parametrize(
    ("numerator", "n", "said"),
    [
        (49, 100, "fewer than half"),
        (50, 100, "half to three quarters"),
        (74, 100, "half to three quarters"),
        (75, 100, "three quarters to nine tenths"),
        (89, 100, "three quarters to nine tenths"),
        (90, 100, "nine tenths or more"),
        (100, 100, "nine tenths or more"),
        (0, 100, "fewer than half"),
        (3, 4, NOT_TOLD),  # four young people are too few
        (0, 0, NOT_TOLD),
        # Of 10, only 8 are three quarters to nine tenths, which would say that 2 lack it: joined with the band
        # below, so that the one at the top stays.
        (8, 10, "half to nine tenths"),
        (10, 10, "nine tenths or more"),
        (7, 10, "half to nine tenths"),
        (4, 10, "fewer than half"),
    ],
)
def test_by_hand(numerator: int, n: int, said: str) -> None:
    assert band_in_words(numerator, n, 5) == said


def test_what_is_no_share_is_refused() -> None:
    for numerator, n in ((5, 4), (-1, 4)):
        with pytest.raises(ValueError, match="is no share"):
            band_in_words(numerator, n, 5)


def _concludes_few(possible: list[int], n: int, threshold: int) -> bool:
    """Whether whoever knows that so many may have it knows that few do, or that few do not."""
    if not possible:
        return False
    few = range(1, threshold)
    return all(have in few for have in possible) or all(n - have in few for have in possible)


@pytest.mark.parametrize("threshold", [5, 8])
def test_nobody_can_work_out_that_few_lack_it_or_have_it(threshold: int) -> None:
    """Every n to 80, every number that is shown beside it, every share: whoever sees the words tries every
    share that gives the same words, and knows that no fewer have it than the number says."""
    for n in range(81):
        for shown in range(n + 1):
            said: dict[str, list[int]] = {}
            for have in range(n + 1):
                said.setdefault(band_in_words(have, n, threshold, (shown,)), []).append(have)
            for words, possible in said.items():
                if n < threshold:
                    assert words == NOT_TOLD
                    continue
                assert not _concludes_few(possible, n, threshold), (n, shown, words)
                assert not _concludes_few([have for have in possible if have >= shown], n, threshold)


@pytest.mark.parametrize("threshold", [5, 8])
def test_words_are_true_and_the_narrowest_that_can_be(threshold: int) -> None:
    ends = {words: share for share, words in BEGINS}
    for n in range(threshold, 81):
        bands = joined_bands(n, threshold, frozenset())
        assert [place for band in bands for place in band] == list(range(len(BEGINS)))
        for have in range(n + 1):
            words = band_in_words(have, n, threshold)
            share = Fraction(have, n)
            if words.startswith("fewer than "):
                assert share < ends[words.removeprefix("fewer than ")]
            elif words.endswith(" or more"):
                assert share >= ends[words.removesuffix(" or more")]
            elif words != NOT_TOLD:
                low, high = words.split(" to ")
                assert ends[low] <= share < ends[high]
    # Of many nothing has to be joined.
    assert len(joined_bands(200, threshold, frozenset({150}))) == len(BEGINS)


def test_several_numbers_that_are_shown() -> None:
    """With 40 of 60 known to be counted and each of two others, no single one of them tells."""
    for have in range(61):
        words = band_in_words(have, 60, 5, (40, 57))
        possible = [x for x in range(61) if band_in_words(x, 60, 5, (40, 57)) == words]
        for fewest in (0, 40, 57):
            assert not _concludes_few([x for x in possible if x >= fewest], 60, 5)
