"""Players, the codes by which they come in, and the ledgers that they send.

Raw segments are the proof and lie as files; rows are their index. Nothing here knows what
an item is: other rooms read entries by station and time, or after a cursor.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Device(models.Model):
    """One player, known by its key. A station may have had several."""

    station = models.CharField(_("station"), max_length=100, db_index=True)
    keyid = models.CharField(_("key id"), max_length=16, unique=True)
    public = models.CharField(_("public key"), max_length=64)
    enrolled_at = models.DateTimeField(_("enrolled at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_why = models.CharField(_("why it was revoked"), max_length=200, blank=True)
    # What the server holds of its ledger, and what stands in a verified backup.
    n = models.BigIntegerField(_("entries received"), default=0)
    head = models.CharField(_("digest of the last entry"), max_length=64, blank=True)
    durable_n = models.BigIntegerField(_("entries in a verified backup"), default=0)
    durable_head = models.CharField(
        _("digest of the last backed-up entry"), max_length=64, blank=True
    )
    # What it said last.
    seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    said_at = models.DateTimeField(_("its own time then"), null=True, blank=True)
    clock = models.CharField(_("its clock"), max_length=20, blank=True)
    playing = models.CharField(_("playing"), max_length=100, blank=True)
    bundle = models.BigIntegerField(_("serial of its schedule"), default=0)
    free_mb = models.BigIntegerField(_("free space (MB)"), null=True, blank=True)
    software = models.CharField(_("software"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("player")
        verbose_name_plural = _("players")
        ordering = ["station", "-enrolled_at"]

    def __str__(self) -> str:
        return f"{self.station} ({self.keyid})"


class ClaimCode(models.Model):
    """The right of one player to become a station; only a keyed hash of its secret is kept."""

    station = models.CharField(_("station"), max_length=100, db_index=True)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    root = models.PositiveIntegerField(_("root version that the code names"))
    issued_by = models.CharField(_("issued by"), max_length=150, blank=True)
    issued_at = models.DateTimeField(_("issued at"))
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    used_by = models.ForeignKey(
        Device, models.PROTECT, null=True, blank=True, verbose_name=_("used by")
    )
    attempts = models.PositiveIntegerField(_("failed attempts"), default=0)

    class Meta:
        verbose_name = _("claim code")
        verbose_name_plural = _("claim codes")
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return f"{self.station} ({self.issued_at:%Y-%m-%d})"


class ClaimFailure(models.Model):
    """A claim that failed, kept for a day: how often somebody may guess."""

    address = models.CharField(_("address"), max_length=60, db_index=True)
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("failed claim")
        verbose_name_plural = _("failed claims")

    def __str__(self) -> str:
        return f"{self.address} ({self.at:%Y-%m-%d %H:%M})"


class Segment(models.Model):
    """Bytes that a player sent, as they came: the proof behind entries `first` to `last`."""

    # No index of its own: the constraint begins with it.
    device = models.ForeignKey(Device, models.PROTECT, related_name="segments", db_index=False)
    first = models.BigIntegerField(_("first entry"))
    last = models.BigIntegerField(_("last entry"))
    head = models.CharField(_("digest of the last entry"), max_length=64)
    received_at = models.DateTimeField(_("received at"))
    sha256 = models.CharField(_("digest"), max_length=64)
    path = models.CharField(_("file below the ledgers' folder"), max_length=200)
    # What came together lies in one file, one segment behind the other.
    start = models.BigIntegerField(_("first byte in the file"), default=0)
    size = models.BigIntegerField(_("bytes; all of the file if empty"), null=True, blank=True)

    class Meta:
        verbose_name = _("ledger segment")
        verbose_name_plural = _("ledger segments")
        ordering = ["device", "first"]
        constraints = [
            models.UniqueConstraint(fields=["device", "sha256"], name="devices_segment_once")
        ]

    def __str__(self) -> str:
        return f"{self.device}: {self.first}–{self.last}"


class Entry(models.Model):
    """One verified ledger entry, by the player's own clock, whatever that clock said.

    The primary key is the cursor by which other rooms learn of what is new.
    """

    # No index of its own: the constraint begins with it, and intake pays for each index. Nor
    # does the database look the player up for every line: intake holds the player's row
    # while it writes, and no player goes whose segments are here, which the database sees to.
    device = models.ForeignKey(
        Device, models.PROTECT, related_name="entries", db_index=False, db_constraint=False
    )
    n = models.BigIntegerField(_("number"))
    at = models.DateTimeField(_("at"))
    clock = models.CharField(_("clock"), max_length=20)
    boot = models.BigIntegerField(_("boot"))
    mono_ms = models.BigIntegerField(_("since boot (ms)"))
    event = models.CharField(_("event"), max_length=20)
    item = models.TextField(_("item"), blank=True)
    ms = models.BigIntegerField(_("heard (ms)"), default=0)
    late_ms = models.BigIntegerField(_("late (ms)"), default=0)
    data = models.JSONField(_("details"), default=dict)
    hash = models.CharField(_("digest of its line"), max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["device", "n"]
        constraints = [models.UniqueConstraint(fields=["device", "n"], name="devices_entry_once")]
        indexes = [models.Index(fields=["device", "at"], name="devices_entry_at")]

    def __str__(self) -> str:
        return f"{self.device} {self.n}: {self.event}"


class Alarm(models.Model):
    """Something that a person must look at; a repetition counts on the open one."""

    class Kind(models.TextChoices):
        FORK = "fork", _("two ledgers under one key: a copied player, or a rewritten ledger")
        GAP = "gap", _("ledger entries are missing")
        CHAIN = "chain", _("a ledger does not hold together")
        SIGNATURE = "signature", _("a wrong signature")
        CLOCK = "clock", _("a wrong clock")
        TWINS = "twins", _("two players report as one station")

    device = models.ForeignKey(Device, models.PROTECT, related_name="alarms")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    n = models.BigIntegerField(_("entry"), default=0)
    detail = models.CharField(_("what was seen"), max_length=300)
    raised_at = models.DateTimeField(_("raised at"))
    repeated_at = models.DateTimeField(_("last seen"))
    times = models.PositiveIntegerField(_("times"), default=1)
    evidence = models.CharField(_("file below the ledgers' folder"), max_length=200, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["device", "kind", "n"],
                condition=models.Q(closed_at=None),
                name="devices_alarm_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.device}: {self.get_kind_display()}"
