"""Surveys: what people have come to know, asked before and after a phase, of nobody by name."""
