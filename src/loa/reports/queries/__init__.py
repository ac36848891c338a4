"""What reports read of the rooms below."""
