"""Moving an event: what names its old day, what moves with it, what is left to mend."""
