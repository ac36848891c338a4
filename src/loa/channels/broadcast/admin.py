"""Records of broadcast: stations are kept here; what was planned, aired or ticked is only read."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from loa.channels.broadcast.models import (
    AsRun,
    Cluster,
    GridFrame,
    PolicyRevision,
    RundownDay,
    Station,
    StationUnit,
    Tick,
    UsbStick,
)


class UnitInline(admin.TabularInline):
    model = StationUnit
    extra = 0


class ClusterInline(admin.TabularInline):
    model = Cluster
    extra = 0


@admin.register(Station)
class StationAdmin(admin.ModelAdmin):
    list_display = ("name", "key", "kind", "since", "until", "grid")
    list_filter = ("kind", "grid")
    list_select_related = ("grid",)
    search_fields = ("name", "key")
    inlines = (UnitInline, ClusterInline)


@admin.register(GridFrame)
class GridFrameAdmin(admin.ModelAdmin):
    list_display = ("name", "key", "ident_key")
    search_fields = ("name", "key")


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        return False


@admin.register(PolicyRevision)
class PolicyRevisionAdmin(ReadOnlyAdmin):
    list_display = ("station", "serial", "decided_at", "signed_at")
    list_filter = ("station",)
    list_select_related = ("station",)


@admin.register(RundownDay)
class RundownDayAdmin(ReadOnlyAdmin):
    list_display = ("station", "day", "serial", "published_at", "settled")
    list_filter = ("station", "settled")
    list_select_related = ("station",)
    date_hierarchy = "day"


@admin.register(AsRun)
class AsRunAdmin(ReadOnlyAdmin):
    list_display = ("rundown", "planned_at", "outcome", "reason", "heard_ms", "late_ms")
    list_filter = ("outcome", "reason")
    list_select_related = ("rundown__station",)
    search_fields = ("item_id",)


@admin.register(UsbStick)
class UsbStickAdmin(ReadOnlyAdmin):
    list_display = ("station", "first_day", "last_day", "made_at", "made_by")
    list_filter = ("station",)
    list_select_related = ("station", "made_by")


@admin.register(Tick)
class TickAdmin(ReadOnlyAdmin):
    list_display = ("item_id", "stick", "played", "by", "at")
    list_select_related = ("stick__station", "by")
