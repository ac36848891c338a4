"""A plan as a Word document, and back.

`paper.py` says what stands in the document, `drawing.py` draws it, `carrying.py` puts the
plan's own file inside and takes it out again. Layouts are `layouts.py`.
"""
