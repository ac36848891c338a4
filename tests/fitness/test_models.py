"""What the import law cannot see: relations, migrations, template names, url names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from tests.fitness.law import SOURCE, Room, ranks, room_of_file, room_of_module, room_of_prefix

OURS = [model for model in apps.get_models() if model.__module__.startswith("loa.")]
TEMPLATE_REFERENCE = re.compile(r"""\{%\s*(?:extends|include)\s+["'](\w+)/[^"']*["']""")
TEMPLATE_URL = re.compile(r"""\{%\s*url\s+["'](\w+):[^"']*["']""")
CODE_TEMPLATE = re.compile(r"(\w+)/[\w/.-]+\.(?:html|txt|xml|svg)")
CODE_URL = re.compile(r"(\w+):[\w-]+")
ADDRESSING = {"reverse", "reverse_lazy", "redirect", "resolve_url", "NavEntry"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_reads_as_a_sentence_of_its_own(model: type[Model]) -> None:
    assert model.__str__ is not Model.__str__


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_relations_point_downwards(model: type[Model]) -> None:
    here = room_of_module(model.__module__)
    targets = {
        room
        for field in model._meta.get_fields()
        if field.concrete and isinstance(field.related_model, type)
        if (room := room_of_module(field.related_model.__module__))
    }
    assert here is not None
    assert [target for target in targets if not here.may_know(target)] == []


def test_migrations_depend_downwards() -> None:
    rooms = {config.label: room_of_module(config.name) for config in apps.get_app_configs()}
    upwards = []
    for (label, name), migration in MigrationLoader(None).disk_migrations.items():
        here = rooms[label]
        for needed, _name in [*migration.dependencies, *migration.run_before]:
            there = rooms.get(needed)
            if here and there and not here.may_know(there):
                upwards.append(f"{label}.{name} → {needed}")
    assert upwards == []


def references(source: Path) -> Iterator[tuple[Path, Room, str, Room]]:
    """Yield (file, its room, what it names, the owner's room) for templates and addresses."""
    for path in sorted(source.rglob("*")):
        here = room_of_file(path, source)
        if here is None:
            continue  # settings, urls, asgi and cli know everything
        if path.suffix == ".py":
            named = _named_in_code(path.read_text(encoding="utf-8"))
        elif "templates" in path.parts and path.is_file():
            named = _named_in_template(path.read_text(encoding="utf-8"))
        else:
            continue
        for words, prefix in named:
            there = room_of_prefix(prefix, source)
            if there is not None:
                yield path, here, words, there


def _named_in_template(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (TEMPLATE_REFERENCE, TEMPLATE_URL):
        for match in pattern.finditer(text):
            yield match[0], match[1]


def _named_in_code(text: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if match := CODE_TEMPLATE.fullmatch(node.value):
                yield node.value, match[1]
        elif isinstance(node, ast.Call) and _called(node) in ADDRESSING:
            for given in [*node.args, *(keyword.value for keyword in node.keywords)]:
                if isinstance(given, ast.Constant) and (
                    match := CODE_URL.fullmatch(str(given.value))
                ):
                    yield match[0], match[1]


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def upwards(source: Path) -> list[str]:
    return [
        f"{path.relative_to(source)}: {words}"
        for path, here, words, there in references(source)
        if not here.may_know(there)
    ]


def test_template_names_and_addresses_point_downwards() -> None:
    assert upwards(SOURCE) == []


def test_the_search_for_names_finds_those_that_exist() -> None:
    assert {path.suffix for path, *_rest in references(SOURCE)} >= {".py", ".html"}


@pytest.mark.parametrize(
    ("file", "text", "refused"),
    [
        pytest.param(
            "plans/templates/plans/a.html", '{% extends "theme/base.html" %}', 0, id="base"
        ),
        pytest.param(
            "plans/templates/plans/a.html", '{% include "control/a.html" %}', 1, id="part"
        ),
        pytest.param(
            "plans/templates/plans/a.html", "{% extends 'control/a.html' %}", 1, id="frame"
        ),
        pytest.param("plans/templates/plans/a.html", "{% url 'plans:plan' 1 %}", 0, id="own-url"),
        pytest.param(
            "plans/templates/plans/a.html", '{% url "newsroom:item" %}', 1, id="url-above"
        ),
        pytest.param("control/templates/control/a.html", "{% url 'plans:plan' 1 %}", 0, id="below"),
        pytest.param("control/views.py", 'redirect("operations:home")', 1, id="beside"),
        pytest.param("delivery/views.py", 'reverse(\n    "broadcast:station")', 1, id="a-channel"),
        pytest.param(
            "delivery/apps.py", 'NavEntry("a", _("A"), "control:today", "")', 1, id="menu"
        ),
        pytest.param("plans/views.py", 'render(request, "newsroom/a.html")', 1, id="rendered"),
        pytest.param("plans/views.py", 'render(request, "plans/a.html")', 0, id="own-rendered"),
        pytest.param("channels/broadcast/views.py", 'render(r, "field/a.html")', 1, id="channels"),
        pytest.param("plans/views.py", 'redirect("account_login")', 0, id="somebody-elses"),
    ],
)
def test_a_name_that_points_upwards_is_found(
    tmp_path: Path, file: str, text: str, refused: int
) -> None:
    for channel in ("broadcast", "field"):
        (tmp_path / "channels" / channel).mkdir(parents=True)
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert len(upwards(tmp_path)) == refused


@pytest.mark.parametrize(
    ("here", "there", "allowed"),
    [
        pytest.param(Room("plans"), Room("people"), True, id="downwards"),
        pytest.param(Room("people"), Room("plans"), False, id="upwards"),
        pytest.param(Room("plans"), Room("plans"), True, id="itself"),
        pytest.param(Room("control"), Room("operations"), False, id="beside"),
        pytest.param(Room("channels", "broadcast"), Room("devices"), True, id="channel-downwards"),
        pytest.param(Room("channels", "broadcast"), Room("channels", "field"), False, id="blind"),
        pytest.param(Room("channels", "broadcast"), Room("channels"), True, id="what-they-share"),
        pytest.param(Room("channels"), Room("channels", "broadcast"), False, id="no-channels-name"),
    ],
)
def test_the_law(here: Room, there: Room, *, allowed: bool) -> None:
    assert here.may_know(there) is allowed


def test_every_room_has_a_layer() -> None:
    folders = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert folders - set(ranks()) == set()
