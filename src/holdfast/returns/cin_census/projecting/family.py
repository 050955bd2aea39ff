"""The child in the census: who it is, and its disabilities."""

from holdfast.engine.quoting import quoted
from holdfast.record.family import Disabilities, LinkedIdentifiers, Persons
from holdfast.returns.cin_census.projecting.field_sources import Drawn, FieldSource, Unsaid, line
from holdfast.sources.cin_census.census import CHILD, DISABILITIES, UPN_UNKNOWN

# A birth that was awaited so long before anyone referred the child is no awaited birth: some
# case systems put an estimated day of birth into the same column.
_LONG_BORN = 28

_IDENTIFIERS = f"""
select c.child as key, p.sex, p.gender, p.ethnicity, p.upn_unknown,
  coalesce(p.upn, numbers.latest) as upn,
  case when numbers.before <> coalesce(p.upn, numbers.latest) then numbers.before
       when numbers.latest <> p.upn then numbers.latest end as former_upn,
  case when p.died <= {{known}} then p.died end as died,
  case when p.born <= {{known}} then p.born
       when p.born is null and p.expected < c.referred - {_LONG_BORN} then p.expected end as born,
  coalesce(p.expected, p.born) as awaited
from (select child, min(received) as referred, bool_or(belongs) as belongs
      from census_referrals group by child) as c
left join (select * from (select *, row_number() over (partition by child order by source_row)
           as place from persons) as held where place = 1) as p on p.child = c.child
left join (select child, max(case when place = 1 then value end) as latest,
           max(case when place = 2 then value end) as before from (
             select child, value, row_number() over (partition by child
               order by coalesce(started, date '0001-01-01') desc, value) as place
             from linked_identifiers
             where lower(kind) in ('unique pupil number', 'upn')) as ranked
           group by child) as numbers on numbers.child = c.child
where c.belongs"""

_UNBORN = "born is null and awaited is not null"
_KNOWN_SEX = "coalesce(sex, case when gender in ('M', 'F', 'U') then gender end)"

CHILDREN = Drawn(
    CHILD,
    rows=_IDENTIFIERS,
    order="key",
    reading="Every child with an episode in the census.",
    lines=(
        line("LAchildID", Persons.child, sql="key"),
        FieldSource(
            "UPN",
            (Persons.upn,),
            instead=(LinkedIdentifiers.kind, LinkedIdentifiers.value),
            reading="The person's own; else the latest pupil number among the linked ones.",
        ),
        FieldSource(
            "FormerUPN",
            (LinkedIdentifiers.kind, LinkedIdentifiers.value),
            sql="former_upn",
            reading="The one before, among the linked numbers.",
        ),
        line(
            "UPNunknown",
            Persons.upn_unknown,
            sql=f"case when upn is null and upn_unknown in ({quoted(UPN_UNKNOWN.codes)}) "
            "then upn_unknown end",
            reading="Only where there is no pupil number; reasons of other returns are left out.",
        ),
        line(
            "PersonBirthDate",
            Persons.born,
            reading=f"An awaited day more than {_LONG_BORN} days before the first referral is an "
            "estimated day of birth, and is sent as one.",
        ),
        line(
            "ExpectedPersonBirthDate",
            Persons.expected,
            sql="case when born is null then awaited end",
            reading="Only for a child not yet born.",
        ),
        FieldSource(
            "GenderCurrent",
            (Persons.sex,),
            sql=f"case when {_UNBORN} then '0' else case {_KNOWN_SEX} when 'M' then '1' "
            "when 'F' then '2' when 'U' then '0' end end",
            reading="0 for a child not yet born.",
            instead=(Persons.gender,),
        ),
        FieldSource(
            "Sex",
            (Persons.sex,),
            sql=f"case when {_UNBORN} then 'U' else {_KNOWN_SEX} end",
            reading="U for a child not yet born.",
            instead=(Persons.gender,),
        ),
        line("PersonDeathDate", Persons.died),
        line("Ethnicity", Persons.ethnicity),
    ),
)

_ONLY_THAT = "kind = 'YES'"

IN_DISABILITIES = Drawn(
    DISABILITIES,
    rows="select child as inside, disability as key, kind from disabilities",
    order="kind, key",
    belongs=f"not ({_ONLY_THAT})",
    lines=(
        FieldSource(
            "Disability",
            (Disabilities.kind,),
            unsaid=Unsaid(_ONLY_THAT, "the source says that there is a disability, not which"),
        ),
    ),
)
