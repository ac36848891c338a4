"""Records of units and sites, for administrators."""

from django.contrib import admin

from loa.places.models import AdminUnit, Site, Succession


@admin.register(AdminUnit)
class AdminUnitAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "form", "level", "parent_code", "valid_from", "valid_until")
    list_filter = ("level", "valid_from")
    search_fields = ("code", "name", "folded")


@admin.register(Succession)
class SuccessionAdmin(admin.ModelAdmin):
    list_display = ("on", "predecessor", "successor", "part")
    list_select_related = ("predecessor", "successor")
    list_filter = ("on",)
    autocomplete_fields = ("predecessor", "successor")


@admin.register(Site)
class SiteAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "unit_code", "recorded_on")
    list_filter = ("kind",)
    search_fields = ("name", "folded", "unit_code")
