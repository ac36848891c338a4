"""Broadcast's reads: `now` for stations as they stand, `day` for a day, `sticks` for USB."""
