"""Invented returns, and the programs that write them. See README.md."""
