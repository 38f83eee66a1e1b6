"""The habits of CONTRIBUTING.md that a program can check."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NOT_SHIPPED = {"tests", "benchmarks", "docs"}
PACKAGES = sorted(
    p.parent.name for p in ROOT.glob("*/__init__.py") if p.parent.name not in NOT_SHIPPED
)


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the project: what git knows, and what it would know after an `add`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    names = listed.decode().split("\0")
    return tuple(sorted(ROOT / n for n in names if n and (ROOT / n).is_file()))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def shipped(under: str = "") -> list[Path]:
    """Python files of the packages, or of one folder."""
    wanted = [under] if under else PACKAGES
    return [
        p for p in tracked() if p.suffix == ".py" and any((ROOT / w) in p.parents for w in wanted)
    ]


def test_files() -> list[Path]:
    return [p for p in tracked() if p.suffix == ".py" and (ROOT / "tests") in p.parents]


test_files.__test__ = False  # type: ignore[attr-defined]


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def texts() -> Iterator[tuple[Path, int, str]]:
    for path in tracked():
        if path == Path(__file__).resolve():
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield path, number, line


# ----- what must never be in a file


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    folders = [
        re.escape(f"{ROOT}/"),
        r"/root/\.?[a-z]",
        r"/(home|Users)/(?!ana\b|ben\b|you\b|someone\b)\w+/",
    ]
    if ROOT.parent not in (Path("/"), Path("/tmp")):
        folders.append(r"(?<![\w.~$}])" + re.escape(f"{ROOT.parent}/"))
    bad = re.compile("|".join(folders))
    assert [where(p, n) for p, n, line in texts() if bad.search(line)] == []


def test_no_file_names_a_package_registry() -> None:
    bad = re.compile(
        r"--?(extra-)?index-url|find-links|registry\s*=|https?://\S*(pypi|pythonhosted|npmjs|registry)"
    )
    assert [where(p, n) for p, n, line in texts() if bad.search(line)] == []


def test_shipped_code_promises_nothing_that_it_does_not_do() -> None:
    bad = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    files = set(shipped())
    assert [where(p, n) for p, n, line in texts() if p in files and bad.search(line)] == []


# ----- folders and imports


def test_every_package_is_installed_and_watched_by_the_import_contracts() -> None:
    linted = PROJECT["tool"]["importlinter"]["root_packages"]
    installed = PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
    assert set(PACKAGES) <= set(linted), "add it to root_packages in pyproject.toml"
    assert {f"{p}*" for p in PACKAGES} <= set(installed), "add it to packages.find"


@pytest.mark.parametrize(
    "folder", sorted({str(p.parent.relative_to(ROOT)) for p in shipped()} - {"."})
)
def test_folder_says_what_lives_there(folder: str) -> None:
    init = ROOT / folder / "__init__.py"
    assert init.is_file(), f"{folder} has modules but no __init__.py"
    said = ast.get_docstring(parsed(init)) or ""
    sentences = re.findall(r"[.!?](?=\s|$)", said)
    assert len(sentences) >= 3, (
        f"{folder}/__init__.py: three sentences, please: what lives there, who talks to it, "
        "what must never move in"
    )


def test_every_module_says_what_it_holds() -> None:
    silent = [str(p.relative_to(ROOT)) for p in shipped() if not ast.get_docstring(parsed(p))]
    assert silent == []


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import in a file, lazy ones too, as (line, dotted name)."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{where(path, node.lineno)}: relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


# import-linter forbids what it is told; these folders are lists of what is allowed.
FLOORS = {
    "schemas/wire": ("schemas.wire",),
    "edge_agent/host": (
        "schemas.wire",
        "edge_agent.host",
        "edge_agent.agents",
        "edge_agent.digests",
        "edge_agent.files",
        "edge_agent.gate",
        "edge_agent.guardrails",
        "edge_agent.never",
        "edge_agent.peers",
        "edge_agent.shield",
        "pexpect",
        "ptyprocess",
    ),
    "edge_agent/shield": ("schemas.wire", "edge_agent.shield"),
}


@pytest.mark.parametrize("folder", FLOORS)
def test_floor_imports_only_what_its_list_allows(folder: str) -> None:
    bad = [
        f"{where(path, line)} imports {name}"
        for path in shipped(folder)
        for line, name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not any(name == a or name.startswith(f"{a}.") for a in FLOORS[folder])
    ]
    assert bad == []


def test_every_python_that_we_start_is_isolated() -> None:
    """`[sys.executable, …]` goes on with "-I": an agent's folder may hold a `schemas/`."""
    bad = []
    for path in shipped():
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.List | ast.Tuple):
                continue
            for at, item in enumerate(node.elts):
                if isinstance(item, ast.Attribute) and ast.unparse(item) == "sys.executable":
                    after = node.elts[at + 1] if at + 1 < len(node.elts) else None
                    if not (isinstance(after, ast.Constant) and after.value == "-I"):
                        bad.append(where(path, node.lineno))
    assert bad == []


# ----- tests


def loops_with(tree: ast.Module) -> set[ast.AST]:
    return {
        inner
        for loop in ast.walk(tree)
        if isinstance(loop, ast.While | ast.For)
        for inner in ast.walk(loop)
    }


def test_no_test_sleeps_for_luck() -> None:
    """A sleep may only be the short step of a loop that waits for something."""
    bad = []
    for path in test_files():
        if path.name == "waiting.py":
            continue
        tree = parsed(path)
        polling = loops_with(tree)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("time.sleep")):
                continue
            step = node.args[0] if node.args else None
            short = isinstance(step, ast.Constant) and isinstance(step.value, int | float)
            if node not in polling or not short or step.value > 0.1:  # type: ignore[union-attr]
                bad.append(where(path, node.lineno))
    assert bad == [], "wait with tests.waiting.until"


def test_every_slow_test_has_a_step_of_its_own() -> None:
    steps = (ROOT / ".ci" / "run").read_text()
    lines = [line for line in steps.splitlines() if line.startswith("step ")]
    unnamed = [
        str(p.relative_to(ROOT))
        for p in test_files()
        if p != Path(__file__).resolve()
        and re.search(r"pytest\.mark\.slow\b", p.read_text())
        and not any(str(p.relative_to(ROOT)) in line for line in lines)
    ]
    assert unnamed == [], "add a line to .ci/run"


# ----- packaging


def bare_name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def requirements() -> set[str]:
    project = PROJECT["project"]
    wanted = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        wanted += extra
    return {bare_name(r) for r in wanted}


def test_every_dependency_is_pinned_and_the_pins_are_only_versions() -> None:
    pins = [
        line
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert [p for p in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", p)] == []
    assert requirements() - {bare_name(p) for p in pins} == set()


def test_every_dependency_has_its_line_of_reasons() -> None:
    page = (ROOT / "docs" / "adr" / "0005-dependencies.md").read_text()
    explained = {bare_name(n) for n in re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)}
    assert explained == requirements()


def test_the_console_script_points_at_something_that_can_be_called() -> None:
    module, _, name = PROJECT["project"]["scripts"]["signalbox"].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_the_changelog_knows_this_version() -> None:
    version = PROJECT["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
