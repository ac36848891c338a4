"""Records of the waist, to be read: messages are signed, evidence is proof; neither is edited."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from loa.delivery.models import Evidence, Placement, SealedMessage


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        return False


@admin.register(SealedMessage)
class SealedMessageAdmin(ReadOnlyAdmin):
    list_display = ("headline", "plan_key", "topic_code", "scope", "sealed_at", "retracted_at")
    list_filter = ("plan_key", "scope", "priority")
    search_fields = ("headline", "folded", "key", "digest")


@admin.register(Placement)
class PlacementAdmin(ReadOnlyAdmin):
    list_display = ("message", "channel", "target", "starts", "ends", "state")
    list_filter = ("channel", "state")
    list_select_related = ("message", "target__plan")
    search_fields = ("key", "message__headline")


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ("at", "unit_code", "place", "quantity", "unit", "grade", "simulated")
    list_filter = ("channel", "grade", "simulated")
    search_fields = ("reference", "unit_code", "place")
