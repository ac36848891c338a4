"""The one screen of a bulletin, and what is done on it."""
