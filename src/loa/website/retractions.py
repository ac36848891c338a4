"""Why an article was taken back: what the newsroom was told as it was done."""

from loa.newsroom.models import Retraction


def reason(key: str) -> str:
    """Return the reason of the latest retraction of an item; empty where there was none."""
    rows = Retraction.objects.filter(item__key=key).order_by("-at", "-pk")
    return rows.values_list("reason", flat=True).first() or ""
