"""What residents see of the portal: articles, news by topic, sound, pictures."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.static import serve as serve_file

from loa.channels.portal import gone, queries, sharing, sites, sound
from loa.channels.portal.models import ArticlePage
from loa.core.canonical import is_digest
from loa.devices.files import FOR_EVER, serve
from loa.devices.objects import ObjectStore
from loa.people.access import public
from loa.theme.keeping import kept

ON_A_PAGE = 20
GONE = 410


def site_of(request: HttpRequest) -> sites.Here:
    """Return the site of a request; Http404 while none is open."""
    here = sites.here(request)
    if here is None:
        raise Http404("no site is open here")
    return here


@public(reason="articles are for residents")
@require_safe
@kept
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an article by its address."""
    now = timezone.now()
    page = queries.opened(site_of(request).key, slug, now)
    if page is None:
        raise Http404(slug)
    return article(request, page, now=now)


def article(request: HttpRequest, page: ArticlePage, *, now: datetime) -> HttpResponse:
    """Show an article, or say that it was taken away."""
    if page.gone_at is not None:
        retracted = page.gone == ArticlePage.Gone.RETRACTED
        reason = gone.reason(page.key) if retracted else ""
        context = {"page": page, "reason": reason, "here": "news"}
        return render(request, "portal/gone.html", context, status=GONE)
    before, after = queries.neighbours(page, now)
    pictures = queries.pictures(page)
    return render(
        request,
        "portal/article.html",
        {
            "page": page,
            "here": "news",
            "before": before,
            "after": after,
            "pictures": pictures,
            "related": queries.related(page, now),
            "over": page.shows_until is not None and page.shows_until <= now,
            "share": sharing.share(request, page),
            "data": sharing.structured(request, page, pictures),
        },
    )


@public(reason="news are for residents")
@require_safe
@kept
def news(request: HttpRequest, subject: str = "") -> HttpResponse:
    """List a site's news, all or of one topic."""
    now = timezone.now()
    here = site_of(request)
    subjects = queries.subjects(here.key, now)
    chosen = next((one for one in subjects if one.slug == subject), None)
    if subject and chosen is None:
        raise Http404(subject)
    rows = queries.shown(here.key, now)
    if chosen:
        rows = rows.filter(subject_slug=chosen.slug)
    listed = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "here": "news",
        "subjects": subjects,
        "chosen": chosen,
        "listed": listed,
    }
    return render(request, "portal/news.html", context)


@public(reason="the sound of an article that residents read")
@require_safe
def listen(request: HttpRequest, address: str, kind: str) -> HttpResponse:
    """Give an article's sound, as Opus or as MP3 for what does not know Opus."""
    page = queries.speaks(address, timezone.now()) if is_digest(address) else None
    if page is None:
        raise Http404(address)
    path = ObjectStore(settings.DATA_DIR / "objects").path(address)
    if kind == "mp3":
        path = sound.as_mp3(path, address, title=page.title)
    return serve(request, path, etag=f"{address}-{kind}", cache=FOR_EVER)


@public(reason="pictures of residents' pages")
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give a picture in a size that a page asked for; originals are not given out."""
    response = serve_file(request, name, document_root=str(settings.MEDIA_ROOT / "images"))
    response.headers["Cache-Control"] = FOR_EVER
    return response
