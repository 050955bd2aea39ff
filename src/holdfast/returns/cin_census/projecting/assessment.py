"""Assessments in the census, and the factors found at them."""

from holdfast.record.assessment import AssessmentFactors, Assessments
from holdfast.returns.cin_census.projecting.field_sources import Barred, Drawn, FieldSource, line
from holdfast.returns.cin_census.projecting.placing import Placed
from holdfast.sources.cin_census.census import ASSESSMENTS, FACTORS

PLACED = Placed(
    "assessments",
    """
select assessment, child, referral as named, started as first_day, started,
  case when authorised <= {known} then authorised end as authorised, source_row
from assessments where started <= {known}""",
    order="started, assessment",
)

IN_ASSESSMENTS = Drawn(
    ASSESSMENTS,
    rows="select * from seen_assessments",
    order="started, authorised nulls last, key",
    belongs="authorised >= {first} or (authorised is null and started >= {first})",
    reading="Those authorised in the year, and those begun in it that are not authorised.",
    barred=(
        Barred(
            "authorised is null and started < {first}",
            "assessments begun before the census year and still not authorised (rule 8736)",
        ),
    ),
    lines=(
        line("AssessmentActualStartDate", Assessments.started),
        FieldSource(
            "AssessmentInternalReviewDate",
            never="the record does not hold the day of an assessment's review point",
        ),
        line("AssessmentAuthorisationDate", Assessments.authorised),
    ),
)

IN_FACTORS = Drawn(
    FACTORS,
    rows="""
select a.key as inside, f.factor_row as key, f.factor from assessment_factors as f
join seen_assessments as a on a.assessment = f.assessment and a.child = f.child
where a.authorised is not null""",
    order="length(regexp_replace(factor, '[^0-9]', '', 'g')), factor, key",
    reading="Those of assessments that are authorised: until then they may change.",
    lines=(line("AssessmentFactors", AssessmentFactors.factor),),
)
