"""Upper and lower plans side by side, and who has taken on what: down and sideways."""
