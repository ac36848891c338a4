"""Parsers under fire: `entries` says what, `run` drives them with atheris (`make fuzz`)."""
