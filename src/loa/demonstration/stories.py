"""The demonstration's items that need more than words: consents, figures, results.

An interview and a vox pop with the paper that their people signed, achievements with what
was and what is, and two results: one that two people have announced, and one that still
waits for the second. All on the portal, all invented, and they say so.
"""

import io
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from PIL import Image, ImageDraw

from loa.core.words import Form
from loa.delivery.models import SealedMessage
from loa.demonstration import content, portal, programme
from loa.demonstration.programme import Desk
from loa.newsroom import actions, kinds
from loa.newsroom.kinds import Counted
from loa.newsroom.models import Item
from loa.people.models import Organisation, User
from loa.plans.models import Plan, Topic

STORIES = "chuyen-minh-hoa"
APART = timedelta(days=1)  # between two, so that the newest are not all of one hour
PAPER = (420, 594)  # an A4 page in little


def seal_stories(plan: Plan, desk: Desk, *, today: date) -> None:
    """Write, approve and place each story once, one a day until yesterday."""
    text = (content.FOLDER / f"{STORIES}.toml").read_text(encoding="utf-8")
    written: list[dict[str, Any]] = tomllib.loads(text)["item"]
    for back, story in zip(range(len(written), 0, -1), written, strict=True):
        if Item.objects.filter(key=story["key"]).exists():
            continue
        earlier = replace(
            desk, now=desk.now - back * APART, valid_from=desk.valid_from - back * APART
        )
        _seal(story, plan, earlier, starts=today - back * APART)


@transaction.atomic  # stopped in between, nothing of it stays
def _seal(story: Mapping[str, Any], plan: Plan, desk: Desk, *, starts: date) -> None:
    author = User.objects.get(username=programme.AUTHOR)
    item = Item(
        key=story["key"],
        kind=story["kind"],
        form=Form.WEB,
        topic=Topic.objects.get(plan=plan, key=story["topic"]),
        headline=story["headline"],
        issuer=Organisation.objects.get(key=desk.issuer),
        author=author,
        byline=story["author"],
        source=story["source"],
        valid_from=desk.valid_from,
        valid_until=desk.valid_from + programme.VALID,
    )
    actions.write(item, {"vi": story["text"].strip()}, now=desk.now)
    if figures := [Counted(**figure) for figure in story.get("figures", ())]:
        kinds.keep_figures(item, figures, now=desk.now)
    if person := story.get("person"):
        signed_on = starts - APART
        kinds.keep_consent(
            item, _paper(signed_on), person=person, given_on=signed_on, by=author, now=desk.now
        )
    if announcers := story.get("announced_by", ()):
        kinds.hold_results(item, results=True, now=desk.now)
    actions.send_for_approval(item, by=author, now=desk.now)
    signed = programme.sign(item, desk, programme.APPROVER)
    approver = User.objects.get(username=programme.APPROVER)
    actions.approve(item, signed, by=approver, now=desk.now)
    item.refresh_from_db()
    public = not announcers
    for username in announcers:
        public = kinds.announce(item, by=User.objects.get(username=username), now=desk.now)
    if public:
        message = SealedMessage.objects.get(key=item.key)
        portal.show(item.key, message, starts=starts, now=desk.now)


def _paper(signed_on: date) -> bytes:
    """Return what stands for the photo of a signed paper: nobody's name, and it says so."""
    page = Image.new("L", PAPER, 255)
    drawing = ImageDraw.Draw(page)
    drawing.rectangle((20, 20, PAPER[0] - 20, PAPER[1] - 20), outline=120)
    drawing.text((60, 80), "PHIEU DONG Y (MINH HOA)", fill=0)  # the font within has no marks
    drawing.text((60, 120), f"{signed_on:%d/%m/%Y}", fill=0)
    drawing.line((60, 480, 240, 470), fill=0, width=2)
    kept = io.BytesIO()
    page.save(kept, "PNG", optimize=True)
    return kept.getvalue()
