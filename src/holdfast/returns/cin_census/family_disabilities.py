"""Rules about the disabilities of a child."""

from holdfast.returns.rule import Breach, Other, Rule, Whole, Within
from holdfast.sources.cin_census.census import CHILD, DISABILITIES, EPISODES

_FURTHER_ACTION = Other(EPISODES, Within.CHILD, "not other.ReferralNFA")
_DISABLED = "from Disabilities where Disabilities.Disability <> 'NONE'"

RULES = (
    Rule(
        "2887Q",
        (
            Whole(
                DISABILITIES,
                "Fewer than eight kinds of disability are used in the whole return.",
                f"(select count(distinct Disabilities.Disability) < 8 {_DISABLED} "
                "and not invalid(Disabilities.Disability))",
            ),
        ),
        fix="See whether disabilities are recorded by kind, or say why there are so few.",
        reading="A kind counts once, however often it is used; NONE is no kind, nor is what is no "
        "code of the census.",
    ),
    Rule(
        "2888Q",
        (
            Whole(
                DISABILITIES,
                "No child has more than one disability recorded.",
                "(select count(*) > 0 and count(distinct Disabilities.child) = "
                f"count(distinct (Disabilities.child, Disabilities.Disability)) {_DISABLED})",
            ),
        ),
        fix="See whether every disability of a child is recorded, or say why there is one each.",
        reading="Silent where no child has any disability; one that is recorded twice counts once.",
    ),
    Rule(
        "8540",
        (
            Breach(
                CHILD,
                "Nothing says whether the child has a disability.",
                "given(PersonBirthDate)",
                another=_FURTHER_ACTION,
                without=Other(DISABILITIES, Within.CHILD, "given(other.Disability)"),
            ),
            Breach(
                DISABILITIES,
                "The disability is no code of the census.",
                "given(PersonBirthDate) and invalid(Disability)",
                another=_FURTHER_ACTION,
            ),
        ),
        fix="Record every disability of the child, or NONE.",
        reading="Not asked of the unborn, nor where every referral led to no further action.",
    ),
    Rule(
        "8790",
        (
            Breach(
                DISABILITIES,
                "NONE, which says that there is no disability, stands beside one.",
                "upper(Disability) = 'NONE'",
                another=Other(DISABILITIES, Within.CHILD, "upper(other.Disability) <> 'NONE'"),
            ),
        ),
        fix="Take out NONE, or the others.",
        reading="Capital and small letters are alike.",
    ),
    Rule(
        "8794",
        (
            Breach(
                DISABILITIES,
                "The same disability is recorded twice.",
                "upper(Disability) = upper(other.Disability)",
                another=Other(DISABILITIES, Within.CHILD),
            ),
        ),
        fix="Take out one of the two.",
        reading="Capital and small letters are alike.",
    ),
)
