"""A condition written in SQL by a person, read before it is run.

Declarations hold conditions as text, in words a practitioner can read. Here the names in such a
text are found, so that each can be checked against a schema, and put into the words of an
engine's relations. All else stays as it was written.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import sqlglot
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

# What a name stands for: given its qualifier (empty where it has none) and the name itself.
Resolve = Callable[[str, str], str]


class _Name(NamedTuple):
    """A column as it stands in the text: from where to where, and the function of ours around it.

    ``call`` is empty where a column stands for itself.
    """

    first: int
    last: int
    qualifier: str
    name: str
    call: str


class Predicate:
    """A condition. Raises ValueError where the text is no SQL."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every column it names, as qualifier and name, in order, each once."""
        return tuple(dict.fromkeys((one.qualifier, one.name) for one in self._names(None)))

    @cached_property
    def calls(self) -> tuple[str, ...]:
        """The functions that it calls, each once, in order."""
        tokens = self._tokens
        pairs = pairwise(tokens)
        found = (
            one.text.lower()
            for one, after in pairs
            if one.token_type is TokenType.VAR and after.token_type is TokenType.L_PAREN
        )
        return tuple(dict.fromkeys(found))

    def sql(self, resolve: Resolve, calls: Mapping[str, Resolve]) -> str:
        """The condition with every name resolved; ``calls`` give the meaning of functions of ours.

        A function of ours takes one column.
        """
        parts, at = [], 0
        for one in self._names(calls):
            meaning = calls[one.call] if one.call else resolve
            parts += [self.text[at : one.first], meaning(one.qualifier, one.name)]
            at = one.last
        return "".join([*parts, self.text[at:]])

    def check(self) -> None:
        """Raise ValueError where the text is no SQL."""
        try:
            sqlglot.parse_one(self.text, read="duckdb")
        except SqlglotError as error:
            raise ValueError(f"not SQL: {self.text}") from error

    @property
    def _tokens(self) -> list[Token]:
        return _tokens_of(self.text)

    def _names(self, calls: Mapping[str, Resolve] | None) -> Iterator[_Name]:
        """Each column in order; one in a function of ours together with that function."""
        tokens, at = self._tokens, 0
        while at < len(tokens):
            call = ""
            if calls and tokens[at].text.lower() in calls and _opens(tokens, at + 1):
                call, at = tokens[at].text.lower(), at + 2
            length = _length(tokens, at)
            if length or call:
                yield _name(tokens, at, length, call)
            at += length or 1


@lru_cache(maxsize=8192)
def _tokens_of(text: str) -> list[Token]:
    """Read once: a rule is asked again and again what it names, and its text never changes."""
    try:
        return sqlglot.tokenize(text, read="duckdb")
    except SqlglotError as error:
        raise ValueError(f"not SQL: {text}") from error


def _name(tokens: list[Token], at: int, length: int, call: str) -> _Name:
    """The column at a place; with a function, from its name to its closing bracket."""
    first, last = (at - 2, at + length) if call else (at, at + length - 1)
    alone = last < len(tokens) and tokens[last].token_type is TokenType.R_PAREN
    if call and not (length and alone):
        raise ValueError(f"{call}() takes one column")
    qualifier = tokens[at].text if length == 3 else ""
    name = tokens[at + length - 1].text
    return _Name(tokens[first].start, tokens[last].end + 1, qualifier, name, call)


def _length(tokens: list[Token], at: int) -> int:
    """How many tokens a column at a place has: one, three with its qualifier, or none."""
    if at >= len(tokens) or tokens[at].token_type is TokenType.STRING:
        return 0
    if not tokens[at].text.replace("_", "a").isalnum():
        return 0
    if at + 2 < len(tokens) and tokens[at + 1].token_type is TokenType.DOT:
        return 3
    # SQL has a type called dec; the looked-after return has a column of that name.
    named = tokens[at].token_type is TokenType.VAR or tokens[at].text == "DEC"
    before = (TokenType.FROM, TokenType.ALIAS, TokenType.DCOLON)
    other = _opens(tokens, at + 1) or (at > 0 and tokens[at - 1].token_type in before)
    return int(named and not other)


def _opens(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].token_type is TokenType.L_PAREN
