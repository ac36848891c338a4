"""The settings and the bare Wagtail page that `bench/portal.py` measures articles beside.

A page of Wagtail's own class with a template of two lines, served by Wagtail; so that it
asks the database as often as an article does, it asks for one row more, again and again.
"""

import os
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from loa.settings import *  # noqa: F403 - the server as it is
from loa.settings import TEMPLATES

SLUG = "trang-tran"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "bare_templates"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("bench.bare.asked")


def asked(request: HttpRequest) -> dict[str, Any]:
    """Ask for the missing rows, for the bare page alone."""
    if request.path.strip("/") == SLUG:
        from wagtail.models import Page  # noqa: PLC0415 - this file is read before Django is ready

        for _ in range(int(os.environ.get("LOA_BENCH_MORE_QUERIES", "0"))):
            Page.objects.filter(depth=1).first()
    return {}
