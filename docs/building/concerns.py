"""The register of concerns, in the words of their declarations."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from docs.building.blocks import Maker
from docs.building.markdown import example_links, sentence, table
from holdfast.concerns.concern import Concern
from holdfast.concerns.register import CONCERNS
from tests.spec.reading import read_folder

SPEC = Path(__file__).parents[2] / "tests" / "spec"


def _register() -> str:
    rows = [
        (f"[{concern.title}](#{concern.key})", f"`{concern.key}`", concern.area.title, concern.rule)
        for concern in CONCERNS
    ]
    return table(("concern", "key", "area", "true when"), rows)


def _concern_by_concern() -> Iterator[str]:
    places = [(one.clock, one.place.partition(":")[0]) for one in read_folder(SPEC / "concerns")]
    for concern in CONCERNS:
        yield f"### {concern.key}\n"
        yield f"**{concern.title}.** {sentence(concern.rule)}\n"
        yield f"- It ends when: {concern.ends}"
        yield f"- It never means: {concern.never_means}"
        yield f"- Source: {concern.source}"
        yield f"- Version {concern.version}, since {concern.since}\n"
        yield _strands(concern, places) + "\n"


def _strands(concern: Concern, places: list[tuple[str, str]]) -> str:
    rows = [
        (
            f"`{strand.key}`",
            strand.fact,
            str(strand.clock.rules[-1].limit or "none"),
            example_links("tests/spec/concerns", strand.key, places),
        )
        for strand in concern.strands
    ]
    return table(("strand", "what is so", "time that may pass", "examples"), rows)


MAKERS: Mapping[str, Maker] = {
    "register of concerns": _register,
    "concern by concern": lambda: "\n".join(_concern_by_concern()),
}
