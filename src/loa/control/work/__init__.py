"""Work: who does what by when, what it yielded, who has not sent, a calendar for one's own."""
