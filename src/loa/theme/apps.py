from django.apps import AppConfig


class ThemeConfig(AppConfig):
    name = "loa.theme"
    label = "theme"
