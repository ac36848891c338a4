"""Audio: synthesise, decode, level, encode, measure. No Django, no network.

Everything here is mono. What leaves this room for a loudspeaker is one Opus file at one
loudness, and the same input gives the same bytes, because audio is named by its hash.
"""
