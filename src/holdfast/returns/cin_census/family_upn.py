"""Rules about the unique pupil number: a letter, eleven digits, and a digit or a letter."""

from holdfast.engine.quoting import quoted
from holdfast.returns.rule import Breach, Other, Rule, Within
from holdfast.sources.cin_census.census import CHILD, EPISODES

# The letters that may stand in a number, in the order in which the check counts them from 0.
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
# The numbers of councils, and of what counts as one, from the first to the last of each run.
_RUNS = (
    (1, 5), (201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373), (380, 384),
    (390, 394), (420, 420), (660, 681), (701, 708), (800, 803), (805, 808), (810, 813), (815, 816),
    (820, 823), (825, 826), (830, 831), (835, 841), (845, 846), (850, 852), (855, 857), (860, 861),
    (865, 896), (908, 909), (916, 916), (919, 919), (921, 921), (925, 926), (928, 929), (931, 931),
    (933, 933), (935, 938), (940, 941),
)  # fmt: skip
AUTHORITIES = tuple(f"{code:03}" for first, last in _RUNS for code in range(first, last + 1))
_SINCE_2024 = ("942", "943")


def _place(which: int) -> str:
    return f"substr(UPN, {which}, 1)"


def _digit(which: int) -> str:
    return f"try_cast({_place(which)} as integer)"


# Each place weighs as much as its number; a letter in the last counts as its place in LETTERS.
_LAST = f"coalesce({_digit(13)}, strpos('{LETTERS}', {_place(13)}) - 1)"
_SUM = " + ".join([*(f"{which} * {_digit(which)}" for which in range(2, 13)), f"13 * {_LAST}"])
_CHECK_LETTER = f"substr('{LETTERS}', ({_SUM}) % 23 + 1, 1)"
_IS_WHOLE = f"regexp_full_match(UPN, '.[0-9]{{11}}[0-9{LETTERS}]')"


def _no_authority(codes: tuple[str, ...]) -> Breach:
    return Breach(
        CHILD,
        "Characters 2 to 4 of the unique pupil number are not the number of a council.",
        f"length(UPN) = 13 and substr(UPN, 2, 3) not in ({quoted(codes)})",
    )


def _no_number(words: str, reasons: tuple[str, ...]) -> Breach:
    return Breach(
        CHILD,
        f"The child is of school age, and there is neither a unique pupil number nor {words}.",
        "PersonBirthDate <= SchoolAgeBorn and missing(UPN) and "
        f"coalesce(UPNunknown not in ({quoted(reasons)}), true)",
        another=Other(EPISODES, Within.INSIDE, "not other.ReferralNFA"),
    )


_CORRECTION = "Ask the school or the Get Information about Pupils service for the right number."
_ONLY_WHOLE = "Asked only of numbers of 13 characters; HF10 tells of the others."
_SCHOOL_AGE = (
    "Of school age is whoever was born by 31 August six years before the census ends; asked only "
    "where a referral led to further action."
)
_REASONS = ("UN2", "UN3", "UN4", "UN5", "UN6", "UN7")

# None of DfE's rules asks for the length, only its schema, which refuses the file as a whole.
OURS = (
    Rule(
        "HF10",
        (
            Breach(
                CHILD,
                "The unique pupil number has more or fewer than 13 characters.",
                "length(UPN) <> 13",
            ),
        ),
        fix=_CORRECTION,
    ),
)

RULES = (
    Rule(
        "1510",
        (
            Breach(
                CHILD,
                "The first letter of the unique pupil number does not go with what follows it.",
                f"{_IS_WHOLE} and {_place(1)} <> {_CHECK_LETTER}",
            ),
        ),
        fix=_CORRECTION,
        reading="Asked of temporary numbers as well: the letter at their end counts as its place "
        "among the letters that may stand there, A as 0.",
    ),
    Rule(
        "1520",
        (
            Breach(
                CHILD,
                "Another child of the return has the same unique pupil number.",
                "UPN = other.UPN",
                another=Other(CHILD, Within.FILE),
            ),
        ),
        fix="Find out whose number it is; if the two are one child, send one record.",
    ),
    Rule(
        "1530",
        (_no_authority(AUTHORITIES),),
        fix=_CORRECTION,
        until=2023,
        reading=_ONLY_WHOLE,
    ),
    Rule(
        "1530",
        (_no_authority((*AUTHORITIES, *_SINCE_2024)),),
        fix=_CORRECTION,
        since=2024,
        reading=_ONLY_WHOLE,
    ),
    Rule(
        "1540",
        (
            Breach(
                CHILD,
                "Characters 5 to 12 of the unique pupil number are not all digits.",
                "not regexp_full_match(substr(UPN, 5, 8), '[0-9]+')",
            ),
        ),
        fix=_CORRECTION,
        reading="A number that ends before its fifth character fails too.",
    ),
    Rule(
        "1550",
        (
            Breach(
                CHILD,
                "The unique pupil number ends in neither a digit nor a letter that may stand "
                "there.",
                f"length(UPN) = 13 and not regexp_full_match({_place(13)}, '[0-9{LETTERS}]')",
            ),
        ),
        fix=_CORRECTION,
        reading=_ONLY_WHOLE,
    ),
    Rule(
        "1560Q",
        (
            Breach(
                CHILD,
                "The former unique pupil number is not written as such numbers are.",
                "not regexp_full_match(FormerUPN, '[A-Za-z][0-9]{11}[0-9A-Za-z]')",
            ),
        ),
        fix="Correct it, leave it out, or say why it is written so.",
        reading="A temporary number, which ends in a letter, passes.",
    ),
    Rule(
        "8770Q",
        (_no_number("a reason for having none", ("UN1", *_REASONS)),),
        fix="Record the number, or why it is not known.",
        until=2024,
        reading=_SCHOOL_AGE,
    ),
    Rule(
        "8770Q",
        (_no_number("a reason for having none at that age", _REASONS),),
        fix="Record the number, or why it is not known; UN1 is for children under six.",
        since=2025,
        reading=_SCHOOL_AGE,
    ),
    Rule(
        "8772",
        (
            Breach(
                CHILD,
                "UN7 says that no referral led to further action, but one did.",
                "UPNunknown = 'UN7'",
                another=Other(EPISODES, Within.INSIDE, "not other.ReferralNFA"),
            ),
        ),
        fix="Record the number or another reason, or correct whether there was further action.",
        reading="A child without any episode is left to rule 8590.",
    ),
)
