"""Seasons: which quarters of the year stand out in an uploaded table of offences, and the run-up to them."""
