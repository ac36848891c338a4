"""Plans: what people are to be told, when, where, through which channel and how often.

A plan is written as a text file (`docs/formats/plan.md`) and kept here with its
revisions. Other rooms read plans through `queries`, decide with `rules` and change them
through `actions`; nothing in this room knows which channels are installed.
"""
