"""Which parts of a manager's day the source tells nothing of: they are not known, never nought."""

from collections.abc import Mapping

from holdfast.clocks.rules.answers import Answer
from holdfast.concerns.register import find_concern
from holdfast.query.concerns import strands_lacking
from holdfast.query.outlook import Outlook
from holdfast.query.today.asks import ASKS, Ask

# The parts of the page, each by the concern that it lists or by what its clocks ask for.
_BY_CONCERN = {"nobody": "nobody_can_act", "unassessed": "unassessed_risk"}
_BY_ASK = {"unseen": Ask.SEE, "steps": Ask.STEP, "supervise": Ask.SUPERVISE}


def parts_lacking(outlook: Outlook) -> Mapping[str, str]:
    """Why nothing at all of a part can be determined, by part; no others are in it.

    The parts are ``nobody``, ``unassessed``, ``unseen``, ``steps`` and ``supervise``.
    """
    found: dict[str, str] = {}
    lacking = strands_lacking(outlook)
    for part, concern in _BY_CONCERN.items():
        strands = find_concern(concern).strands
        if all(strand.key in lacking for strand in strands):
            found[part] = lacking[strands[0].key].removeprefix(f"{strands[0].clock.title}: ")
    for part, ask in _BY_ASK.items():
        own = [each for each in outlook.answered if ASKS.get(each.clock.key) is ask]
        if own and all(each.answer is Answer.CANNOT_TELL for each in own):
            found[part] = own[0].why
    return found
