"""Every address of an installation; each room states its own in its `urls.py`.

Of allauth only what an office needs: accounts are given, so nobody signs up, and there is
no e-mail to lose a password by.
"""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail
from wagtail.admin import urls as editor
from wagtail.documents import urls as documents
from wagtail.utils.urlpatterns import decorate_urlpatterns

from loa.channels.portal.borrowed.scripts import catalogue
from loa.channels.portal.editing import door

# One login for records too, with its second step. Django's way is to replace the method.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

ACCOUNTS = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]

# In front of Wagtail's own, which says most of it in English.
EDITOR = [path("jsi18n/", catalogue)]

urlpatterns = [
    path("accounts/", include(ACCOUNTS)),
    path("admin/", admin.site.urls),
    path("language/", include("django.conf.urls.i18n")),
    path("theme/", include("loa.theme.urls")),
    path("", include("loa.operations.urls")),
    path("", include("loa.channels.broadcast.urls")),
    path("", include("loa.devices.urls")),
    path("items/", include("loa.newsroom.urls")),
    path("bulletins/", include("loa.newsroom.bulletins.urls")),
    path("approvals/", include("loa.newsroom.approving.urls")),
    path("", include("loa.control.urls")),
    path("", include("loa.reports.urls")),
    path("", include("loa.feedback.urls")),
    path("", include("loa.website.urls")),
    path("", include("loa.channels.portal.urls")),
    path("cms/", include(decorate_urlpatterns([*EDITOR, *editor.urlpatterns], door))),
    path("tai-lieu/", include(documents)),
    path("", include(wagtail)),  # what nobody else answers: the site editors' own pages
]
