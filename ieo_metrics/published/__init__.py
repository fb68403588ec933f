"""Published tables as they were downloaded: people by age, and offences by quarter or month, each read into
one value, with every trouble in plain words."""
