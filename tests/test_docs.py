"""Docs cannot drift: what the tables in the code say stands in docs/, and nothing else does.

docs/protocol.md has one table under each of the headings *Topics*, *Events*, *Requests* and
*Errors*; the first cell of a row is the thing's name as code. A failing test prints the rows that
are missing or have changed, ready to be pasted. The pages of docs/reference/ that list commands and
settings are written whole by `make docs` (tests/signalbox/reference.py).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

import schemas.wire
from schemas.wire.errors import ERRORS
from schemas.wire.kinds import KINDS
from schemas.wire.lifecycle import mermaid
from schemas.wire.rights import RIGHTS, ROLES
from schemas.wire.topics import TOPICS
from schemas.wire.verbs import VERBS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PROTOCOL = DOCS / "protocol.md"

Row = tuple[str, ...]


def section(page: Path, heading: str) -> str:
    """What stands under the one heading of that name, up to the next of its level or above."""
    text = page.read_text()
    found = list(re.finditer(rf"^(#+) (?:[\d.]+ )?{re.escape(heading)}\s*$", text, re.MULTILINE))
    assert len(found) == 1, f"{page.name} has {len(found)} headings “{heading}”; it needs one"
    level, begin = len(found[0][1]), found[0].end()
    after = re.search(rf"^#{{1,{level}}} ", text[begin:], re.MULTILINE)
    return text[begin : begin + after.start()] if after else text[begin:]


def rows(text: str) -> dict[str, Row]:
    """Table rows whose first cell is code, by that code: the cells after the first."""
    found: dict[str, Row] = {}
    for line in text.splitlines():
        cells = re.split(r"(?<!\\)\|", line.strip())
        if len(cells) < 3 or cells[0]:
            continue
        name = re.fullmatch(r"`([^`]+)`", cells[1].strip())
        if name:
            assert name[1] not in found, f"`{name[1]}` has two rows"
            found[name[1]] = tuple(cell.strip() for cell in cells[2:-1])
    return found


def compare(
    page: Path, heading: str, wanted: Mapping[str, Row], exact: bool = False
) -> dict[str, Row]:
    """Fail where a row is missing or names what is not there; give back the rows that stand.

    `exact`: the row must be word for word what the code says.
    """
    stand = rows(section(page, heading))
    missing = [
        f"| `{name}` | {' | '.join(row)} |"
        for name, row in wanted.items()
        if name not in stand or (exact and stand[name] != row)
    ]
    stale = [name for name in stand if name not in wanted]
    assert not missing, f"{page.name}, {heading}: add\n" + "\n".join(missing)
    assert not stale, f"{page.name}, {heading}: not in the code: {stale}"
    return stand


def spelled(pattern: str) -> str:
    """A topic's pattern as docs write it: `<m>` for a field."""
    return re.sub(r"\{(\w+)\}", r"<\1>", pattern)


def delivery(qos: int, retained: bool) -> str:
    return f"{qos}, retained" if retained else str(qos)


# ----- the protocol


def test_every_topic_stands_in_the_protocol_with_its_qos_and_retain() -> None:
    wanted = {
        spelled(t.pattern): (delivery(t.qos, t.retained), f"{t.publisher} → {t.readers}", t.payload)
        for t in TOPICS.values()
    }
    stand = compare(PROTOCOL, "Topics", wanted)
    wrong = {
        name: stand[name][0]
        for name, row in wanted.items()
        if not re.match(rf"{re.escape(row[0])}(,|$)", stand[name][0])
        or ("retained" in stand[name][0]) != ("retained" in row[0])
    }
    assert wrong == {}, "the second cell is QoS and retained, as in `1, retained`"


def test_every_kind_of_event_stands_in_the_protocol_with_its_fields() -> None:
    wanted = {
        name: (kind.group, kind.doc, ", ".join(f"`{f}`" for f in kind.fields))
        for name, kind in KINDS.items()
    }
    stand = compare(PROTOCOL, "Events", wanted)
    assert without_fields(stand, {n: tuple(k.fields) for n, k in KINDS.items()}) == []


def test_every_verb_stands_in_the_protocol_with_its_fields_and_its_right() -> None:
    wanted = {
        name: (", ".join(f"`{f}`" for f in verb.fields), verb.target, verb.right, verb.doc)
        for name, verb in VERBS.items()
    }
    stand = compare(PROTOCOL, "Requests", wanted)
    assert without_fields(stand, {n: tuple(v.fields) for n, v in VERBS.items()}) == []
    rightless = [
        name
        for name, verb in VERBS.items()
        if verb.right in RIGHTS and not any(re.search(rf"\b{verb.right}\b", c) for c in stand[name])
    ]
    assert rightless == []


def without_fields(stand: dict[str, Row], fields: dict[str, tuple[str, ...]]) -> list[str]:
    """Fields that their row does not name."""
    return [
        f"{name}: `{field}`"
        for name, names in fields.items()
        for field in names
        if not any(f"`{field}`" in cell for cell in stand[name])
    ]


def test_every_error_code_stands_in_the_protocol_with_what_to_do() -> None:
    compare(PROTOCOL, "Errors", {code: (text,) for code, text in ERRORS.items()}, exact=True)


def test_every_right_and_role_stands_in_the_protocol() -> None:
    wanted: dict[str, Row] = {name: (text,) for name, text in RIGHTS.items()}
    compare(PROTOCOL, "Rights", wanted)
    order = list(RIGHTS)
    wanted = {name: (", ".join(sorted(has, key=order.index)),) for name, has in ROLES.items()}
    stand = compare(PROTOCOL, "Roles", wanted)
    assert {n: set(re.findall(r"[a-z]+", stand[n][0])) for n in wanted} == {
        n: set(has) for n, has in ROLES.items()
    }


def life_cycles() -> list[ModuleType]:
    """The modules of `schemas.wire` that hold a life cycle."""
    names = [m.name for m in pkgutil.iter_modules(schemas.wire.__path__, "schemas.wire.")]
    modules = [importlib.import_module(name) for name in names]
    return [m for m in modules if hasattr(m, "TABLE") and hasattr(m, "FIRST")]


@pytest.mark.parametrize("module", life_cycles(), ids=lambda m: m.__name__.split(".")[-1])
def test_the_drawing_of_a_life_cycle_is_the_one_its_table_makes(module: ModuleType) -> None:
    drawing = mermaid(module.TABLE, module.FIRST)
    drawn = re.findall(r"^```mermaid\n(.*?)\n```$", PROTOCOL.read_text(), re.DOTALL | re.MULTILINE)
    assert drawing in drawn, f"in {PROTOCOL.name}, draw\n```mermaid\n{drawing}\n```"


# ----- what holds, and what does not


def test_each_line_on_levels_names_a_test_and_each_named_test_exists() -> None:
    text = section(DOCS / "security.md", "Levels of gated sessions")
    written = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", text))
    assert named - written == set(), "no such test"
    lines = [" ".join(line.split()) for line in re.split(r"^- ", text, flags=re.MULTILINE)[1:]]
    told = [line for line in lines if "`test_" in line or "(the same test)" in line]
    assert len(lines) > 20 and [line for line in lines if line not in told] == []


# ----- pages


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


@pytest.mark.parametrize("page", pages(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    broken = []
    for link in links:
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (page.parent / target) if target else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(link)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """Headings as the places that links name."""
    heads = re.findall(r"^#+ (.+?)\s*$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
