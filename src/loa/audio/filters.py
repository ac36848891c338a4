"""FFmpeg's filters over a stream of mono blocks, held to 48 kHz 32-bit floats."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as AllPulled
from av.filter import Graph
from av.filter.context import FilterContext

from loa.audio.sound import RATE, Floats

Filter = tuple[str, str]  # the filter's name and its arguments, as FFmpeg writes them


def frame(block: Floats, at: int, rate: int = RATE) -> av.AudioFrame:
    """Wrap a block that begins at sample `at`."""
    made = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout="mono")
    made.sample_rate = rate
    made.time_base = Fraction(1, rate)
    made.pts = at
    return made


def frames_through(
    blocks: Iterable[Floats], *filters: Filter, rate: int = RATE
) -> Iterator[av.AudioFrame]:
    """Send blocks of mono samples at `rate` through filters; yields FFmpeg's frames."""
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=rate, format="flt", layout="mono", time_base=Fraction(1, rate)
    )
    sink = graph.add("abuffersink")
    graph.link_nodes(source, *(graph.add(name, args) for name, args in filters), sink).configure()
    at = 0
    for block in blocks:
        source.push(frame(np.ascontiguousarray(block, dtype=np.float32), at, rate))
        at += len(block)
        yield from _ready(sink)
    source.push(None)
    yield from _ready(sink)


def through(
    blocks: Iterable[Floats], *filters: Filter, rate: int = RATE, out_rate: int = RATE
) -> Iterator[Floats]:
    """Send blocks of mono samples at `rate` through filters; yields blocks at `out_rate`."""
    floats: Filter = ("aformat", f"sample_fmts=flt:sample_rates={out_rate}:channel_layouts=mono")
    for made in frames_through(blocks, *filters, floats, rate=rate):
        yield samples(made)


def samples(made: av.AudioFrame) -> Floats:
    """Return the samples of a mono frame of floats."""
    return made.to_ndarray().reshape(-1).astype(np.float32, copy=False)


def _ready(sink: FilterContext) -> Iterator[av.AudioFrame]:
    while True:
        try:
            made = sink.pull()
        except (NothingYet, AllPulled):
            return
        yield cast("av.AudioFrame", made)
