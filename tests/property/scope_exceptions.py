"""The queries that ``test_scope`` asks otherwise than by name, or not at all, and why."""

# What is asked under another name, and where.
ASKED_APART = {
    "siblings": "they need not be in scope themselves: a test of their own",
    "same_child_pairs": "a child in scope may be one with anybody's: tests/unit/test_same_child.py",
    "beside_one_another": "of such a pair: tests/unit/test_same_child.py",
    "contacts_between": "by front_door",
    "undecided_contacts": "by front_door",
    "closed_without_action": "by front_door",
    "exclusions_of": "they lie in the data folder, and so are the copy's too: a test of their own",
    "sum_by_month": "by count_by",
    "narrowed": "by count_by and cases_behind",
    "figure_of_cases": "the same rows: test_measures_by_month.py holds it to count_by",
    "measured": "by the figure of a measure",
    "team_day": "with children whom nobody holds, of a team that last did: test_today_agreement.py",
    "worker_day": "by what a worker holds: test_today_agreement.py",
    "staff": "they are people, who may hold nobody: test_caseload.py",
    "caseload": "a worker's load is all that the worker holds, in any team: test_caseload.py",
    "staffing": "it counts people and posts, of whom a county of children alone has none",
    "changes_of_worker": "of its leavers it asks all that they held: test_caseload.py",
}
# What has an outlook and no scope, and why.
UNSCOPED = {
    "lay_calendars": "lays down days, and nothing of a child",
    "lay_measure_groups": "lays down on the engine which groups everybody is in, month by month",
    "answer_of": "what the source carries, and nothing of a child",
    "lay_groups": "lays down on the engine which groups everybody is in",
    "lacking": "what the source carries, and nothing of a child",
    "strands_lacking": "what the source carries and the council states, and nothing of a child",
    "lay_pairs": "everybody's pairs, from which ``same_child_pairs`` takes those in scope",
    "index_duties": "everybody's duties, from which ``due`` takes those in scope",
    "lay_by_child": "everybody's rows, looked up by ``journey``, which asks the scope first",
    "held_by_worker": "everybody's, from which ``changes_of_worker`` takes those of its leavers",
    "first_waited_for": "everybody's, looked up for children who were found for a scope",
    "see_concerns": "lays down on the engine what concerns are read from",
    "day_facts": "everybody's, from which ``team_day`` takes those of its teams",
    "every_team_day": "each team by itself, and those of no team: test_today_agreement.py",
    "listed": "puts duties into words that were found for a scope",
    "adopted_children": "everybody's, from which a rule restricts records: test_access.py",
    "sum_by_year": "of everybody, for members alone, who have no scope: test_for_members.py",
    "member_rows": "the same, with small numbers withheld: test_for_members.py",
}
