"""Searching 100,000 articles, on SQLite and on PostgreSQL: the 95th of a hundred under 50 ms.

The text is made: syllables as Vietnamese builds them, words of one and two of them, used as
unevenly as words are (Zipf), so that folded syllables stand in most articles, as they do in
real ones. The questions are a mixture of what people type. Every answer's first hit is
looked into, so that a fast wrong answer does not count.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from time import monotonic, process_time
from typing import Any

from bench.postgres import ROOT, beside_postgres
from bench.table import Row

ARTICLES = int(os.environ.get("LOA_BENCH_ARTICLES", "100000"))
LIMIT_MS = 50
EACH = 60  # questions of each kind
BATCH = 5000
ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"
RHYMES = """a ai am an ang anh ao au ay ân âng âu ây ăm ăn ăng e em en eo ê ên êu i ia iêm iên iêng
iêu im in inh o oa oai oan oang oi om on ong ô ôi ôn ông ơ ơi ơn u ua ui un ung uôi uôn uông uyên
ư ưa ươi ươn ương ưu"""
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
KNOWN = """dự thảo, văn kiện, đại hội, tiêm phòng, trâu bò, nông thôn, thông báo, kế hoạch,
tuyên truyền, nhân dân, góp ý, chi bộ, đảng bộ, trạm y tế, học sinh, mưa lớn, lũ quét, dịch bệnh,
phòng chống, hội đồng, vay vốn, hộ nghèo, nghị quyết, uỷ ban, bầu cử, cử tri, giao thông"""


def run() -> list[Row]:
    return [*_on_sqlite(), *beside_postgres("bench.search")]


def _on_sqlite() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        own = {"LOA_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "loa.settings"}
        done = subprocess.run(
            [sys.executable, "-m", "bench.search"],
            env={k: v for k, v in os.environ.items() if k != "LOA_DATABASE_URL"} | own,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
    return [Row(**row) for row in json.loads(done.stdout)]


class Language:
    """Words and how often each is used; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.onsets, self.rhymes = ONSETS.split(), RHYMES.split()
        made = {self._word() for _ in range(9000)}
        self.words = [*KNOWN.replace("\n", " ").split(", "), *sorted(made)]
        self.dice.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def _syllable(self) -> str:
        onset, rhyme = self.dice.choice(self.onsets), self.dice.choice(self.rhymes)
        letters = onset + rhyme + self.dice.choice(TONES)
        return unicodedata.normalize("NFC", letters)

    def _word(self) -> str:
        return " ".join(self._syllable() for _ in range(self.dice.choice((1, 2, 2, 2))))

    def say(self, count: int) -> str:
        return " ".join(self.dice.choices(self.words, cum_weights=self.weights, k=count))


def articles(language: Language) -> Iterator[Any]:
    from loa.search.rules import Entry  # noqa: PLC0415 - Django is set up by then

    dice, start = language.dice, datetime(2016, 1, 1, tzinfo=UTC)
    for n in range(ARTICLES):
        paper = f"{dice.randrange(1, 400)}/{dice.randrange(2016, 2027)}/{dice.choice(PAPERS)}"
        yield Entry(
            key=f"tin:{n}",
            url=f"/tin/{n}/",
            title=language.say(8).capitalize() + (f" theo {paper}" if n % 5 == 0 else ""),
            text=f"{language.say(dice.randrange(90, 270))}, số {paper}. {language.say(20)}.",
            kind=dice.choice(("article", "article", "notice", "answer")),
            unit=f"{dice.randrange(2000, 2300):05}",
            topic=f"ke-hoach/{dice.randrange(1, 9)}.{dice.randrange(1, 6)}",
            published_at=start + timedelta(minutes=51 * n),
            public=n % 20 != 0,
        )


PAPERS = ("NQ-HĐND", "QĐ-UBND", "KH-UBND", "TB-UBND", "KH/HU", "CT-TTg")


def questions(language: Language, sample: list[Any]) -> dict[str, list[tuple[str, Any]]]:
    """Return questions by their kind, each with what it is narrowed to."""
    from loa.core.fold import fold  # noqa: PLC0415 - beside its use
    from loa.search.rules import Narrowed  # noqa: PLC0415 - Django is set up by then

    dice, everything = random.Random(7), Narrowed()
    two = [word for word in language.words if " " in word]
    usual, rare = two[:300], two[3000:]
    made: dict[str, list[tuple[str, Any]]] = {}

    def add(kind: str, text: str, narrowed: Any = everything) -> None:
        made.setdefault(kind, []).append((text, narrowed))

    for _ in range(EACH):
        entry = dice.choice(sample)
        heading = entry.title.split()
        paper = entry.text.split(", số ")[1].split(". ")[0]
        since = entry.published_at - timedelta(days=200)
        add("usual words without accents", fold(dice.choice(usual)))
        add("usual words with accents", dice.choice(usual))
        add("rare words", fold(dice.choice(rare)))
        add("one syllable", dice.choice(usual).split()[0])
        add("two words of different places", fold(f"{dice.choice(usual)} {dice.choice(usual)}"))
        add("the beginning of a title", fold(" ".join(heading[:6])))
        add("a document's number", paper)
        add("part of a number", paper.split("/", 1)[1].lower())
        add("a slip of the finger", _slip(fold(dice.choice(usual)), dice))
        add(
            "a question",
            f"bao giờ thì {dice.choice(usual)} ở {dice.choice(rare)} có {fold(dice.choice(usual))}",
        )
        narrowed = replace(everything, units=(entry.unit,))
        add("usual words in one commune", fold(dice.choice(usual)), narrowed)
        narrowed = replace(
            everything, since=since, until=since + timedelta(days=60), kinds=("notice",)
        )
        add("one syllable in two months, one kind", fold(dice.choice(usual)).split()[0], narrowed)
    return made


def _slip(text: str, dice: random.Random) -> str:
    at = dice.randrange(1, max(2, len(text) - 1))
    return text[: at - 1] + text[at : at + 1] + text[at - 1] + text[at + 1 :]


def _fill(language: Language, now: datetime) -> list[Any]:
    """Take the articles in; return some of them, to ask for."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by then

    from loa.search.actions import index_many, learn  # noqa: PLC0415 - the same
    from loa.search.stores import store  # noqa: PLC0415 - the same

    began = monotonic()
    sample: list[Any] = []
    with store().emptied():
        batch: list[Any] = []
        for n, entry in enumerate(articles(language), 1):
            batch.append(entry)
            if n % BATCH == 0 or n == ARTICLES:
                index_many(batch)
                sample.append(batch[0])
                batch = []
    while learn(now):
        pass
    filled = monotonic() - began
    print(f"  {ARTICLES:,} articles in {filled:.0f} s on {connection.vendor}", file=sys.stderr)
    return sample


def measure() -> list[Row]:
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from loa.search.actions import index  # noqa: PLC0415
    from loa.search.queries import find  # noqa: PLC0415

    language, now = Language(1), datetime(2027, 1, 1, tzinfo=UTC)
    sample = _fill(language, now)
    taken: dict[str, list[float]] = {}
    asked = [(kind, *one) for kind, these in questions(language, sample).items() for one in these]
    random.Random(3).shuffle(asked)
    nothing, used = 0, []
    for kind, text, narrowed in asked:
        began, cpu = monotonic(), process_time()
        answer = find(text, now=now, narrowed=narrowed)
        taken.setdefault(kind, []).append(1000 * (monotonic() - began))
        used.append(1000 * (process_time() - cpu))
        nothing += not answer.hits
        assert kind != "the beginning of a title" or answer.hits, text
    everything = sorted(ms for these in taken.values() for ms in these)
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    p95 = _part(everything, 0.95)
    rows = [
        Row(
            f"search of {ARTICLES:,} articles, {name}, p95",
            p95,
            "ms",
            f"{LIMIT_MS}; of CPU here {_part(sorted(used), 0.95):.0f};"
            f" median {_part(everything, 0.5):.2g}, worst {everything[-1]:.0f};"
            f" {nothing} of {len(everything)} found nothing",
            p95 < LIMIT_MS,
        )
    ]
    rows += [
        Row(
            f"  {kind}", _part(sorted(these), 0.95), "ms", f"median {_part(sorted(these), 0.5):.2g}"
        )
        for kind, these in taken.items()
    ]
    began = monotonic()
    for n, entry in enumerate(sample):
        index(replace(entry, key=f"moi:{n}"))
    rows.append(
        Row("  taking one more article in", 1000 * (monotonic() - began) / len(sample), "ms")
    )
    return rows


def _part(values: list[float], share: float) -> float:
    """Return the value below which a share of sorted values lies."""
    return values[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    print(json.dumps([asdict(row) for row in measure()]))
