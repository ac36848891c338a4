"""Decisions about reports: periods, figures, units, comparison. Pure."""
