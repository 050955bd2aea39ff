"""What a word in a coded column is taken for, and by which vocabulary.

The nearest wins: the council's own words, then the presets of the case systems, then the words of
the national lists, which are the code sets of the record. All presets apply at once; where two
take one word of one column for different things, nobody knows what it means until the council
says.

A code may be followed by an explanation. Behind a yes or a no, and behind the words by which
something is met, stopped or excused, only what is known to be harmless is believed
(``explanations``): "Yes - step down" is yes, "Yes - attempted" is not known to be one, nor
"Completed - did not attend" to be completed. Elsewhere a code stands unless the explanation takes
it back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from holdfast.record.schema.table import Column, ColumnKind, flag
from holdfast.sources.text import clean
from holdfast.sources.vocabulary.explanations import (
    STRICT,
    harmless,
    harmless_code,
    says_more,
)
from holdfast.sources.vocabulary.preset import Meaning, Preset
from holdfast.sources.vocabulary.register import PRESETS
from holdfast.sources.vocabulary.spelling import (
    CodeAndWords,
    answers_in,
    has_figure,
    is_negative,
    parts,
    wholes,
)

OWN = "the council's own words"
CODE_SET = "the code set"
UNVERIFIED = " (unverified)"

_DISAGREE = "Two case systems use this word for different things."
_SAYS_LITTLE = "Councils use this code for different things."

_YES = ("y", "yes", "true", "t", "1")
_NO = ("n", "no", "false", "f", "0")
# Answers that are believed only where the explanation says the same: "1 - Yes", not "1 - 2 visits".
_SHORT = ("t", "f", "1", "0")
# Words that say that nobody knows; and words for a blank, as most case systems write it.
NOT_KNOWN_WORDS = ("u", "unknown", "unk", "nk", "n/k", "not known")
_NOT_RECORDED = (
    "not recorded", "not stated", "not stated/recorded", "information not recorded", "n/a", "na",
    "not applicable", "-",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakenFor:
    """What a cell was taken for: a code, a yes or a no, or None for what is not recorded.

    ``by`` is the vocabulary, ``spelling`` the word of it that the cell holds, folded;
    ``explained`` says that the cell holds more than that word. ``unknown`` says why nobody
    knows what it means, although vocabularies have the word; it is empty where they agree.
    """

    value: Meaning | None
    by: str
    spelling: str = ""
    explained: bool = False
    unknown: str = ""


Known = Mapping[str, TakenFor]
# The council's own words by column: the word as it wrote it, and what it means ("" nothing).
Own = Mapping[Column, Mapping[str, Meaning]]


class Vocabulary:
    """What every coded column's words mean: the presets, and a council's own words if it has any.

    ``orders`` says of the columns of source tables whether their days are written
    ``"day-first"`` or ``"month-first"``; ``digest`` marks the council's file, empty without one.
    """

    def __init__(
        self,
        own: Own | None = None,
        orders: Mapping[tuple[str, str], str] | None = None,
        presets: Sequence[Preset] = PRESETS,
        digest: str = "",
    ) -> None:
        self.own: Own = own or {}
        self.digest = digest
        self._orders = {(clean(t), clean(h)): order for (t, h), order in (orders or {}).items()}
        self._presets = presets
        self._known: dict[Column, Known] = {}
        self._declared: dict[Column, set[str]] = {}

    def day_order(self, source_table: str, heading: str) -> str | None:
        """How the council says that days of a source's column are written, if it says so."""
        return self._orders.get((clean(source_table), clean(heading)))

    def take(self, column: Column, text: str) -> TakenFor | None:
        """What a cell of a coded column means; None where no vocabulary knows."""
        known = self.words(column)
        for spelling in wholes(text):
            if spelling in known:
                return known[spelling]
        for one in parts(text):
            head = known.get(one.head)
            if head is None:
                continue
            if column.kind is ColumnKind.FLAG:
                believed = _answered(known, head, one)
            else:
                believed = _coded(known, head, one) and (
                    column not in STRICT or _surely_coded(column, known, head, one)
                )
            if believed:
                return replace(head, explained=True)
        return None if column.kind is ColumnKind.FLAG else _behind(known, text, column in STRICT)

    def declares(self, column: Column, text: str) -> bool:
        """Whether the whole cell is a word that was declared for this very column.

        Such a word is read as it stands, even where a source keeps the column in another form.
        """
        if column not in self._declared:
            said = [*self.own.get(column, {})]
            said += [word for preset in self._presets for word in preset.words(column)]
            self._declared[column] = {clean(word) for word in said}
        declared = self._declared[column]
        return bool(declared) and not declared.isdisjoint(wholes(text))

    def words(self, column: Column) -> Known:
        """Every word that is known in a column, folded."""
        if column in self._known:
            return self._known[column]
        presets: dict[str, TakenFor] = {}
        for preset in self._presets:
            for words, mark in ((preset.seen, ""), (preset.remembered, UNVERIFIED)):
                of_set = words.get(column.codes, {}) if column.codes else {}
                for word, meaning in {**of_set, **words.get(column, {})}.items():
                    taken = TakenFor(meaning, preset.name + mark, clean(word))
                    presets[taken.spelling] = _agreed(presets.get(taken.spelling), taken)
        own = {
            clean(word): TakenFor(None if meaning == "" else meaning, OWN, clean(word))
            for word, meaning in self.own.get(column, {}).items()
        }
        self._known[column] = _declared(column) | presets | own
        return self._known[column]


def _declared(column: Column) -> dict[str, TakenFor]:
    """The words of a flag, or of a code set: meanings give way to aliases, those to codes."""
    if column.kind is ColumnKind.FLAG:
        said: dict[str, Meaning | None] = dict.fromkeys(_YES, True)
        said |= dict.fromkeys(_NO, False)
        said |= dict.fromkeys((*NOT_KNOWN_WORDS, *_NOT_RECORDED))
        return {word: TakenFor(meaning, CODE_SET, word) for word, meaning in said.items()}
    codes = column.codes
    if codes is None:
        return {}
    found = {clean(words): code for code, words in codes.codes.items()}
    found |= {clean(spelling): code for spelling, code in codes.aliases.items()}
    found |= {clean(code): code for code in codes.codes}
    little = {word for word, code in found.items() if code in codes.unsettled}
    return {
        word: TakenFor(code, CODE_SET, word, unknown=_SAYS_LITTLE if word in little else "")
        for word, code in found.items()
    }


def _agreed(before: TakenFor | None, taken: TakenFor) -> TakenFor:
    if before is None or before.value == taken.value:
        return before or taken
    both = f"{before.by}, {taken.by}"
    return TakenFor(None, both, taken.spelling, unknown=_DISAGREE)


def _answered(known: Known, head: TakenFor, one: CodeAndWords) -> bool:
    """Whether a yes or a no stands, whatever explains it."""
    # "No-one" is no answer, nor is "y-x"; "yes-stepped down" is.
    if one.loose == " " or (one.loose == "-" and one.head != "yes"):
        return False
    said = [known.get(answer) for answer in (one.tail, *answers_in(one.tail))]
    if any(other is not None and other.value == head.value for other in said):
        return all(other is None or other.value == head.value for other in said[1:])
    if one.head in _SHORT or not isinstance(head.value, bool):
        return False
    return harmless(head.value, one.tail)


def _coded(known: Known, head: TakenFor, one: CodeAndWords) -> bool:
    """Whether a code stands, whatever explains it."""
    tail = known.get(one.tail)
    if tail is not None:
        return tail.value == head.value
    if one.loose == ",":
        return False
    # A piece of the explanation may itself be another code, as in "CW - also IRO / CPC".
    others = filter(None, (known.get(piece) for piece in answers_in(one.tail)))
    if any(other.value != head.value for other in others):
        return False
    if one.loose:
        return has_figure(one.head) and _is_code(head)
    # Lists of codes say "S: No fixed abode" and "RC7: no longer in need".
    listed = has_figure(one.head) or (len(one.head) == 1 and _is_code(head))
    is_other = isinstance(head.value, str) and head.value.casefold().startswith("other")
    return listed or is_other or not is_negative(one.tail)


def _surely_coded(column: Column, known: Known, head: TakenFor, one: CodeAndWords) -> bool:
    """Whether the words behind a code that meets, stops or excuses something leave it standing."""
    if known.get(one.tail) is not None or harmless_code(column, one.tail):
        return True
    # All these words may stand in one description of the code: "CW - allocated".
    said = set(one.tail.split())
    descriptions = [word for word, other in known.items() if other.value == head.value]
    if any(said <= set(description.split()) for description in descriptions):
        return True
    # A list of codes with figures is printed with descriptions, which differ from list to list.
    return has_figure(one.head) and _is_code(head) and not says_more(one.tail, descriptions)


def _is_code(taken: TakenFor) -> bool:
    """Whether the word is the code itself and not words for it."""
    return isinstance(taken.value, str) and taken.spelling == clean(taken.value)


def _behind(known: Known, text: str, strict: bool) -> TakenFor | None:
    """A code with a figure behind its words: "Abuse or neglect - N1", "White British [WBRI]"."""
    for one in parts(text):
        tail = known.get(one.tail)
        if one.loose or tail is None or not _is_code(tail) or is_negative(one.head):
            continue
        if has_figure(one.head) or one.head in known:
            continue
        descriptions = (word for word, other in known.items() if other.value == tail.value)
        if strict and says_more(one.head, descriptions):
            continue
        if has_figure(one.tail) or f"[{one.tail}]" in clean(text):
            return replace(tail, explained=True)
    return None


PRESETS_ALONE = Vocabulary()

_ANY_FLAG = flag("A question of yes or no, whichever column asks it.")


def answer_in(text: str, beside: re.Pattern[str] | None = None) -> bool | None:
    """The yes or no that a cell holds, whichever column reads it; None for neither.

    ``beside``: what is harmless behind an answer to the question that is asked here.
    """
    taken = PRESETS_ALONE.take(_ANY_FLAG, text)
    if taken is None and beside is not None:
        known = PRESETS_ALONE.words(_ANY_FLAG)
        heads = (known.get(one.head) for one in parts(text) if beside.fullmatch(one.tail))
        taken = next((head for head in heads if head is not None), None)
    return taken.value if taken is not None and isinstance(taken.value, bool) else None
