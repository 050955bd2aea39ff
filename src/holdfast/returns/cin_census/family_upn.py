"""Rules about the unique pupil number."""

from holdfast.engine.quoting import quoted
from holdfast.returns.cin_census.rule import Case, Other, Rule, Within
from holdfast.sources.cin_census.census import CHILD, EPISODES

# The letters that may stand in a unique pupil number, in the order that the check uses.
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SPANS = (
    (1, 5), (201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373), (380, 384),
    (390, 394), (420, 420), (660, 681), (701, 708), (800, 803), (805, 808), (810, 813), (815, 816),
    (820, 823), (825, 826), (830, 831), (835, 841), (845, 846), (850, 852), (855, 857), (860, 861),
    (865, 896), (908, 909), (916, 916), (919, 919), (921, 921), (925, 926), (928, 929), (931, 931),
    (933, 933), (935, 938), (940, 941),
)  # fmt: skip
AUTHORITIES = tuple(f"{code:03}" for first, last in _SPANS for code in range(first, last + 1))
_SINCE_2024 = ("942", "943")


def _place(which: int) -> str:
    return f"substr(UPN, {which}, 1)"


# Digits weigh 2 to 13; in a temporary number the last place holds a letter, which counts as its
# place among the letters.
_DIGITS = " + ".join(
    f"{weight} * coalesce(try_cast({_place(weight)} as integer), 0)" for weight in range(2, 13)
)
_LAST = f"coalesce(try_cast({_place(13)} as integer), strpos('{LETTERS}', upper({_place(13)})) - 1)"
_CHECK_LETTER = f"substr('{LETTERS}', ({_DIGITS} + 13 * {_LAST}) % 23 + 1, 1)"
_WHOLE = f"regexp_full_match(UPN, '.[0-9]{{11}}([0-9]|[{LETTERS}])')"


def _authority(codes: tuple[str, ...]) -> Case:
    return Case(
        CHILD,
        "Characters 2 to 4 of the unique pupil number are not the number of a council.",
        f"length(UPN) = 13 and substr(UPN, 2, 3) not in ({quoted(codes)})",
    )


_MEND = "Ask the school or the Get Information about Pupils service for the right number."

RULES = (
    Rule(
        "1510",
        (
            Case(
                CHILD,
                "The first letter of the unique pupil number does not go with its digits.",
                f"{_WHOLE} and {_place(1)} <> {_CHECK_LETTER}",
            ),
        ),
        mend=_MEND,
        reading="Asked of temporary numbers as well, whose last letter counts as its place in "
        "the alphabet of the check.",
    ),
    Rule(
        "1520",
        (
            Case(
                CHILD,
                "Another child of the return has the same unique pupil number.",
                "UPN = other.UPN",
                another=Other(CHILD, Within.FILE),
            ),
        ),
        mend="Find out whose number it is; if the two are one child, send one record.",
    ),
    Rule("1530", (_authority(AUTHORITIES),), mend=_MEND, until=2023),
    Rule("1530", (_authority((*AUTHORITIES, *_SINCE_2024)),), mend=_MEND, since=2024),
    Rule(
        "1540",
        (
            Case(
                CHILD,
                "Characters 5 to 12 of the unique pupil number are not all digits.",
                "not regexp_full_match(substr(UPN, 5, 8), '[0-9]+')",
            ),
        ),
        mend=_MEND,
        reading="A number too short to have them fails as well.",
    ),
    Rule(
        "1550",
        (
            Case(
                CHILD,
                "The last character of the unique pupil number is neither a digit nor a letter "
                "that may stand there.",
                f"length(UPN) = 13 and not regexp_full_match({_place(13)}, '[0-9{LETTERS}]')",
            ),
        ),
        mend=_MEND,
    ),
    Rule(
        "1560Q",
        (
            Case(
                CHILD,
                "The former unique pupil number is not written as such numbers are.",
                "not regexp_full_match(FormerUPN, '[A-Za-z][0-9]{11}[0-9A-Za-z]')",
            ),
        ),
        mend="Correct it, or leave it out.",
        reading="A temporary number, which ends in a letter, passes.",
    ),
    Rule(
        "8770Q",
        (
            Case(
                CHILD,
                "The child is of school age, and there is neither a unique pupil number nor a "
                "reason for having none.",
                "PersonBirthDate <= SchoolAgeBorn and missing(UPN) and "
                "coalesce(UPNunknown not in ('UN1', 'UN2', 'UN3', 'UN4', 'UN5', 'UN6', 'UN7'), "
                "true)",
                another=Other(EPISODES, Within.INSIDE, "not other.ReferralNFA"),
            ),
        ),
        mend="Record the number, or why it is not known.",
        until=2024,
    ),
    Rule(
        "8770Q",
        (
            Case(
                CHILD,
                "The child is of school age, and there is neither a unique pupil number nor a "
                "reason for having none that a child of that age may have.",
                "PersonBirthDate <= SchoolAgeBorn and missing(UPN) and "
                "coalesce(UPNunknown not in ('UN2', 'UN3', 'UN4', 'UN5', 'UN6', 'UN7'), true)",
                another=Other(EPISODES, Within.INSIDE, "not other.ReferralNFA"),
            ),
        ),
        mend="Record the number, or why it is not known; UN1 is for children under six.",
        since=2025,
        reading="Of school age is who was born by 31 August six years before the census ends.",
    ),
    Rule(
        "8772",
        (
            Case(
                CHILD,
                "UN7 says that the referral led to no further action, but one of them did.",
                "UPNunknown = 'UN7'",
                another=Other(EPISODES, Within.INSIDE, "not other.ReferralNFA"),
            ),
        ),
        mend="Record the number or another reason, or correct whether there was further action.",
        reading="A child without any episode is left to rule 8590.",
    ),
)
