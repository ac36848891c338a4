"""A draft plan is completed on its pages, and put in force by whoever approves it."""
