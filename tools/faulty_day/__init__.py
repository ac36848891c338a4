"""One faulty day of a station, rehearsed and drawn: docs/pictures/faulty-day.svg.

LOA_DATA_DIR=data .venv/bin/python -m tools.faulty_day
"""
