"""Organisations, their people, posts, roles, keys and decisions.

Periods are half-open days, [since, until); an empty `until` means "still".
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.core.fold import fold
from loa.core.keyring import Duty, Key
from loa.core.passkey import Party
from loa.people import rules

NO_END = datetime(2200, 1, 1, tzinfo=UTC)
UNTIL_AFTER_SINCE = Q(until__isnull=True) | Q(until__gt=F("since"))


class Organisation(models.Model):
    """A body that issues, is assigned, approves; with a territory or, as Party cells, without."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", _("Party committee")
        AUTHORITY = "authority", _("People's Committee")
        DEPARTMENT = "department", _("Department")
        AGENCY = "agency", _("Specialist agency")
        CENTRE = "centre", _("Centre for culture, sports and communications")
        COMMUNE_OFFICE = "commune_office", _("Commune office")
        PARTY_CELL = "party_cell", _("Party cell")
        MASS_ORGANISATION = "mass_organisation", _("Mass organisation")
        STATION_CREW = "station_crew", _("Station crew")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    unit_code = models.CharField(
        _("unit code"),
        max_length=40,
        blank=True,
        db_index=True,
        help_text=_("The unit whose territory it covers; empty when it has none."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs under"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    approvals_needed = models.PositiveSmallIntegerField(_("approvals needed"), default=1)
    author_may_approve = models.BooleanField(
        _("the author may approve"),
        default=False,
        help_text=_("For an office of one person."),
    )
    rule_source = models.CharField(
        _("document that set the rule"), max_length=200, blank=True, help_text=_("Number and date.")
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(approvals_needed__in=(1, 2)), name="people_org_one_or_two_approvals"
            ),
            # Two approvals by one and the same person would be one.
            models.CheckConstraint(
                condition=Q(approvals_needed=1) | Q(author_may_approve=False),
                name="people_org_author_approves_alone_only",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    @property
    def approval_rule(self) -> rules.ApprovalRule:
        return rules.ApprovalRule(self.approvals_needed, self.author_may_approve)


class User(AbstractUser):
    """A person who signs in. Vietnamese names are one name, so first and last are not kept."""

    # Django's documented way to leave an inherited field out; its stubs do not know it.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("name shown"), max_length=150, blank=True)
    phone = models.CharField(
        _("telephone at work"), max_length=20, blank=True, help_text=_("Digits only.")
    )
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="vi"
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("username",)

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.display_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    def holdings(self) -> list[rules.Holding]:
        """Return every role that this person holds, has held or will hold."""
        return [row.as_holding() for row in self.memberships.select_related("organisation")]

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer for Loa's permissions from today's roles alone, for Django's as Django does.

        A superuser keeps records in the admin; that gives no say in plans and programmes.
        """
        if perm != rules.OWN_ACCOUNT and perm not in rules.PERMISSIONS:
            return super().has_perm(perm, obj)
        return self.is_active and rules.may(self.holdings(), perm, day=timezone.localdate())


class Post(models.Model):
    """A title held from a day to a day: a quotation keeps the title of its day."""

    class Acting(models.TextChoices):
        NONE = rules.Acting.NONE, _("In their own right")
        DEPUTY = rules.Acting.DEPUTY, _("Signing as deputy (K/T)")
        DELEGATED = rules.Acting.DELEGATED, _("Signing by delegation (TUQ)")

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="posts"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="posts",
    )
    title = models.CharField(pgettext_lazy("post held", "title"), max_length=150)
    since = models.DateField(_("since"))
    until = models.DateField(_("until (first day after)"), null=True, blank=True)
    acting = models.CharField(
        _("signs"), max_length=12, choices=Acting.choices, default=Acting.NONE
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("user", "since")
        constraints = (
            models.CheckConstraint(condition=UNTIL_AFTER_SINCE, name="people_post_period"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.title}, {self.organisation}"


class Membership(models.Model):
    """A role held in an organisation, and so over the unit that it covers, from day to day."""

    class Role(models.TextChoices):
        PLANNER = rules.Role.PLANNER, _("Planner")
        EDITOR = rules.Role.EDITOR, _("Editor")
        APPROVER = rules.Role.APPROVER, _("Approver")
        TECHNICIAN = rules.Role.TECHNICIAN, _("Technician")
        COMMUNE_OFFICER = rules.Role.COMMUNE_OFFICER, _("Commune officer")
        HAMLET_HEAD = rules.Role.HAMLET_HEAD, _("Hamlet head")
        VIEWER = rules.Role.VIEWER, _("Viewer")
        ADMINISTRATOR = rules.Role.ADMINISTRATOR, _("Administrator")

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    since = models.DateField(_("since"))
    until = models.DateField(_("until (first day after)"), null=True, blank=True)

    class Meta:
        verbose_name = _("role in an organisation")
        verbose_name_plural = _("roles in organisations")
        ordering = ("user", "since", "role")
        constraints = (
            models.CheckConstraint(condition=UNTIL_AFTER_SINCE, name="people_membership_period"),
            models.UniqueConstraint(
                fields=("user", "organisation", "role", "since"), name="people_membership_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organisation}"

    def as_holding(self) -> rules.Holding:
        """Return the plain value that decisions work on."""
        return rules.Holding(
            role=rules.Role(self.role),
            organisation=self.organisation.key,
            unit_code=self.organisation.unit_code,
            since=self.since,
            until=self.until,
        )


class Deputy(models.Model):
    """Who approves in a leader's stead, from a day to a day; both posts stand under it."""

    class Acting(models.TextChoices):
        DEPUTY = rules.Acting.DEPUTY, _("Signing as deputy (K/T)")
        DELEGATED = rules.Acting.DELEGATED, _("Signing by delegation (TUQ)")

    principal = models.ForeignKey(
        User, verbose_name=_("leader"), on_delete=models.PROTECT, related_name="deputies"
    )
    deputy = models.ForeignKey(
        User, verbose_name=_("deputy"), on_delete=models.PROTECT, related_name="stands_in_for"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="deputies",
    )
    acting = models.CharField(
        _("signs"), max_length=12, choices=Acting.choices, default=Acting.DEPUTY
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until (first day after)"))
    ended_at = models.DateTimeField(_("ended early at"), null=True, blank=True)

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ("-since", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="people_deputy_period"),
            models.CheckConstraint(
                condition=~Q(principal=F("deputy")), name="people_deputy_is_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.deputy}, {self.get_acting_display()}: {self.principal}"


class ApproverKey(models.Model):
    """The public half of an approver's key; the private half never reaches the server.

    `key_id` is the first 16 hexadecimal digits of SHA-256 over `public_key`: for ed25519
    the 32 raw bytes, for webauthn the COSE key as the authenticator gave it.
    """

    class Method(models.TextChoices):
        ED25519 = "ed25519", _("Key file")
        WEBAUTHN = "webauthn", _("Passkey")

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="approver_keys"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="approver_keys",
    )
    method = models.CharField(_("method"), max_length=12, choices=Method.choices)
    public_key = models.BinaryField(_("public key"))
    credential_id = models.BinaryField(
        _("passkey's credential id"), null=True, blank=True, editable=False
    )
    rp_id = models.CharField(
        _("passkey's site"), max_length=253, blank=True, help_text=_("For which it signs.")
    )
    origin = models.CharField(_("passkey's origin"), max_length=300, blank=True)
    key_id = models.CharField(_("key id"), max_length=16, db_index=True)
    label = models.CharField(_("label"), max_length=100, blank=True)
    since = models.DateTimeField(_("valid from"))
    until = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("approver's key")
        verbose_name_plural = _("approvers' keys")
        ordering = ("user", "since")
        constraints = (
            models.CheckConstraint(condition=UNTIL_AFTER_SINCE, name="people_key_period"),
            # One passkey approves in every office of its holder, once in each.
            models.UniqueConstraint(
                fields=("key_id", "organisation"), name="people_key_once_an_office"
            ),
        )

    def __str__(self) -> str:
        return f"{self.label or self.get_method_display()} ({self.key_id}), {self.user}"

    def as_key(self) -> Key:
        """Return the plain value that keyrings carry and signatures are checked with."""
        return Key(
            keyid=self.key_id,
            method=self.method,
            public=bytes(self.public_key).hex(),
            holder=f"{self.label}, {self.organisation.name}".strip(", "),
            since=self.since,
            until=self.until or NO_END,
            duties=frozenset({Duty.APPROVE}),
            revoked=self.revoked_at is not None,
            party=Party(self.rp_id, self.origin) if self.rp_id else None,
        )


class Decision(models.Model):
    """One entry of the decision log; written only by `decisions.record`, never changed.

    `actor` and `post` are kept as words, so that the entry outlives the account.
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"))
    actor = models.CharField(_("who"), max_length=150)
    post = models.CharField(_("post held"), max_length=400, blank=True)
    verb = models.CharField(_("what"), max_length=60)
    reference = models.CharField(_("on what"), max_length=200, db_index=True)
    reason = models.TextField(_("reason"), blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decision log")
        ordering = ("number",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.number}. {self.actor}: {self.verb} {self.reference}"


class DecisionHead(models.Model):
    """The one row that says where the log ends: writers queue on it, a cut tail shows."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("end of the decision log")
        verbose_name_plural = _("end of the decision log")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:16]}"
