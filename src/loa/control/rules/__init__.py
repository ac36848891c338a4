"""The control room's decisions: what a day, a plan's axis and its coverage look like. Pure."""
