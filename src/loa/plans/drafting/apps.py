from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanDraftingConfig(AppConfig):
    name = "loa.plans.drafting"
    label = "plan_drafting"
    verbose_name = _("Documents that become plans")
