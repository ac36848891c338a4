"""docs/formats/plan-findings.md against the code: every member, rule and fact, and an example."""

import json
import re
from pathlib import Path
from typing import Any

import loa
from loa.plans.importing import mends, reasons
from loa.plans.importing.extract import extract
from loa.plans.importing.findings import FORMAT, LISTS, SCALARS, VERSION
from loa.plans.importing.reading import read

PAGE = (Path(loa.__file__).parents[2] / "docs" / "formats" / "plan-findings.md").read_text()
PEOPLES_OWN = {"not-found", "added-by-hand"}  # what the pages say; no rule says it


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def without_confidence(value: Any) -> Any:
    """Leave out how sure the rules are: tuning them changes that, and not the format."""
    if isinstance(value, dict):
        return {k: without_confidence(v) for k, v in value.items() if k != "confidence"}
    return [without_confidence(one) for one in value] if isinstance(value, list) else value


def test_the_example_is_what_is_found() -> None:
    found = extract(read(block("text").encode(), "a.txt")).said()
    assert found.pop("text") == block("text")
    assert without_confidence(json.loads(block("json"))) == without_confidence(found)


def test_every_member_and_every_rule_is_described() -> None:
    members = [*SCALARS, *LISTS, "text", "passage", "confidence", "why", "facts", "mend"]
    assert [one for one in members if f"`{one}`" not in PAGE] == []
    assert f'`"{FORMAT}"`, `"{VERSION}"`' in PAGE
    rules = set(reasons.REASONS) - PEOPLES_OWN
    assert {one for one in rules if f"| `{one}`" not in PAGE and f"| `{one}: " not in PAGE} == set()


def test_every_contradiction_is_described_with_its_facts() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| .* \| (.*) \| .* \|$", PAGE, re.MULTILINE))
    said = {kind: set(re.findall(r"`(\w+)`", rows[kind])) for kind in mends.KINDS}
    wanted = {
        kind: set(re.findall(r"{(\w+)}", sentence["en"]))
        for kind, sentence in mends.SENTENCES.items()
    }
    assert said == wanted
