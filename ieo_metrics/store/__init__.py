"""What is stored: accepted returns and every version of them, what was issued, who did what and when.
Never who a person is."""
