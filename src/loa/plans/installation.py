"""Whether the commands of plans find an installation to work in."""

import sys


def prepared() -> bool:
    """Prepare Django; say the mend and return False where the database has no tables yet."""
    import django  # noqa: PLC0415 - some commands must work without an installation

    django.setup()
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from loa.plans.models import Plan  # noqa: PLC0415 - as above

    table = Plan._meta.db_table  # noqa: SLF001 - documented by Django
    ready = table in connection.introspection.table_names()
    if not ready:
        print("loa: the database is not prepared; run: loa migrate", file=sys.stderr)
    return ready
