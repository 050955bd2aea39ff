"""Everything that a role may allow: a closed list, in words that a governance lead reads.

A permission says what may be done; whose children it may be done for is the scope of the
assignment that gives it (``assignments.py``). Roles are in ``roles.toml``.
"""

from holdfast.web.choices import TextChoices


class Permission(TextChoices):
    """What may be done. A route, an action or a part of a page needs one of these."""

    READ_RULES = "read rules", "Read the rules: clocks, measures, what each role may do"
    SEE_AGGREGATES = "see aggregates", "See figures in which no child can be recognised"
    SEE_FIGURES = "see figures", "See figures of a team or service, small numbers among them"
    SEE_OWN_WORKLOAD = "see own workload", "See one's own caseload and what is asked of it"
    SEE_WORKLOADS = "see workloads", "See the caseloads of workers by name"
    SEE_LISTS = "see lists", "See lists of children"
    SEE_CHILD = "see child", "Open a child's record"
    TAKE_AWAY = "take away", "Take a list away as a file"
    CONTEST = "contest", "Say that a concern is not so"
    SET_ASIDE = "set aside", "Set a duty aside for a time"
    SAME_CHILD = "same child", "Say whether two children are one"
    WRITE_SUPERVISION = "write supervision", "Write supervision of a child"
    READ_PERSONAL_SUPERVISION = (
        "read personal supervision",
        "Read and write supervision about a worker",
    )
    DIRECT = "direct", "Challenge, direct, and set actions"
    ANSWER_ACTION = "answer action", "Say what was done for an action of one's own"
    VERIFY = "verify", "Verify that what was missing has been done"
    AUDIT_CASES = "audit cases", "Audit a case and grade it"
    MODERATE_AUDITS = "moderate audits", "Moderate the audits of others"
    WRITE_PLAN = "write plan", "Write of inspections, the improvement plan and the staff survey"
    WHAT_IF = "what if", "Run scenarios of what if for the whole council, and see what was found"
    MAKE_PACKS = "make packs", "Make packs for inspectors, members, the board, and emergencies"
    RAISE_DISPUTE = "raise dispute", "Raise a dispute as reviewing officer or chair"
    ANSWER_DISPUTE = "answer dispute", "Answer a dispute"
    ANSWER_RETURNS = "answer returns", "Check returns and answer their queries"
    IMPORT = "import", "See imports, survey data, say what words mean"
    BREAK_GLASS = "break glass", "Open a record out of scope, with a reason, for a time"
    RESTRICT = "restrict", "Restrict a record, say who may see it, and review that"
    REVIEW_ACCESS = "review access", "Review who opened records out of scope, and why"
    READ_AUDIT = "read audit", "Read the log of who looked at which child"
    MANAGE_PEOPLE = "manage people", "Make accounts, and give and take roles"
    CONFIGURE = "configure", "Change limits, intervals and other settings of the council"


class ScopeKind(TextChoices):
    """Whose children an assignment is about."""

    OWN = "own", "The children whose case the worker leads, or has a part in"
    TEAM = "team", "A team and the teams below it"
    SERVICE = "service", "A service: its team and all below it"
    ALL = "all", "Every child"
    NONE = "none", "No child"
