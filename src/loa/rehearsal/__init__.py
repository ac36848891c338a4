"""Rehearsal: the real server code and the real player core, in virtual time or in real.

The only room that imports the player. An observer stands at the output port, counts in
true time and shares no code with what it watches.
"""
