"""Approving away from the desk: personal links, one touch for a whole programme, deputies.

`rules` are pure; `links` makes and finds personal links; `actions` decide; `shown` is what
the phone shows; `reviewing` is what happens before: claims, comments, papers.
"""
