"""docs/broker.md says what the code says: bounds, ends and refusals, word for word."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from pathlib import Path

import pytest

from broker import __main__ as process
from broker.mqtt import limits
from broker.mqtt.ends import ENDS, REFUSALS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "broker.md"
UNITS = [(limits.MIB, "MiB"), (limits.KIB, "KiB")]


def section(heading: str) -> str:
    found = re.split(r"^## ", PAGE.read_text(), flags=re.MULTILINE)
    (text,) = [part for part in found if part.startswith(heading + "\n")]
    return text


def shown(name: str, value: float) -> str:
    """A bound as the page writes it."""
    if name.endswith("_s"):
        return f"{value / 3600:g} h" if value >= 3600 else f"{value:g} s"
    if "bytes" in name or name == "partial_rate":
        for size, unit in UNITS:
            if value % size == 0:
                return f"{value // size:g} {unit}" + ("/s" if name.endswith("rate") else "")
        return f"{value} bytes"
    return f"{value:,}"


def bounds(kind: type[limits.Limits] | type[limits.ClientLimits]) -> list[str]:
    """The table's rows: name, value and meaning of each field."""
    (body,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(body, ast.ClassDef)
    defaults = kind()
    fields = {field.name: getattr(defaults, field.name) for field in dataclasses.fields(kind)}
    rows = []
    for node, after in zip(body.body, [*body.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
            assert isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant), name
            meaning = " ".join(str(after.value.value).split())
            rows.append(f"| `{name}` | {shown(name, fields[name])} | {meaning} |")
    assert len(rows) == len(fields)
    return rows


def ends() -> list[str]:
    return [
        f"| `{reason}` | {end.why} | {'fires' if end.will else 'does not'} |"
        for reason, end in ENDS.items()
    ]


def refusals() -> list[str]:
    return [f"| `{reason}` | {why} |" for reason, why in REFUSALS.items()]


def statuses() -> list[str]:
    return [
        f"| {getattr(process, name)} | `{name}` |" for name in vars(process) if name[:5] == "EXIT_"
    ]


TABLES = {
    "One principal": bounds(limits.ClientLimits),
    "The broker as a whole": bounds(limits.Limits),
    "How a connection ends": ends(),
    "How a connection is refused": refusals(),
    "The process": statuses(),
}


@pytest.mark.parametrize("heading", TABLES)
def test_the_table_on_the_page_is_the_table_in_the_code(heading: str) -> None:
    stand = re.findall(r"^\| (?!-|[a-z ]+ \|).*\|$", section(heading), flags=re.MULTILINE)
    assert stand == TABLES[heading], "\n".join(["write instead:", *TABLES[heading]])


def test_no_reason_is_used_that_the_tables_do_not_have() -> None:
    folder = Path(inspect.getfile(limits)).parent
    used = set()
    for path in folder.glob("*.py"):
        used |= set(re.findall(r'\.end\(\s*"([a-z-]+)"', path.read_text()))
    assert used <= ENDS.keys() | REFUSALS.keys()
    assert {"malformed", "slow", "keep-alive", "displaced"} <= used
