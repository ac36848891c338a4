"""Strings of Wagtail's editor, of which it says one in six in Vietnamese.

The translation tool reads them here, and Django finds ours because the portal stands before
Wagtail. `loa check translations` reads Wagtail's own sources and says what is missing.
"""
