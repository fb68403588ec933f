"""The order of rows by several columns of whole numbers."""

import math

import numpy as np


def order_by(*keys: np.ndarray) -> np.ndarray:
    """The order of rows by whole-number keys, the first the most significant; ties stay in their order."""
    if not len(keys[0]):
        return np.zeros(0, dtype=np.int64)
    lowest = [int(key.min()) for key in keys]
    sizes = [int(key.max()) - low + 1 for key, low in zip(keys, lowest, strict=True)]
    bits = (len(keys[0]) - 1).bit_length()
    if math.prod(sizes) << bits > np.iinfo(np.int64).max:
        return np.lexsort(keys[::-1])
    # As one number that ends in the row's own, which says after sorting where it came from: a tenth of the time.
    number = np.zeros(len(keys[0]), dtype=np.int64)
    for key, low, size in zip(keys, lowest, sizes, strict=True):
        number *= size
        number += key
        number -= low
    number <<= bits
    number |= np.arange(len(number))
    number.sort()
    number &= (1 << bits) - 1
    return number
