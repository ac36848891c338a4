"""Feedback's pages: residents' and the offices'."""
