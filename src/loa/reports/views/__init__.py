"""The pages of reports: the list, the document, who owes what, files, and what residents read."""
