"""Workbooks in, the measures of the Outcomes Based Performance Framework out. Never imports
Streamlit."""

__version__ = "1.1.0"
