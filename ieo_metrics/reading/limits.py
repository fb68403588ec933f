"""What a file may ask of us. Each limit is named once, here; messages and tests read it from here."""

MOST_BYTES = 25 * 2**20  # of one file as it was sent
MOST_INFLATED = (
    400 * 2**20
)  # of everything in a workbook, unpacked; 1,048,576 styled empty rows are some 100 MB
MOST_ENTRIES = 5_000  # files packed into one workbook
MOST_RATIO = 100  # unpacked to packed; real sheets stay under 40
RATIO_MATTERS_FROM = 20 * 2**20  # unpacked; a small part may pack as well as it likes
MOST_CELLS = (
    15_000_000  # rows times columns of the rectangle around a sheet's cells, which calamine lays out in full
)

MEMORY = 2**30  # bytes of address space of one child
SECONDS = 20  # a child is ended after
SECONDS_OF_CHECKING = 20  # what was read of a file may take so long to understand and check,
SECONDS_PER_MILLION = 10  # and so much longer for each million cells, which take 1 or 2

GAP_ROWS = (
    10_000  # more empty rows than this, or more empty columns, between a cell and the rest: it is a stray
)
GAP_COLUMNS = 300
EXCEL_COLUMNS = 16_384

WORTH_SPLITTING = 2**20  # bytes of a workbook whose sheets may be read by two children


def seconds_to_check(cells: int) -> float:
    """How long a file of so many cells may take to understand and check."""
    return SECONDS_OF_CHECKING + SECONDS_PER_MILLION * cells / 1_000_000
