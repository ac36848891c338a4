"""Answers: what is found, best first, and what was probably meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, groupby, pairwise, product

from loa.search import spelling
from loa.search.models import Found, SeenWord
from loa.search.rules import STAFF, Narrowed, Rung, Word, asked, folded_of, ladder, score, widest
from loa.search.stores import store

PAGE = 20
MOST_PAGES = 25  # who has not found it among 500 asks otherwise
IN_VAIN = 2  # rungs that found nothing, before it is asked whether any can
FEW = 3  # with fewer hits than this another spelling may have been meant
MOST_TELLING = 4  # neighbours that are tried when nothing has all of a question
MOST_READ = 20_000  # characters of a text in which a passage is looked for
AROUND = 24  # words of a text shown beside a hit
EVERYTHING = Narrowed()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `passage` is cut from its text: pieces, each with whether it was asked."""

    title: tuple[tuple[str, bool], ...]
    url: str
    score: float
    kind: str
    unit: str
    topic: str
    published_at: datetime | None
    public: bool
    key: str
    passage: tuple[tuple[str, bool], ...]

    @property
    def name(self) -> str:
        return "".join(piece for piece, _ in self.title)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found on one page. `more`: there is a next page.

    `meant` is another spelling that finds more; `instead` says that these hits are already
    those of `meant`, `partly` that they lack some of the words asked.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    meant: str = ""
    instead: bool = False
    partly: bool = False


def find(
    text: str,
    *,
    now: datetime,
    narrowed: Narrowed = EVERYTHING,
    page: int = 1,
    size: int = PAGE,
) -> Answer:
    """Return what a question finds, best first: nothing for one without words.

    Exact accents come before what only folds to the same, titles before texts, phrases
    before scattered words; then the newest. Any text is a safe question.
    """
    question, asking = asked(text), _Asking(narrowed, now)
    page = min(max(page, 1), MOST_PAGES)
    scored = asking.answer(question, size * page + 1)
    meant, instead, partly = "", False, False
    if len(scored) < FEW and page == 1 and question:
        meant, other = _meant(question, asking)
        if not scored and meant:
            question, instead = other, True
            scored = asking.answer(other, size + 1)
        elif not scored:
            scored, partly = asking.climb(_partly(question), size + 1), True
    shown = scored[size * (page - 1) : size * page]
    return Answer(
        hits=_hits(shown, question),
        more=len(scored) > size * page and page < MOST_PAGES,
        meant=meant,
        instead=instead,
        partly=partly and bool(shown),
    )


Scored = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class _Asking:
    """Whoever asks: what they want it narrowed to, and when."""

    narrowed: Narrowed
    now: datetime

    def answer(self, question: Sequence[Word], enough: int) -> Scored:
        """Return what has all of a question, best first."""
        return self.climb(ladder(question), enough, within=widest(question))

    def climb(self, rungs: Sequence[Rung], enough: int, *, within: Rung | None = None) -> Scored:
        """Return numbers with scores, rung after rung until there are enough.

        `within` is met by whatever meets a rung of whole words: where the first rungs are
        in vain it is asked whether any of the others can be met.
        """
        found: dict[int, float] = {}
        widest: list[int] | None = None
        asked_for = 0
        hidden: set[int] = set()
        since, until = self.narrowed.numbers(self.now)
        for at, rung in enumerate(dict.fromkeys(rungs)):
            if len(found) >= enough:
                break
            limit = enough + len(found) + len(hidden)  # those found above may come again
            if at == IN_VAIN and within and not found:
                asked_for = limit + enough  # it is one of the rungs, and is not asked again
                widest = self._met(within, since, until, asked_for)
            if widest == [] and not rung.begins:
                continue
            if widest is not None and rung == within and limit <= asked_for:
                numbers = widest
            else:
                numbers = self._met(rung, since, until, limit)
            fresh = [n for n in numbers if n not in found and n not in hidden]
            hidden |= self._hidden(fresh)
            shown = (number for number in fresh if number not in hidden)
            found |= {number: score(at, len(rungs), place) for place, number in enumerate(shown)}
        return list(found.items())[:enough]

    def _met(self, rung: Rung, since: int | None, until: int | None, limit: int) -> list[int]:
        """Return the numbers of what meets a rung."""
        # A store gathers all that a begun word may become before it looks at the whole words.
        if rung.begins and rung.all_of and not self._met(Rung(rung.all_of), since, until, 1):
            return []
        return store().find(
            rung,
            one_of=self.narrowed.groups(),
            none_of=(STAFF,) if self.narrowed.public_only else (),
            since=since,
            until=until,
            limit=limit,
        )

    def _hidden(self, numbers: Sequence[int]) -> set[int]:
        """Return those whose time is over, while the ticker has not dropped them yet."""
        if not self.narrowed.public_only or not numbers:
            return set()
        over = Found.objects.filter(hidden_at__lte=self.now, public=True)
        if not over.exists():
            return set()
        return set(over.filter(number__in=numbers).values_list("number", flat=True))


def _meant(question: Sequence[Word], asking: _Asking) -> tuple[str, list[Word]]:
    """Return a likelier spelling that finds something, as shown and as words; or nothing."""
    folded = [word.folded for word in question]
    if not folded or len(folded) > spelling.MOST_WORDS:
        return "", []
    near = {word: spelling.slips(word) | {word} for word in folded}
    seen = _seen(set().union(*near.values()))
    choices = [spelling.candidates(word, seen) for word in folded]
    pairs = {
        f"{one} {two}"
        for before, after in pairwise(choices)
        for (one, _), (two, _) in product(before, after)
    }
    best = list(spelling.likeliest(choices, _seen(pairs)))
    plain = [Word(word, word) for word in best]
    if best == folded or not asking.answer(plain, 1):
        return "", []
    return _as_shown(best), plain


def _seen(folded: set[str]) -> dict[str, int]:
    """Return in how many entries folded words were seen."""
    counts: dict[str, int] = {}
    rows = SeenWord.objects.filter(folded__in=folded).values_list("folded", "entries")
    for word, entries in rows:
        counts[word] = counts.get(word, 0) + entries
    return counts


def _as_shown(folded: Sequence[str]) -> str:
    """Return folded words with the accents that they mostly have, beside each other if seen so."""
    pairs = [" ".join(pair) for pair in pairwise(folded)]
    rows = SeenWord.objects.filter(folded__in=[*folded, *pairs]).order_by("entries")
    usual = dict(rows.values_list("folded", "shown"))  # the most frequent comes last and stays
    best = [usual.get(word, word) for word in folded]
    for at, pair in enumerate(pairs):
        if pair in usual:
            best[at], best[at + 1] = usual[pair].split(" ", 1)
    return " ".join(best)


def _partly(question: Sequence[Word]) -> list[Rung]:
    """Return rungs for what has some neighbours of a question, the more telling the better."""
    folded = [word.folded for word in question]
    seen = _seen(set(folded))
    known = [word for word in folded if word in seen] or folded
    pairs = [pair for pair in pairwise(folded) if set(pair) <= set(known)]
    pairs.sort(key=lambda pair: min(seen.get(word, 0) for word in pair))
    tokens = ["_".join(pair) for pair in pairs[:MOST_TELLING]]
    rungs = [Rung(tuple(tokens[:count])) for count in (3, 2) if len(tokens) > count]
    return rungs + [Rung((token,)) for token in tokens]


def _hits(scored: Scored, question: Sequence[Word]) -> tuple[Hit, ...]:
    rows = Found.objects.in_bulk([number for number, _ in scored])
    wanted = frozenset(word.folded for word in question)
    known = ((rows[number], points) for number, points in scored if number in rows)
    return tuple(_hit(row, points, wanted) for row, points in known)


def _hit(row: Found, points: float, wanted: frozenset[str]) -> Hit:
    return Hit(
        title=_marked(row.title.split(" "), wanted),
        url=row.url,
        score=points,
        kind=row.kind,
        unit=row.unit,
        topic=row.topic,
        published_at=row.published_at,
        public=row.public,
        key=row.key,
        passage=_passage(row.text, wanted),
    )


def _passage(text: str, wanted: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """Return the place of a text with most of the words asked, cut at words."""
    chunks, apart = text[:MOST_READ].split(), wanted.isdisjoint
    sums = list(accumulate((not apart(folded_of(chunk)) for chunk in chunks), initial=0))
    half = AROUND // 2
    counts = [after - before for before, after in zip(sums, sums[half:], strict=False)]
    start = max(0, counts.index(max(counts)) - AROUND // 4) if counts else 0
    pieces = _marked(chunks[start : start + AROUND], wanted)
    before = (("… ", False),) if start else ()
    after = ((" …", False),) if start + AROUND < len(chunks) else ()
    return (*before, *pieces, *after)


def _marked(chunks: Sequence[str], wanted: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """Join words to pieces that were asked for and, in turn, pieces that were not."""

    def asked_for(chunk: str) -> bool:
        return not wanted.isdisjoint(folded_of(chunk))

    pieces = [(" ".join(run), hit) for hit, run in groupby(chunks, key=asked_for)]
    last = len(pieces) - 1
    return tuple(
        (piece if hit else " " * (at > 0) + piece + " " * (at < last), hit)
        for at, (piece, hit) in enumerate(pieces)
    )
