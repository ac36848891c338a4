"""Surveys' pages: residents' and the offices'."""
