"""Invented histories of units: communes merge, divide, change their names; districts end."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from loa.places.rules import Form, Lineage, Register, Unit

BEGAN = date(2015, 1, 1)
PROVINCES, DISTRICTS, COMMUNES = ("06", "19"), ("061", "062", "191"), 9


class World:
    """Units that hold now, by code, and all that came before."""

    def __init__(self) -> None:
        self.over: list[Unit] = []
        self.steps: list[Lineage] = []
        self.now: dict[str, Unit] = {}
        self._begin(Unit("VN", "Việt Nam", Form.COUNTRY, "", BEGAN))
        for code in PROVINCES:
            self._begin(Unit(code, code, Form.PROVINCE, "VN", BEGAN))
        for code in DISTRICTS:
            self._begin(Unit(code, code, Form.DISTRICT, code[:2], BEGAN))
        for n in range(COMMUNES):
            parent = DISTRICTS[n % len(DISTRICTS)]
            self._begin(Unit(f"{n:05}", f"Xã {n}", Form.COMMUNE, parent, BEGAN))
            self._begin(Unit(f"{n:05}/na", "Nà", Form.HAMLET, f"{n:05}", BEGAN))

    def _begin(self, unit: Unit) -> None:
        self.now[unit.code] = unit

    def _end(self, code: str, on: date) -> Unit:
        unit = replace(self.now.pop(code), valid_until=on)
        self.over.append(unit)
        return unit

    def communes(self) -> list[str]:
        return sorted(c for c, unit in self.now.items() if unit.form is Form.COMMUNE)

    def merge(self, codes: list[str], on: date) -> None:
        """Let communes become one that keeps the code of the first."""
        units = [self._end(code, on) for code in codes]
        self._begin(Unit(codes[0], "Mới", Form.COMMUNE, units[0].parent_code, on))
        self.steps += [Lineage(code, codes[0], on) for code in codes]
        self._move_hamlets(codes, codes[0], on)

    def divide(self, code: str, into: str, on: date) -> None:
        """Let a commune become two, of which one keeps its code."""
        unit = self._end(code, on)
        for one in (code, into):
            self._begin(Unit(one, f"Nửa {one}", Form.COMMUNE, unit.parent_code, on))
            self.steps.append(Lineage(code, one, on, part=True))
        self._move_hamlets([code], code, on)

    def dissolve(self, district: str, province: str, on: date) -> None:
        """Let a district end; its communes stand under a province from then on."""
        self._end(district, on)
        below = [code for code, unit in self.now.items() if unit.parent_code == district]
        for code in below:
            unit = self._end(code, on)
            self._begin(replace(unit, parent_code=province, valid_from=on, valid_until=None))
            self.steps.append(Lineage(code, code, on))
            self._move_hamlets([code], code, on)

    def _move_hamlets(self, codes: list[str], to: str, on: date) -> None:
        """Let hamlets go on under what became of their commune."""
        below = [u for u in self.now.values() if u.form is Form.HAMLET and u.parent_code in codes]
        for hamlet in below:
            self._end(hamlet.code, on)
            self._begin(replace(hamlet, parent_code=to, valid_from=on))
            self.steps.append(Lineage(hamlet.code, hamlet.code, on))

    def register(self) -> Register:
        return Register([*self.over, *self.now.values()], self.steps)


@st.composite
def histories(draw: st.DrawFn) -> Register:
    """Draw a register of units over ten years with up to six changes."""
    world, day = World(), BEGAN
    for n in range(draw(st.integers(0, 6))):
        day += timedelta(days=draw(st.integers(1, 700)))
        communes = world.communes()
        change = draw(st.sampled_from(["merge", "divide", "dissolve"]))
        if change == "merge" and len(communes) > 1:
            some = draw(st.lists(st.sampled_from(communes), min_size=2, max_size=4, unique=True))
            world.merge(some, day)
        elif change == "divide":
            world.divide(draw(st.sampled_from(communes)), f"9{n:04}", day)
        elif standing := [code for code in DISTRICTS if code in world.now]:
            world.dissolve(draw(st.sampled_from(standing)), draw(st.sampled_from(PROVINCES)), day)
    return world.register()
