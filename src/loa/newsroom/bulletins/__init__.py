"""Bulletins: one unit's own programme for one session, put together on one screen."""
