from django.urls import path

from loa.control.views import coverage, hail, officer, plans, sound, today, units

app_name = "control"
urlpatterns = [
    path("today/", today.today_page, name="today"),
    path("today/live/", today.today_live, name="today-live"),
    path("today/unplaced/", today.unplaced_page, name="unplaced"),
    path("day/<slug:station>/<str:day>/<slug:item>/", today.item_page, name="item"),
    path("sound/<str:address>.opus", sound.sound, name="sound"),
    path("start/", officer.start, name="start"),
    path("officer/", officer.home_page, name="officer"),
    path("officer/mine/", officer.mine_page, name="officer-mine"),
    path("officer/photo/", officer.photo_page, name="officer-photo"),
    path("officer/report/", officer.report_page, name="officer-report"),
    path("alo/", hail.hail_page, name="hail-start"),
    path("alo/record/", hail.record, name="hail-record"),
    path("alo/<slug:key>/", hail.said_page, name="hail"),
    path("alo/<slug:key>/proof/", hail.proof_part, name="hail-proof"),
    path("alo/<slug:key>/choose/", hail.choose, name="hail-choose"),
    path("alo/<slug:key>/drop/", hail.drop, name="hail-drop"),
    path("alo/<slug:key>/retract/", hail.take_back, name="hail-retract"),
    path("unit/", units.choose_unit, name="unit"),
    path("unit/options/", units.unit_options, name="units"),
    path("search/", plans.search_page, name="search"),
    path("plans/", plans.plans_page, name="plans"),
    path("plans/<slug:key>/", plans.roadmap_page, name="plan"),
    path("plans/<slug:key>/topics/", plans.topics_page, name="topics"),
    path("plans/<slug:key>/targets/", plans.targets_page, name="targets"),
    path("plans/<slug:key>/assignments/", plans.assignments_page, name="assignments"),
    path(
        "plans/<slug:key>/assignments/<slug:assignment>/",
        plans.assignment_forward,
        name="assignment",
    ),
    path("plans/<slug:key>/rehearsal/", plans.rehearsal_card, name="rehearsal"),
    path("plans/<slug:key>/coverage/", coverage.coverage_page, name="coverage"),
    path("plans/<slug:key>/coverage/cell/", coverage.cell_page, name="cell"),
    path("plans/<slug:key>/coverage/evidence/", coverage.evidence_page, name="evidence"),
    path("evidence/<int:number>/", coverage.proof_page, name="proof"),
]
