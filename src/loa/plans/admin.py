"""Records of plans, for administrators; plans are changed by their files and by actions."""

from django.contrib import admin

from loa.plans.models import Assignment, Event, Pause, Phase, Plan, PlanRevision, Target, Topic


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin):
    list_display = ("key", "number", "title", "kind", "state", "revision")
    list_filter = ("state", "kind")
    search_fields = ("key", "number", "title")


@admin.register(PlanRevision)
class PlanRevisionAdmin(admin.ModelAdmin):
    list_display = ("plan", "number", "digest", "loaded_at")
    list_select_related = ("plan",)


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ("name", "plan", "level", "state", "starts", "ends")
    list_filter = ("plan", "state")


@admin.register(Phase)
class PhaseAdmin(admin.ModelAdmin):
    list_display = ("name", "plan", "stage", "starts", "ends")
    list_filter = ("plan",)


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("key", "name", "plan", "parent")
    list_filter = ("plan",)


@admin.register(Target)
class TargetAdmin(admin.ModelAdmin):
    list_display = ("key", "plan", "phase", "topic", "channel", "unit")
    list_filter = ("plan", "channel")
    list_select_related = ("plan", "phase", "topic")


@admin.register(Assignment)
class AssignmentAdmin(admin.ModelAdmin):
    list_display = ("organisation_name", "duty", "plan", "role", "state", "due")
    list_filter = ("plan", "state")


@admin.register(Pause)
class PauseAdmin(admin.ModelAdmin):
    list_display = ("reason", "plan", "stops", "starts", "ends")
    list_filter = ("plan",)
