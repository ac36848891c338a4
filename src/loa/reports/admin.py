"""Records of reports: an office's practice is kept here, statements and reports are only read."""

from django.contrib import admin

from loa.delivery.admin import ReadOnlyAdmin
from loa.reports.models import KeptReport, ReportingPractice, Statement


@admin.register(ReportingPractice)
class ReportingPracticeAdmin(admin.ModelAdmin):
    list_display = ("organisation", "cut_off", "due_days", "source")
    list_select_related = ("organisation",)
    autocomplete_fields = ("organisation",)


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    list_display = ("unit_code", "starts", "until", "channel", "measure", "quantity", "said_as")
    list_filter = ("channel", "plan_key")
    search_fields = ("unit_code", "said_as")


@admin.register(KeptReport)
class KeptReportAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "unit_code", "due_on", "missing", "made_at", "frozen_at")
    list_filter = ("kind", "simulated")
    search_fields = ("title", "unit_code", "digest")
    exclude = ("document",)
