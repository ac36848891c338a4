"""Administrative units with their validity and lineage, and the named places in them.

A unit is identified by code and day, never by name: a code may change its name and a name
has been a district, a town and a commune. Periods are half-open days.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loa.core.fold import fold
from loa.places.rules import Form, Level, Unit

CODE_LENGTH = 40


class AdminUnit(models.Model):
    """One state of a unit: this code with this name and parent, from a day to a day."""

    class LevelWord(models.TextChoices):
        COUNTRY = Level.COUNTRY, _("Country")
        PROVINCE = Level.PROVINCE, _("Province")
        DISTRICT = Level.DISTRICT, _("District")
        COMMUNE = Level.COMMUNE, _("Commune")
        HAMLET = Level.HAMLET, _("Hamlet")

    code = models.CharField(
        _("code"),
        max_length=CODE_LENGTH,
        help_text=_("Official digits with leading zeros; a hamlet has a local identifier."),
    )
    name = models.CharField(_("name"), max_length=120)
    folded = models.CharField(max_length=120, editable=False, db_index=True)
    form = models.CharField(_("kind of unit"), max_length=40, choices=[(f, f) for f in Form])
    level = models.CharField(_("level"), max_length=16, choices=LevelWord.choices)
    parent_code = models.CharField(
        _("code of the unit above"), max_length=CODE_LENGTH, blank=True, db_index=True
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until (first day after)"), null=True, blank=True)
    known_from = models.BooleanField(
        _("first day only known"),
        default=False,
        help_text=_("The unit is older: its first day here is the first of which we know."),
    )

    class Meta:
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        ordering = ("code", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="places_unit_code_day"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="places_unit_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.as_unit().full_name} ({self.code})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    def as_unit(self) -> Unit:
        """Return the plain value that decisions work on."""
        return Unit(
            code=self.code,
            name=self.name,
            form=Form(self.form),
            parent_code=self.parent_code,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            known_from=self.known_from,
        )


class Succession(models.Model):
    """On this day the predecessor became, or became part of, the successor."""

    predecessor = models.ForeignKey(
        AdminUnit,
        verbose_name=_("predecessor"),
        on_delete=models.CASCADE,
        related_name="successions",
    )
    successor = models.ForeignKey(
        AdminUnit,
        verbose_name=_("successor"),
        on_delete=models.CASCADE,
        related_name="origins",
    )
    on = models.DateField(_("takes effect on"))
    part = models.BooleanField(
        _("in part"), default=False, help_text=_("Only a part of the predecessor went there.")
    )

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ("on", "predecessor", "successor")
        constraints = (
            models.UniqueConstraint(
                fields=("predecessor", "successor", "on"), name="places_succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="places_succession_moves"
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}, {self.on:%d/%m/%Y}"


class Site(models.Model):
    """A named place in a unit; the unit is its code as it stood on `recorded_on`."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("Commune office")
        COMMUNITY_HOUSE = "community_house", _("Community house")
        MARKET = "market", _("Market")
        SCHOOL = "school", _("School")
        HOSPITAL = "hospital", _("Hospital or health station")
        LIBRARY = "library", _("Library")
        RELIGIOUS = "religious", _("Pagoda or church")
        ROADSIDE = "roadside", _("Roadside")
        BOARD = "board", _("Public board")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=150)
    folded = models.CharField(max_length=150, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    unit_code = models.CharField(_("unit code"), max_length=CODE_LENGTH, db_index=True)
    recorded_on = models.DateField(_("unit code as of"))
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("unit_code", "name")
        constraints = (
            models.UniqueConstraint(fields=("unit_code", "name"), name="places_site_once"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # A comparison with NULL is unknown, and what is unknown passes a check.
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="places_site_position_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.unit_code})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)
