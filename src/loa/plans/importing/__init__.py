"""The import of a plan or guidance document: a file becomes text, the text becomes findings.

Rules, not a model: every finding has its passage, a confidence and the rule that found it.
`reading/` turns a file into one text with its paragraphs; the other modules are pure
functions over the outline of that text; `extract.py` puts them together.
"""
