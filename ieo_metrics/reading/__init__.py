"""Bytes to sheets of cells, each file in a child process of its own; what is hostile or no spreadsheet is
refused in plain words.

`reading.start.read(files)` does it all; `start(files)` and `.results()` are its two halves. Nothing is
imported here, so that a child, which imports this package too, starts in a few milliseconds.
"""
