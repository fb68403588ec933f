"""Mutation testing, by hand: `python -m tests.mutants` changes the four packages that count, one small thing at a
time, and looks whether a test notices."""
