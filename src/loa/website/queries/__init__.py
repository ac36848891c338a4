"""Reads of residents' pages, one file for each matter."""
