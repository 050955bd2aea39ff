"""The reasons given to queries, for the commands of returns."""

from collections.abc import Mapping

from holdfast.faults import in_words
from holdfast.returns.answers import GivenAnswer
from holdfast.settings import HOME
from holdfast.web.project.database import FILE, is_postgresql

# Where earlier versions kept them: see carrying_in.py, which cannot be read without Django.
_BEFORE = "returns/cin_census/answers.jsonl"


def answers_given(form: str) -> Mapping[tuple[str, str], GivenAnswer]:
    """The latest reason given to each query of a return, by code and mark.

    Where nobody has ever signed in and nothing was answered, nothing is made to say so. Raises
    CannotRead, BadSetting.
    """
    home = HOME.path()
    if not is_postgresql() and not any((home / name).exists() for name in (FILE, _BEFORE)):
        return {}
    try:
        # Django takes long to load, and must be ready before the models are.
        from holdfast.web.serving import open_people

        open_people()
        from holdfast.web.answers.given import given

        return given(form)
    except Exception as error:
        raise in_words(error) from error
