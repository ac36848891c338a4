from django.urls import path

from loa.feedback.surveys.views import drawing, public, staff

urlpatterns = [
    path("khao-sat/", public.listed, name="surveys"),
    path("khao-sat/nghe/<object_address:address>.mp3", public.spoken, name="survey-spoken"),
    path("khao-sat/<slug:key>/", public.survey, name="survey"),
    path("khao-sat/<slug:key>/ket-qua/", public.results, name="survey-results"),
    path("khao-sat/<slug:key>/ket-qua.csv", public.table, name="survey-table"),
    path("surveys/", staff.listed, name="survey-pages"),
    path("surveys/new/", drawing.new, name="survey-new"),
    path("surveys/<slug:key>/", staff.survey, name="survey-page"),
    path("surveys/<slug:key>/edit/", drawing.edit, name="survey-edit"),
    path("surveys/<slug:key>/preview/", staff.preview, name="survey-preview"),
    path("surveys/<slug:key>/poster/", staff.poster, name="survey-poster"),
    path("surveys/<slug:key>/approve/", staff.approve, name="survey-approve"),
    path("surveys/<slug:key>/withdraw/", staff.withdraw, name="survey-withdraw"),
    path("surveys/<slug:key>/interview/", staff.interview, name="survey-interview"),
    path("surveys/<slug:key>/sound/<int:number>/", staff.say, name="survey-say"),
    path(
        "surveys/<slug:key>/sound/<int:number>/<slug:language>.mp3",
        staff.spoken,
        name="survey-sound",
    ),
]
