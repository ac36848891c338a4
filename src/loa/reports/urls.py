from django.urls import path

from loa.reports.views import acts, document, files, listing, owing, public, templates

app_name = "reports"
urlpatterns = [
    path("reports/", listing.list_page, name="list"),
    path("reports/new/", listing.new_page, name="new"),
    path("reports/make/", listing.make, name="make"),
    path("reports/sheet/", owing.sheet_page, name="sheet"),
    path("reports/sheet/send/", owing.send, name="sheet-send"),
    path("reports/templates/", templates.templates_page, name="templates"),
    path("reports/templates/<slug:layout>.docx", templates.template_file, name="template-file"),
    path("reports/templates/<slug:layout>/keep/", templates.keep, name="template-keep"),
    path("reports/templates/<slug:layout>/drop/", templates.drop, name="template-drop"),
    path("reports/<int:number>/", document.report_page, name="report"),
    path("reports/<int:number>/figure/", document.figure_page, name="figure"),
    path("reports/<int:number>/compare/", document.compare_page, name="compare"),
    path("reports/<int:number>/owing/", owing.owing_page, name="owing"),
    path("reports/<int:number>/owing/fill/", owing.fill, name="fill"),
    path("reports/<int:number>/renew/", acts.renew, name="renew"),
    path("reports/<int:number>/freeze/", acts.freeze, name="freeze"),
    path("reports/<int:number>/publish/", acts.publish, name="publish"),
    path("reports/<int:number>/take-off/", acts.take_off, name="take-off"),
    path("reports/<int:number>/file/<slug:kind>/", files.file, name="file"),
    path("bao-cao/", public.listed, name="public-list"),
    path("bao-cao/<int:number>/", public.shown, name="public"),
]
