"""Building rundowns: from what may be heard at a station to what is heard, and why.

`build` is pure: the same request gives the same schedule. The objective is stated in
`loa.core.scheduling.objective`; every rundown that is built passes `loa.core.trust`,
provided that the candidates say of their messages what the sealed messages say.
"""

from loa.core.scheduling.make_goods import propose_make_goods
from loa.core.scheduling.programme import as_programme
from loa.core.scheduling.render import build, draw
from loa.core.scheduling.request import (
    Candidate,
    Committed,
    Explanation,
    Ident,
    Move,
    Request,
    Schedule,
    Unplaced,
    Why,
    committed_by,
)
from loa.core.scheduling.sheets import Drawing, Line, Sheet

__all__ = [
    "Candidate",
    "Committed",
    "Drawing",
    "Explanation",
    "Ident",
    "Line",
    "Move",
    "Request",
    "Schedule",
    "Sheet",
    "Unplaced",
    "Why",
    "as_programme",
    "build",
    "committed_by",
    "draw",
    "propose_make_goods",
]
