"""A wheel holds all that the pages need, and serves them where there is no checkout."""

import os
import re
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.installed.installing import ASSETS, ROOT, build, checkout, install
from tests.installed.serving import Visitor, serve

pytestmark = pytest.mark.slow
STYLE_AND_SCRIPT = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / ASSETS / "govuk-frontend").is_dir():
        pytest.skip("NO WHEEL WAS BUILT: the page assets are not here; run `make test`")
    return checkout(tmp_path_factory.mktemp("sources") / "holdfast")


@pytest.fixture(scope="session")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    done = build(sources, "wheel", out)
    assert done.returncode == 0, done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(wheel, tmp_path_factory.mktemp("installed") / "environment") / "holdfast"


@pytest.fixture(scope="session")
def home(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the installed program filled."""
    home = tmp_path_factory.mktemp("home")
    words = ["--children", "60", "--no-serve", "--folder", str(home)]
    holdfast(program, home, "demo", *words)
    return home


def holdfast(program: Path, home: Path, *words: str) -> str:
    given = {"HOLDFAST_HOME": str(home), "PATH": os.defpath}
    done = subprocess.run(
        [str(program), *words], cwd="/", env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_the_wheel_that_runs(program: Path) -> None:
    python = [str(program.parent / "python"), "-c", "import holdfast; print(holdfast.__file__)"]
    where = subprocess.run(python, cwd="/", capture_output=True, text=True, check=True).stdout
    assert Path(where.strip()).is_relative_to(program.parents[1])


def test_pages_style_and_script_are_served(program: Path, home: Path) -> None:
    with serve(program, home) as served:
        visitor = Visitor(served.address)
        page, kind = visitor.get("/")  # sent on to the sign-in
        assert kind.startswith("text/html")
        found = sorted(set(STYLE_AND_SCRIPT.findall(page)))
        kinds = {name: visitor.get(name) for name in found}
        assert {kind.split(";")[0] for _, kind in kinds.values()} == {"text/css", "text/javascript"}
        assert any("govuk-button" in text for text, _ in kinds.values())
        visitor.post("/sign-in/", username="holdfast", password=served.password)
        for path in ("/", "/due/", "/clocks/", "/imports/", "/children/"):
            page, _ = visitor.get(path)
            assert "Sign out" in page, path


def test_everything_of_the_package_is_in_it(wheel: Path) -> None:
    package = ROOT / "src/holdfast"
    ours = {
        f"holdfast/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and not {"node_modules", "__pycache__"} & set(path.parts)
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    assert ours <= held
    assert {name for name in held if "node_modules" in name} == {
        f"holdfast/web/assets/node_modules/govuk-frontend/{name}"
        for name in (
            "package.json",
            "dist/govuk/govuk-frontend.min.css",
            "dist/govuk/govuk-frontend.min.js",
        )
    }
    assert {Path(name).name for name in held if "/licenses/" in name} == {
        "LICENSE",
        "LICENSE-govuk-frontend",
    }


def test_a_source_distribution_builds_the_same_wheel(
    sources: Path, wheel: Path, tmp_path: Path
) -> None:
    assert build(sources, "sdist", tmp_path).returncode == 0
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    done = build(next((tmp_path / "unpacked").iterdir()), "wheel", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    assert contents(next((tmp_path / "again").glob("*.whl"))) == contents(wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_without_the_page_assets_it_is_refused_in_words(
    sources: Path, tmp_path: Path, target: str
) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(sources, bare, ignore=shutil.ignore_patterns("node_modules"))
    done = build(bare, target, tmp_path / "out")
    assert done.returncode != 0
    assert "Run `make wheel`" in done.stderr
    assert not list((tmp_path / "out").glob("*"))
