"""Settings under which a rehearsal's child process uses small data."""

from loa.settings import *  # noqa: F403 - the settings with two changes

REHEARSAL_DATA = "tests.simulators.rehearsal_data.prepare"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody guesses here
