"""The first day: what an office has, dropped as it is, shown as a table, taken in with one word.

sorting    what a dropped file is, by its content
sheets     a workbook or csv as plain rows, within limits; old letters converted
headings   which list a sheet is, by its headings
judging    what each row says: new, known already, or refused and why
keeping    what was judged new, through the rooms' own verbs, all or nothing
returning  the same workbook, each refused row with its reason in red
"""
