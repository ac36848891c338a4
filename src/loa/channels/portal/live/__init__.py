"""What is told of an event: its notes, its log while it goes on, its results."""
