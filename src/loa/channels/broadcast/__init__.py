"""Broadcast: stations, their policy and grid, rundowns, as-run, USB sticks."""
