"""What can be found, and the words that were seen. Tokens lie beside, in `stores`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Found(models.Model):
    """An entry as it is shown. Its number sorts by time: see `rules.number`."""

    number = models.BigIntegerField(primary_key=True)
    key = models.CharField(_("key"), max_length=300, unique=True)
    url = models.CharField(_("address"), max_length=500)
    title = models.CharField(_("title"), max_length=500)
    text = models.TextField(_("text"), blank=True)
    kind = models.CharField(_("kind"), max_length=40)
    unit = models.TextField(_("unit codes"), blank=True)
    site = models.CharField(_("site"), max_length=80, blank=True)
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True, db_index=True)
    public = models.BooleanField(_("public"), default=True)
    learned = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("entry of the search")
        verbose_name_plural = _("entries of the search")
        ordering = ("-number",)
        indexes = (
            models.Index(
                fields=("number",),
                condition=models.Q(learned=False),
                name="search_unlearned",
            ),
        )

    def __str__(self) -> str:
        return self.title


class SeenWord(models.Model):
    """A word, or two neighbours of a title, as it was written and in how many entries."""

    shown = models.CharField(max_length=130, primary_key=True)
    folded = models.CharField(max_length=130, db_index=True)
    entries = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("word seen")
        verbose_name_plural = _("words seen")
        ordering = ("shown",)

    def __str__(self) -> str:
        return self.shown
