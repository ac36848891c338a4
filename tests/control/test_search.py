"""What staff find, and what they may not see."""

import pytest
from django.test import Client
from tests.control import world
from tests.control.world import NOW, World

from loa.control.queries.search import search
from loa.newsroom import finding
from loa.newsroom.models import Item, Variant
from loa.people.models import Organisation
from loa.people.rules import Role
from loa.plans.models import Topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "plans", "topics"),
    [
        pytest.param("PHONG CHONG", 1, [], id="without-accents"),
        pytest.param("12/kh-ubnd", 1, [], id="by-number"),
        pytest.param("xà phòng", 0, ["1.1"], id="by-topic"),
        pytest.param("  …  ", 0, [], id="nothing-to-look-for"),
    ],
)
def test_search_finds_by_folded_text(
    morning: World, asked: str, plans: int, topics: list[str]
) -> None:
    found = search(asked, by=morning.planner, now=NOW)
    assert (len(found.plans), [topic.key for topic in found.topics]) == (plans, topics)


def test_the_very_accents_rank_first(morning: World) -> None:
    for key, name in (("8", "Hoa hồng"), ("9", "Hòa bình")):
        Topic.objects.create(plan=morning.plan, key=key, position=int(key), name=name)
    found = search("hòa", by=morning.planner, now=NOW)
    assert [topic.key for topic in found.topics] == ["9", "8"]


def test_searching_for_nothing_and_in_vain(planner: Client) -> None:
    assert planner.get("/search/").status_code == 200
    assert "Không tìm thấy" in planner.get("/search/?q=zzzz").content.decode()


def test_items_are_found_by_their_words_and_by_whoever_may_see_them(morning: World) -> None:
    office = Organisation.objects.get(key="trung-tam")
    item = Item.objects.create(
        key="lich-hop",
        topic=Topic.objects.get(key="1.1"),
        headline="Lịch họp thôn",
        issuer=office,
        valid_from=NOW,
        valid_until=NOW.replace(year=2027),
        written_at=NOW,
    )
    Variant.objects.create(item=item, language="vi", text="Bà con góp ý vào dự thảo.")
    finding.keep(item)
    editor = world.person("bien-tap-khac", Role.EDITOR)
    found = search("gop y du thao", by=editor, now=NOW)
    assert [(one.item.key, one.hit.url) for one in found.items] == [
        ("lich-hop", "/items/lich-hop/")
    ]
    stranger = world.person("xa-khac", Role.EDITOR, "co-quan-khac")
    Organisation.objects.filter(key="co-quan-khac").update(unit_code="02071")
    stranger = type(stranger).objects.get(pk=stranger.pk)
    assert search("gop y du thao", by=stranger, now=NOW).items == ()
