"""Every address. A page is one view, one template and one line here."""

from django.urls import include, path, register_converter

from holdfast.web.pages import (
    about,
    chain,
    chain_link,
    changes,
    clocks,
    digest,
    due,
    members,
    scrutiny,
)
from holdfast.web.pages.case_audits import one_case, one_round
from holdfast.web.pages.case_audits import overview as case_audits
from holdfast.web.pages.child import finding as children
from holdfast.web.pages.child import page as child_page
from holdfast.web.pages.child import record as child_record
from holdfast.web.pages.concerns import contesting
from holdfast.web.pages.concerns import listing as concern_list
from holdfast.web.pages.concerns import overview as concerns
from holdfast.web.pages.fairness import one as fairness_of
from holdfast.web.pages.fairness import overview as fairness
from holdfast.web.pages.front_door import overview as front_door
from holdfast.web.pages.front_door import same_child
from holdfast.web.pages.imports import listing as imports
from holdfast.web.pages.imports import reconciling, recording, survey
from holdfast.web.pages.imports import words as import_words
from holdfast.web.pages.improvement import entering, inspections, letter_walk
from holdfast.web.pages.improvement import history as plan_history
from holdfast.web.pages.improvement import overview as improvement
from holdfast.web.pages.improvement import plan as plan_pages
from holdfast.web.pages.improvement import promises as promise_pages
from holdfast.web.pages.improvement import survey as staff_survey
from holdfast.web.pages.loop import actions, own_supervision, raising, settling, supervision
from holdfast.web.pages.loop import deficit as deficit_page
from holdfast.web.pages.loop import overview as the_loop
from holdfast.web.pages.measures import behind as behind_measure
from holdfast.web.pages.measures import groups as grouped_measure
from holdfast.web.pages.measures import listing as measure_list
from holdfast.web.pages.measures import one as one_measure
from holdfast.web.pages.measures import progress
from holdfast.web.pages.packs import editions
from holdfast.web.pages.packs import making as pack_making
from holdfast.web.pages.packs import overview as packs
from holdfast.web.pages.people import (
    access,
    audit,
    kept,
    opening,
    proving,
    restricting,
    taking_away,
)
from holdfast.web.pages.returns import answer as returns_answer
from holdfast.web.pages.returns import check as returns_check
from holdfast.web.pages.returns import dfe_api as returns_dfe_api
from holdfast.web.pages.returns import findings as returns_findings
from holdfast.web.pages.returns import overview as returns
from holdfast.web.pages.returns import rules as returns_rules
from holdfast.web.pages.team import allocation, my_team
from holdfast.web.pages.today import left_undone, setting_aside
from holdfast.web.pages.today import team as today
from holdfast.web.pages.what_if import asking as what_if_asking
from holdfast.web.pages.what_if import one as what_if_one
from holdfast.web.pages.what_if import overview as what_if
from holdfast.web.project.converters import ReturnConverter

register_converter(ReturnConverter, "return")

# The check of an uploaded file: the ticket opens it for the session that sent the file.
checked = [
    path("", returns_check.checked, name="returns_checked"),
    path("findings/", returns_check.findings, name="returns_checked_findings"),
    path("findings.csv", returns_check.findings_file, name="returns_checked_findings_file"),
    path("workbook.xlsx", returns_check.workbook, name="returns_checked_workbook"),
    path("findings/<slug:handle>/", returns_check.finding, name="returns_checked_finding"),
    path("forget/", returns_check.forget, name="returns_checked_forget"),
]

one_return = [
    path("", returns.one, name="returns_one"),
    path("findings/", returns_findings.findings, name="returns_findings"),
    path("findings.csv", returns_findings.findings_file, name="returns_findings_file"),
    path("findings/<slug:handle>/", returns_answer.finding, name="returns_finding"),
    path("team/", returns_findings.team, name="returns_team"),
    path("rules/", returns_rules.rules, name="returns_rules"),
    path("rules/<slug:code>/", returns_rules.rule, name="returns_rule"),
    path("check/", returns_check.check, name="returns_check"),
    path("check/<slug:ticket>/", include(checked)),
]

urlpatterns = [
    path("", chain.chain, name="chain"),
    path("chain.csv", chain.chain_file, name="chain_file"),
    path("chain/<slug:key>/", chain_link.chain_link, name="link"),
    path("chain/<slug:key>.csv", chain_link.link_file, name="link_file"),
    path("chain/<slug:key>/overdue.csv", chain_link.link_days_file, name="link_days_file"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/<slug:key>/", concern_list.concern, name="concern"),
    path("concerns/<slug:key>/list.csv", concern_list.concern_file, name="concern_file"),
    path("concerns/<slug:key>/<slug:handle>/", contesting.contest, name="contest"),
    path("today/", today.today, name="today"),
    path("today/left-undone/", left_undone.left_undone, name="left_undone"),
    path("today/set-aside/<slug:handle>/", setting_aside.set_one_aside, name="set_aside"),
    path("loop/", the_loop.loop, name="loop"),
    path("loop/settle/", settling.settling, name="settling"),
    path("loop/deficits/<slug:which>.csv", the_loop.deficit_file, name="deficits_file"),
    path("loop/deficits/<slug:which>/", the_loop.deficit_list, name="deficits"),
    path(
        "loop/deficit/<slug:handle>/<slug:rule>/<slug:started>/<slug:nth>/",
        deficit_page.deficit,
        name="deficit",
    ),
    path("loop/child/<slug:handle>/", deficit_page.child_deficits, name="child_deficits"),
    path("actions/", actions.actions, name="actions"),
    path(
        "actions/<slug:handle>/<slug:rule>/<slug:started>/<slug:nth>/",
        actions.action,
        name="action",
    ),
    path("loop/dispute/<slug:handle>/", raising.dispute, name="raise_dispute"),
    path("loop/found/<slug:handle>/", raising.finding, name="raise_finding"),
    path("loop/teams/raise/", raising.finding_of_team, name="raise_of_team"),
    path("loop/teams/<slug:mark>/", raising.team_finding, name="team_finding"),
    path("supervision/own/", own_supervision.own_supervision, name="own_supervision"),
    path("supervision/", supervision.sitting, name="sitting"),
    path("supervision/<slug:handle>/", supervision.supervision, name="supervision"),
    path("team/", my_team.team, name="team"),
    path("team/list.csv", my_team.team_file, name="team_file"),
    path("team/allocation/", allocation.allocation, name="team_allocation"),
    path("team/allocation.csv", allocation.allocation_file, name="team_allocation_file"),
    path("front-door/", front_door.overview, name="front_door"),
    path("front-door/figures.csv", front_door.figures_file, name="front_door_file"),
    path("front-door/waiting.csv", front_door.waiting_file, name="front_door_waiting_file"),
    path("front-door/same-child/", same_child.pairs, name="same_child"),
    path("front-door/same-child.csv", same_child.pairs_file, name="same_child_file"),
    path("front-door/same-child/<slug:one>/<slug:other>/", same_child.pair, name="same_child_pair"),
    path("due/", due.due_list, name="due"),
    path("due.csv", due.due_file, name="due_file"),
    path("fairness/", fairness.overview, name="fairness"),
    path("fairness/rates.csv", fairness.rates_file, name="fairness_file"),
    path("fairness/<slug:key>/", fairness_of.one, name="fairness_of"),
    path("scrutiny/", scrutiny.scrutiny, name="scrutiny"),
    path("scrutiny/measures/", members.members_measures, name="members_measures"),
    path("progress/", progress.progress, name="progress"),
    path("measures/", measure_list.measures, name="measures"),
    path("measures/<slug:key>/", one_measure.measure, name="measure"),
    path("measures/<slug:key>.csv", one_measure.measure_file, name="measure_file"),
    path("measures/<slug:key>/groups/", grouped_measure.measure_groups, name="measure_groups"),
    path(
        "measures/<slug:key>/groups.csv",
        grouped_measure.measure_groups_file,
        name="measure_groups_file",
    ),
    path("measures/<slug:key>/children/", behind_measure.behind, name="measure_children"),
    path("improvement/", improvement.overview, name="improvement"),
    path("improvement/plan/", plan_pages.plan, name="plan"),
    path("improvement/action/<slug:entry>/", plan_pages.action, name="action"),
    path("improvement/finding/<slug:entry>/", plan_pages.finding, name="finding"),
    path("improvement/promises/", promise_pages.promises, name="promises"),
    path("improvement/leadership/", promise_pages.leadership, name="leadership"),
    path("improvement/survey/", staff_survey.survey, name="survey_of_staff"),
    path("improvement/survey/answer/", staff_survey.answer_survey, name="answer_survey"),
    path("improvement/history/", plan_history.history, name="plan_history"),
    path("improvement/letter/", letter_walk.letter_walk, name="letter_walk"),
    path("improvement/enter/<slug:kind>/", entering.enter, name="enter"),
    path("improvement/enter/<slug:kind>/<slug:entry>/", entering.enter, name="correct"),
    path("what-if/", what_if.overview, name="what_if"),
    path("what-if/check/", what_if.check, name="what_if_check"),
    path("what-if/new/", what_if_asking.ask, name="what_if_new"),
    path("what-if/<slug:scenario>/", what_if_one.one, name="what_if_one"),
    path("what-if/<slug:scenario>/months.csv", what_if_one.months_file, name="what_if_file"),
    path("what-if/<slug:scenario>/result.json", what_if_one.result_file, name="what_if_result"),
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/<slug:entry>/", inspections.inspection, name="inspection"),
    path("packs/", packs.packs, name="packs"),
    path("packs/make/<slug:kind>/", pack_making.make_pack, name="make_pack"),
    path("packs/making/", pack_making.pack_making, name="pack_making"),
    path("packs/kept/<slug:pack>/", packs.one_pack, name="pack"),
    path("packs/kept/<slug:pack>/<str:name>", packs.pack_file, name="pack_file"),
    path("packs/members/", editions.edition, name="edition"),
    path("packs/members/<slug:pack>/", editions.edition, name="one_edition"),
    path("packs/members/<slug:pack>.pdf", editions.edition_file, name="edition_file"),
    path("audits/", case_audits.overview, name="case_audits"),
    path("audits/round/<int:number>/", one_round.one_round, name="case_audit_round"),
    path("audits/case/<int:number>/", one_case.one_case, name="case_audit_case"),
    path("clocks/", clocks.clocks, name="clocks"),
    path("clocks/<slug:key>/", clocks.clock, name="clock"),
    path("clocks/<slug:key>/recording/", recording.recording, name="recording"),
    path("reconcile/", reconciling.reconcile, name="reconcile"),
    path("children/", children.children, name="children"),
    path("children/<slug:handle>/", child_page.child, name="child"),
    path("children/<slug:handle>/record/", child_record.record, name="child_record"),
    path("children/<slug:handle>/clocks/", child_record.clocks, name="child_clocks"),
    path("imports/", imports.imports, name="imports"),
    path("imports/survey/", survey.look, name="survey"),
    path("imports/<slug:identifier>/", imports.one, name="import"),
    path("imports/<slug:identifier>/verify/", imports.verify, name="import_verify"),
    path("imports/<slug:identifier>/refusals/", imports.refusals, name="import_refusals"),
    path("imports/<slug:identifier>/answers/", imports.answered, name="import_answers"),
    path("imports/<slug:identifier>/changes/", changes.changes, name="import_changes"),
    path("imports/<slug:identifier>/words/", import_words.words, name="import_words"),
    path("returns/", returns.returns, name="returns"),
    path("returns/dfe-api/", returns_dfe_api.dfe_api, name="dfe_api"),
    path("returns/<return:which>/", include(one_return)),
    path("people/you/", access.own_access, name="own_access"),
    path("people/roles/", access.every_role, name="roles"),
    path("people/kept/", kept.kept_forms, name="kept_forms"),
    path("people/take-away/", taking_away.taking_away, name="take_away"),
    path("people/again/", proving.proving, name="prove"),
    path("people/open-a-record/", opening.break_glass, name="break_glass"),
    path("people/opened/", opening.opened, name="opened_records"),
    path("people/audit/", audit.audit_log, name="audit_log"),
    path("people/audit/unlinked/", audit.unlinked_views, name="unlinked_views"),
    path("people/restricted/", restricting.restricted_records, name="restricted_records"),
    path("", include("holdfast.web.accounts.urls")),
    path("digest/", digest.digest, name="digest"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("cookies/", about.cookies, name="cookies"),
]

handler400 = "holdfast.web.pages.failures.bad_request"
handler403 = "holdfast.web.pages.failures.forbidden"
handler404 = "holdfast.web.pages.failures.not_found"
handler500 = "holdfast.web.pages.failures.server_error"
