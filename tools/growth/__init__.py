"""How every bench's work grows, measured and drawn: docs/pictures/growth.svg.

.venv/bin/python -m tools.growth
"""
