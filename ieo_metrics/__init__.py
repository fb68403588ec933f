"""Workbooks in, the measures of the Outcomes Based Performance Framework out. Never imports
Streamlit."""

__version__ = "1.0.0"
