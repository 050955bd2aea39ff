"""A condition in SQL: which names are in it, what it calls, and how it is put into other words."""

import pytest

from holdfast.engine.predicate import Predicate


def _column(qualifier: str, name: str) -> str:
    return f"[{qualifier}.{name}]" if qualifier else f"[{name}]"


def _missing(qualifier: str, name: str) -> str:
    return f"{_column(qualifier, name)} is null"


def _sql(text: str) -> str:
    return Predicate(text).sql(_column, {"missing": _missing})


def _names(text: str) -> list[str]:
    return [".".join(one for one in name if one) for name in Predicate(text).names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Closed < Opened", ["Closed", "Opened"]),
        ("other.Closed >= Opened", ["other.Closed", "Opened"]),
        ("Opened < Closed and Opened > Born", ["Opened", "Closed", "Born"]),
        ("Opened = other.Opened", ["Opened", "other.Opened"]),
        ("Opened not between Eve and Morrow", ["Opened", "Eve", "Morrow"]),
        ("case when Need = 'N1' then Opened end", ["Need", "Opened"]),
        ("coalesce(Closed, lower(Need))", ["Closed", "Need"]),
        ("missing(Closed) and missing(other.Opened)", ["Closed", "other.Opened"]),
        ("Need in ('Closed', 'N2') and Count_of_all = 2", ["Need", "Count_of_all"]),
        ("not Wanted", ["Wanted"]),
        ("true", []),
    ],
)
def test_names_are_found_in_their_order_and_each_once(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "'Closed' is not null",
        "date '2000-01-01' < date '2000-01-02'",
        "1 in (0, 1, -6) or null is null",
        "1 = 1 -- Closed",
        "1 = 1 /* Closed */",
    ],
)
def test_texts_days_numbers_and_remarks_are_no_names(text: str) -> None:
    assert _names(text) == []
    assert _sql(text) == text


def test_upper_and_lower_case_are_kept_apart() -> None:
    assert _names("Opened < opened") == ["Opened", "opened"]


def test_a_column_may_be_called_dec_and_a_type_is_none() -> None:
    assert Predicate("missing(DEC) or DEC < DECOM").names == (("", "DEC"), ("", "DECOM"))
    assert Predicate("cast(Age as DEC) > Born::DEC").names == (("", "Age"), ("", "Born"))


def test_what_rows_are_counted_is_no_column() -> None:
    assert _names("(select count(*) from Plans as one where Plans.Begun = Ended) > 0") == [
        "Plans.Begun",
        "Ended",
    ]


def test_functions_are_told_in_their_order_and_each_once() -> None:
    text = "datediff('day', Begun, Ended) > 1 and MISSING(Begun) or missing(Ended)"
    assert Predicate(text).calls == ("datediff", "missing")


def test_a_bracket_without_a_name_before_it_calls_nothing() -> None:
    assert Predicate("(Begun < Ended) and Need in ('N1')").calls == ()


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("Begun<Ended", "[Begun]<[Ended]"),
        ("other.Begun  <  Ended", "[other.Begun]  <  [Ended]"),
        ("Begun = 'Begun'", "[Begun] = 'Begun'"),
        ("coalesce(Begun, other.Begun)", "coalesce([Begun], [other.Begun])"),
        ("lower(Need) = lower(other.Need)", "lower([Need]) = lower([other.Need])"),
        ("Begun = Begun", "[Begun] = [Begun]"),
        ("BegunEnded > Begun", "[BegunEnded] > [Begun]"),
    ],
)
def test_names_are_put_into_other_words_and_all_else_stays(text: str, sql: str) -> None:
    assert _sql(text) == sql


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("missing(Ended)", "[Ended] is null"),
        ("not missing(other.Ended) and Begun", "not [other.Ended] is null and [Begun]"),
        ("Missing ( Ended )", "[Ended] is null"),
        ("bool_and(missing(Plans.Begun))", "bool_and([Plans.Begun] is null)"),
    ],
)
def test_a_function_of_ours_gives_way_to_its_meaning(text: str, sql: str) -> None:
    assert _sql(text) == sql


def test_a_column_may_be_called_as_a_function_of_ours_is() -> None:
    assert _sql("missing = 1") == "[missing] = 1"


def test_what_is_no_function_of_ours_is_left_as_it_is() -> None:
    assert Predicate("missing(Ended)").sql(_column, {}) == "missing([Ended])"


@pytest.mark.parametrize(
    "text",
    [
        "missing(Begun, Ended)",
        "missing(Begun < Ended)",
        "missing(lower(Need))",
        "missing('Need')",
        "missing()",
        "missing(",
        "missing(Ended",
        "missing(other.)",
    ],
)
def test_a_function_of_ours_takes_one_column_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match=r"missing\(\) takes one column|not SQL"):
        _sql(text)


@pytest.mark.parametrize(
    "text", ["", "Begun <", "(Begun", "Begun)", "Begun < and Ended", "and Begun", "'Begun"]
)
def test_what_is_no_sql_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match="not SQL") as refused:
        Predicate(text).check()
    assert text in str(refused.value)


def test_a_text_without_an_end_is_refused_wherever_it_is_read() -> None:
    broken = Predicate("Need = 'N1")
    with pytest.raises(ValueError, match="not SQL"):
        _ = broken.names
    with pytest.raises(ValueError, match="not SQL"):
        _ = broken.calls


@pytest.mark.parametrize(
    "text",
    [
        "Begun < Ended",
        "missing(Ended) and Need not in ('N1', 'N2')",
        "(select count(*) from Plans) = 0",
        "datediff('day', date '2000-01-01', Begun) % 7 in (0, 1, -6)",
    ],
)
def test_sql_is_not_refused(text: str) -> None:
    Predicate(text).check()
