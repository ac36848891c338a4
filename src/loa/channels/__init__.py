"""The channels: one folder each, blind to each other and to whoever produces messages."""
