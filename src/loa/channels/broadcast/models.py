"""Stations and clusters, what leaders allow them, their days as planned and as run."""

import json
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loa.core.grid import Grid, read_grid
from loa.core.policy import Policy, read_policy
from loa.core.rundown import Rundown, read_rundown
from loa.core.words import Missed, Outcome


class Station(models.Model):
    """A thing of its own: it keeps its key and name when communes merge."""

    class Kind(models.TextChoices):
        PLAYER = "player", _("IP player")
        WIRED = "wired", _("Wired or FM, fed by hand")
        BOARD = "board", _("Wired or FM, fed by a player board")
        DISTRICT = "district", _("District radio")
        VEHICLE = "vehicle", _("Vehicle")

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    languages = models.JSONField(_("languages of its audience"), default=list)
    zone = models.CharField(_("time zone"), max_length=40, default="Asia/Ho_Chi_Minh")
    since = models.DateField(_("in service since"))
    until = models.DateField(_("in service until (first day after)"), null=True, blank=True)
    grid = models.ForeignKey(
        "GridFrame", verbose_name=_("grid"), on_delete=models.PROTECT, related_name="stations"
    )

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def has_player(self) -> bool:
        """Whether a device plays it; the others are fed from a USB stick."""
        return self.kind in {self.Kind.PLAYER, self.Kind.BOARD}


class StationUnit(models.Model):
    """The unit in which a station stands, from day to day."""

    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="units"
    )
    unit_code = models.CharField(_("unit code"), max_length=40, db_index=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until (first day after)"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit of a station")
        verbose_name_plural = _("units of a station")
        ordering = ("station", "since")
        constraints = (
            models.UniqueConstraint(fields=("station", "since"), name="broadcast_unit_since"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="broadcast_unit_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.station}: {self.unit_code}"


class Cluster(models.Model):
    """Loudspeakers that are switched together."""

    class State(models.TextChoices):
        WORKING = "working", _("Working")
        LOWERED = "lowered", _("Lowered after a complaint")
        FAULTY = "faulty", _("Faulty")

    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="clusters"
    )
    name = models.CharField(_("name"), max_length=120)
    speakers = models.PositiveSmallIntegerField(_("loudspeakers"), default=2)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WORKING
    )

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ("station", "name")
        constraints = (
            models.UniqueConstraint(fields=("station", "name"), name="broadcast_cluster_name"),
        )

    def __str__(self) -> str:
        return f"{self.station}, {self.name}"


@lru_cache(maxsize=256)
def as_grid(document: str) -> Grid:
    """Read a grid as it is stored; many stations follow one."""
    return read_grid(json.loads(document))


class GridFrame(models.Model):
    """A grid that one or more stations follow."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    document = models.TextField(_("document"))
    ident_key = models.CharField(
        _("signature sound"), max_length=120, blank=True, help_text=_("The key of its message.")
    )

    class Meta:
        verbose_name = _("grid")
        verbose_name_plural = _("grids")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def grid_for(self, station: str) -> Grid:
        """Return the grid as a plain value, for one of its stations."""
        return replace(as_grid(self.document), station=station)


class PolicyRevision(models.Model):
    """A station's policy as the leaders signed it; the highest serial holds."""

    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="policies"
    )
    serial = models.PositiveIntegerField(_("serial"))
    document = models.TextField(_("document"))
    decided_at = models.DateTimeField(_("decided at"))
    signed_at = models.DateTimeField(_("signed by the leaders at"), null=True, blank=True)

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ("station", "-serial")
        constraints = (
            models.UniqueConstraint(fields=("station", "serial"), name="broadcast_policy_serial"),
        )

    def __str__(self) -> str:
        return f"{self.station}, {self.serial}"

    def policy(self) -> Policy:
        """Return the policy as a plain value."""
        return read_policy(json.loads(self.document))


@lru_cache(maxsize=1024)
def as_rundown(document: str) -> Rundown:
    """Read a rundown as it is stored; building, settling and pages ask for the same days."""
    return read_rundown(json.loads(document))


class RundownDay(models.Model):
    """A station's day as it was last published, with what could not be placed and why."""

    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="rundowns"
    )
    day = models.DateField(_("day"), db_index=True)
    serial = models.PositiveIntegerField(_("serial"))
    address = models.CharField(_("address"), max_length=64)
    document = models.TextField(_("document"))
    messages = models.JSONField(_("addresses of its messages"), default=list)
    reasons = models.JSONField(_("why each item is there"), default=dict)
    unplaced = models.JSONField(_("what could not be placed"), default=list)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    settled = models.BooleanField(
        _("settled"), default=False, help_text=_("Every item has its outcome.")
    )

    class Meta:
        verbose_name = _("rundown")
        verbose_name_plural = _("rundowns")
        ordering = ("day", "station")
        constraints = (
            models.UniqueConstraint(fields=("station", "day"), name="broadcast_rundown_day"),
        )

    def __str__(self) -> str:
        return f"{self.station}, {self.day:%d/%m/%Y}"

    def rundown(self) -> Rundown:
        """Return the rundown as a plain value."""
        return as_rundown(self.document)


class AsRun(models.Model):
    """What became of one planned item, as far as is known now."""

    rundown = models.ForeignKey(
        RundownDay, verbose_name=_("rundown"), on_delete=models.CASCADE, related_name="as_run"
    )
    item_id = models.CharField(_("item"), max_length=40, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=[(o, o) for o in Outcome])
    reason = models.CharField(
        _("reason"), max_length=12, blank=True, choices=[(m, m) for m in Missed]
    )
    planned_at = models.DateTimeField(_("planned at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    heard_ms = models.PositiveIntegerField(_("heard, ms"), default=0)
    late_ms = models.IntegerField(_("late, ms"), default=0)
    proof = models.JSONField(_("ledger entries"), default=list)

    class Meta:
        verbose_name = _("as-run item")
        verbose_name_plural = _("as-run items")
        ordering = ("planned_at",)
        constraints = (
            models.UniqueConstraint(fields=("rundown", "item_id"), name="broadcast_as_run_once"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: {self.outcome}"


class UsbStick(models.Model):
    """A stick made for a station without a player: which items, in which files."""

    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="sticks"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    files = models.JSONField(_("files"), default=list)
    recalled = models.JSONField(
        _("messages taken off it"), default=dict, help_text=_("Address to when, and by whom.")
    )
    task = models.UUIDField(
        _("task that prepares it"), null=True, blank=True, editable=False
    )  # the last one; its row may be gone, which is no harm

    class Meta:
        verbose_name = _("USB stick")
        verbose_name_plural = _("USB sticks")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.station}, {self.first_day:%d/%m}–{self.last_day:%d/%m/%Y}"


class Tick(models.Model):
    """An officer's word that one item was played by hand: reported, not recorded."""

    stick = models.ForeignKey(
        UsbStick, verbose_name=_("stick"), on_delete=models.CASCADE, related_name="ticks"
    )
    item_id = models.CharField(_("item"), max_length=40)
    played = models.BooleanField(_("played"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")
        ordering = ("stick", "item_id")
        constraints = (
            models.UniqueConstraint(fields=("stick", "item_id"), name="broadcast_tick_once"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: {self.played}"


class Cursor(models.Model):
    """How far this channel has read the devices' ledger entries."""

    name = models.CharField(max_length=40, unique=True)
    position = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("reading position")
        verbose_name_plural = _("reading positions")

    def __str__(self) -> str:
        return f"{self.name}: {self.position}"


class Amendment(models.Model):
    """A change of days that a station holds already, today's included.

    A message is taken out of them, or (with a `placement`) put in. `serial` is that of the
    publication in which it stands, 0 while it waits; `why` says what it waits for.
    """

    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="amendments"
    )
    message = models.CharField(_("address of the message"), max_length=64, db_index=True)
    placement = models.CharField(_("placement"), max_length=160, blank=True)
    asked_at = models.DateTimeField(_("asked for at"))
    serial = models.PositiveBigIntegerField(_("serial"), default=0, db_index=True)
    starts = models.DateTimeField(_("to be heard at"), null=True, blank=True)
    why = models.CharField(_("why it waits"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("change of a published day")
        verbose_name_plural = _("changes of published days")
        ordering = ("asked_at", "station")
        constraints = (
            models.UniqueConstraint(
                fields=("station", "message", "placement"), name="broadcast_amendment_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.station}: {self.message[:12]}"


class Dirty(models.Model):
    """A station whose days must be built again, and why."""

    station = models.OneToOneField(Station, on_delete=models.CASCADE, related_name="dirty")
    since = models.DateTimeField(_("since"))
    reason = models.CharField(_("reason"), max_length=160)

    class Meta:
        verbose_name = _("station to be rebuilt")
        verbose_name_plural = _("stations to be rebuilt")

    def __str__(self) -> str:
        return f"{self.station}: {self.reason}"


class Lowering(models.Model):
    """A station turned down one tier since a complaint, until that is answered.

    `reference` is the complaint's own number: why somebody asked for quiet is never kept.
    """

    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="lowerings"
    )
    reference = models.CharField(_("complaint"), max_length=40, unique=True)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("lowering")
        verbose_name_plural = _("lowerings")
        ordering = ("-since",)

    def __str__(self) -> str:
        return f"{self.station}: {self.reference}"


class PublishedVolume(models.Model):
    """What a station's last publication said of its loudness, under which serial."""

    station = models.OneToOneField(
        Station, on_delete=models.CASCADE, related_name="published_volume"
    )
    lowered = models.BooleanField(_("lowered"))
    serial = models.PositiveIntegerField(_("serial"))

    class Meta:
        verbose_name = _("published loudness")
        verbose_name_plural = _("published loudness")

    def __str__(self) -> str:
        return f"{self.station}: {self.lowered}"
