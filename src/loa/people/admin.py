"""Records of organisations and people, for administrators."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loa.people.models import ApproverKey, Decision, Membership, Organisation, Post, User


class ReadOnly(admin.ModelAdmin):
    """Shown, never changed here: written by actions that leave their trace."""

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("organisation",)


class PostInline(admin.TabularInline):
    model = Post
    extra = 0
    autocomplete_fields = ("organisation",)


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "display_name", "language", "is_active", "is_staff")
    search_fields = ("username", "display_name")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("display_name", "email", "phone", "language")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "display_name", "language", "password1", "password2")}),
    )
    inlines = (PostInline, MembershipInline)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = (
        "name",
        "kind",
        "unit_code",
        "parent",
        "approvals_needed",
        "author_may_approve",
        "rule_source",
    )
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "folded", "key", "unit_code")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"key": ("name",)}


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    list_display = ("user", "title", "organisation", "since", "until", "acting")
    list_select_related = ("user", "organisation")
    search_fields = ("title", "user__username", "user__display_name")
    autocomplete_fields = ("user", "organisation")


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("user", "role", "organisation", "since", "until")
    list_filter = ("role",)
    list_select_related = ("user", "organisation")
    search_fields = ("user__username", "user__display_name", "organisation__folded")
    autocomplete_fields = ("user", "organisation")


@admin.register(ApproverKey)
class ApproverKeyAdmin(ReadOnly):
    list_display = ("key_id", "user", "organisation", "method", "since", "until", "revoked_at")
    list_select_related = ("user", "organisation")


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    list_display = ("number", "at", "actor", "post", "verb", "reference", "reason")
    search_fields = ("actor", "verb", "reference")
    ordering = ("-number",)
