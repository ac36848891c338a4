"""Record keeping: players and alarms to look at. What players signed is never edited."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loa.devices import actions, alarms
from loa.devices.models import Alarm, ClaimCode, Device, Segment


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Rows that other parts write and nobody changes by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's
        obj: models.Model | None = None,  # noqa: ARG002 - Django's
    ) -> bool:
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's
        obj: models.Model | None = None,  # noqa: ARG002 - Django's
    ) -> bool:
        return False

    def has_keep_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may act on rows that nobody may edit: who sees them may not yet."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")


@admin.register(Device)
class DeviceAdmin(ReadOnlyAdmin):
    list_display = ("station", "keyid", "enrolled_at", "seen_at", "n", "durable_n", "revoked_at")
    list_filter = ("revoked_at",)
    search_fields = ("station", "keyid")
    actions = ("revoke",)

    @admin.action(description=_("Revoke: believe these players no longer"), permissions=["keep"])
    def revoke(self, request: HttpRequest, rows: models.QuerySet[Device]) -> None:
        """Revoke players whose boards were lost or replaced."""
        for device in rows:
            why = f"{request.user}"
            actions.revoke(device=device, why=why, now=timezone.now())


@admin.register(ClaimCode)
class ClaimCodeAdmin(ReadOnlyAdmin):
    list_display = ("station", "issued_by", "issued_at", "expires_at", "used_at", "attempts")
    search_fields = ("station",)


@admin.register(Segment)
class SegmentAdmin(ReadOnlyAdmin):
    list_display = ("device", "first", "last", "received_at")
    search_fields = ("device__station", "device__keyid")
    list_select_related = ("device",)


@admin.register(Alarm)
class AlarmAdmin(ReadOnlyAdmin):
    list_display = ("device", "kind", "n", "detail", "times", "raised_at", "closed_at")
    list_filter = ("kind", "closed_at")
    list_select_related = ("device",)
    actions = ("close",)

    @admin.action(description=_("Close: a person has looked at it"), permissions=["keep"])
    def close(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's
        rows: models.QuerySet[Alarm],
    ) -> None:
        """Close alarms that were looked at."""
        for alarm in rows:
            alarms.close(alarm, now=timezone.now())
