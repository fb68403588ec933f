"""Offences (or assaults) by quarter or month, from the Home Office's tables or a constabulary's own."""
