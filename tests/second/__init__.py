"""The second, slow and obvious implementation of the 19 measures, and what it is fed with. Shares no code
with the first."""
