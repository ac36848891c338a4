"""The demonstration: two plans of 2020 and one of today, marked as illustration throughout.

People are roles, numbers are invented and say so. It goes through the same verbs that
people use; nothing here writes a table that a room's own action would write.
"""
