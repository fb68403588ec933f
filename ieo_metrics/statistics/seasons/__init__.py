"""Counts by quarter with a season: which quarters of the year stand out, and what is usual for the next
two."""
