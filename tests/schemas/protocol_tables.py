"""Writes the generated regions of docs/protocol.md and docs/lifecycles.md.

`python -m tests.schemas.protocol_tables`. A region begins with `<!-- generated: NAME -->` and
ends with `<!-- end -->`; what stands between comes from the tables in the code.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType

from schemas.documents import model
from schemas.documents.catalogue import DOCUMENTS
from schemas.documents.model import Part
from schemas.documents.policy import MARK, Policy, public_key, sign
from schemas.wire import approval_state, chain, connection_state, frames, session_phase, verbs
from schemas.wire.errors import ERRORS
from schemas.wire.fields import Field
from schemas.wire.kinds import KINDS
from schemas.wire.lifecycle import events, mermaid, states
from schemas.wire.line import Writer
from schemas.wire.rights import RIGHTS, ROLES
from schemas.wire.strictjson import canon
from schemas.wire.topics import TOPICS
from schemas.wire.verbs import VERBS
from tests.schemas import examples

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("protocol.md", "lifecycles.md")
REGION = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: str, rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; `head` holds its columns, parted by `|`."""
    columns = [cell.strip() for cell in head.split("|")]
    lines = [columns, ["---"] * len(columns), *map(list, rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def code(text: str) -> str:
    return f"`{text}`"


def shape(field: Field) -> str:
    """Type and bounds of a field of a request or a line."""
    what = {
        "hex": "64 hex digits",
        "name": "id",
        "session": "session id",
        "approval": "approval id",
        "list": "list of text",
    }.get(field.type, field.type)
    if field.choices:
        what = " or ".join(map(code, field.choices))
    if field.least is not None and field.most is not None:
        what += f", {field.least} to {field.most}"
    elif field.most is not None:
        unit = " items" if field.type == "list" else " characters" if field.type == "text" else ""
        what += f", at most {field.most}{unit}"
    elif field.least is not None:
        what += f", at least {field.least}"
    return what


def field_rows(owner: str, fields: Mapping[str, Field]) -> Iterable[list[str]]:
    for name, field in fields.items():
        yield [owner, code(name), shape(field), "yes" if field.required else "", field.doc]


def topics() -> str:
    return table(
        "topic | QoS, retained | who publishes → who reads | payload | at most",
        (
            [
                code(re.sub(r"\{(\w+)\}", r"<\1>", row.pattern)),
                f"{row.qos}, retained" if row.retained else str(row.qos),
                f"{row.publisher} → {row.readers}",
                row.payload,
                f"{row.max_bytes} bytes",
            ]
            for row in TOPICS.values()
        ),
    )


def kinds() -> str:
    return table(
        "kind | group | what | fields",
        (
            [code(name), kind.group, kind.doc, ", ".join(map(code, kind.fields)) or " "]
            for name, kind in KINDS.items()
        ),
    )


def kind_fields() -> str:
    rows = [row for name, kind in KINDS.items() for row in field_rows(code(name), kind.fields)]
    return table("kind | field | type | must | what", rows)


def urgent() -> str:
    return ", ".join(code(name) for name, kind in KINDS.items() if kind.urgent) + "."


def requests() -> str:
    return table(
        "verb | fields | target | right | `seen` | what",
        (
            [
                code(name),
                ", ".join(map(code, verb.fields)) or " ",
                verb.target,
                verb.right,
                "must" if verb.needs_seen else "may",
                verb.doc,
            ]
            for name, verb in VERBS.items()
        ),
    )


def verb_fields() -> str:
    rows = [row for name, verb in VERBS.items() for row in field_rows(code(name), verb.fields)]
    return table("verb | field | type | must | what", rows)


def envelope() -> str:
    return table("of | field | type | must | what", [
        *field_rows("each request", verbs._ENVELOPE),
        *field_rows("`seen`", verbs._SEEN),
    ])  # fmt: skip


def rights() -> str:
    return table("right | what", ([code(name), what] for name, what in RIGHTS.items()))


def roles() -> str:
    order = list(RIGHTS)
    return table(
        "role | rights",
        ([code(n), ", ".join(sorted(has, key=order.index))] for n, has in ROLES.items()),
    )


def errors() -> str:
    return table("code | what to do", ([code(name), text] for name, text in ERRORS.items()))


def frame_table() -> str:
    return table(
        "name | who → whom, and fields",
        ([code(name), what] for name, what in frames.FRAMES.items()),
    )


# ----- documents

_WORDS = {
    "str": "text",
    "Name": "id",
    "Project": "id or `-`",
    "Where": "id, `-` or `*`",
    "Session": "session id",
    "SessionId": "session id",
    "Approval": "approval id",
    "Digest": "64 hex digits",
    "Base64": "base64",
    "Natural": "int ≥ 0",
    "Micros": "µs since 1970",
    "Short": "text ≤ 200",
    "Shown": "text ≤ 2000",
    "Path": "text ≤ 4096",
    "Right": "right",
    "Gate": "`gated`, `observed`, `watch-only` or `not gated`",
    "Phase": "phase",
    "Columns": "int, 1 to 1000",
    "Filter": "filter",
    "Purpose": "purpose",
    "Pattern": "text ≤ 1000",
    "Globs": "list of globs",
    "Any": "anything",
}


def spelled(node: ast.expr) -> str:
    """An annotation as people say it."""
    match node:
        case ast.BinOp(left=left, right=ast.Constant(value=None)):
            return spelled(left)
        case ast.Name(id=name):
            return _WORDS.get(name, name)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=choices):
            values = choices.elts if isinstance(choices, ast.Tuple) else [choices]
            return " or ".join(code(ast.literal_eval(value)) for value in values)
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            return f"list of {spelled(item)}"
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[key, value])):
            return f"object: {spelled(key)} → {spelled(value)}"
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *bounds])):
            said = "".join(map(bound, bounds))
            many = isinstance(inner, ast.Subscript)
            return spelled(inner) + (said.replace(" ≤ ", ", at most ") if many else said)
    raise ValueError(ast.unparse(node))


def bound(node: ast.expr) -> str:
    """A bound within `Annotated`."""
    if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Field"):
        return ", an error code" if "_code" in ast.unparse(node) else ""
    said = {k.arg: ast.unparse(k.value) for k in node.keywords}
    words = {"max_length": " ≤ {}", "ge": " ≥ {}", "le": " ≤ {}", "pattern": ", `{}`"}
    out = ""
    for name, text in words.items():
        if name in said and not (name == "pattern" and "|" in said[name]):
            value = str(eval(said[name], {}))  # a number or a string of our own source
            out += text.format(value)
    return out


def fields_of(kind: type[Part]) -> list[list[str]]:
    """Rows of one model: name, type, must, what (its docstring in the source)."""
    body = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(body, ast.ClassDef)
    rows: list[list[str]] = []
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            if node.target.id not in kind.model_fields:
                continue
            must = "yes" if kind.model_fields[node.target.id].is_required() else ""
            rows.append([code(node.target.id), spelled(node.annotation), must, ""])
        elif (
            rows
            and isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            rows[-1][3] = " ".join(node.value.value.split())
    return rows


def parts_of(kind: type[Part], seen: list[type[Part]] | None = None) -> list[type[Part]]:
    """A model and those that it is made of, outermost first."""
    found = [] if seen is None else seen
    if kind not in found:
        found.append(kind)
        module = inspect.getmodule(kind)
        for word in re.findall(r"[A-Z]\w+", inspect.getsource(kind)):
            other = getattr(module, word, None)
            if (
                inspect.isclass(other)
                and issubclass(other, Part)
                and other
                not in (
                    model.Document,
                    Part,
                )
            ):
                parts_of(other, found)
    return found


def document_pages() -> str:
    out = []
    payloads = examples.topic_payloads()
    for name, kind in DOCUMENTS.items():
        pattern = re.sub(r"\{(\w+)\}", r"<\1>", TOPICS[name].pattern)
        out.append(f"### `{pattern}`\n")
        for part in parts_of(kind):
            title = "" if part is kind else f"*{part.__name__}*: {inspect.getdoc(part)}\n\n"
            out.append(title + table("field | type | must | what", fields_of(part)) + "\n")
        shown = json.dumps(json.loads(payloads[name]), indent=1, ensure_ascii=False)
        out.append(f"```json\n{shown}\n```\n")
    return "\n".join(out)


# ----- worked examples

VECTOR: list[tuple[int, str, dict[str, object]]] = [
    (examples.AT, "note", {"text": "grün"}),
    (examples.AT + 1, "ended", {"duration": 1500, "status": 0}),
]


def chain_vector() -> str:
    head = chain.start(examples.MACHINE, examples.PROJECT, examples.SESSION, examples.KEY)
    writer = Writer(examples.KEY, head)
    out = [
        f"machine      {examples.MACHINE}",
        f"project      {examples.PROJECT}",
        f"session      {examples.SESSION}",
        f"session key  {examples.KEY.hex()}",
        f"h_0          {head.hex()}",
    ]
    for seq, (at, kind, body) in enumerate(VECTOR, 1):
        salt = chain.salt(examples.KEY, seq)
        line = writer.add(at, kind, body)
        out += [
            "",
            f"salt_{seq}       {salt.hex()}",
            f"c_{seq}          {chain.commitment(salt, canon(body)).hex()}",
            f"h_{seq}          {writer.head.hex()}",
            f"line {seq}       {line.decode().rstrip()}",
        ]
    return "```text\n" + "\n".join(out) + "\n```"


def policy_vector() -> str:
    policy = Policy(machine=examples.MACHINE, version=2, fresh_until=3)
    signed = json.loads(sign(policy, examples.POLICY_KEY))
    return "\n".join(
        [
            "```text",
            f"private key  {examples.POLICY_KEY.hex()}",
            f"public key   {public_key(examples.POLICY_KEY)}",
            f"signed text  {MARK.decode()[:-1]}\\0{canon(signed['policy']).decode()}",
            f"signature    {signed['signature']}",
            "```",
        ]
    )


# ----- life cycles

LIFE_CYCLES: dict[str, ModuleType] = {
    "session": session_phase,
    "approval": approval_state,
    "connection": connection_state,
}


def drawing(module: ModuleType) -> str:
    return f"```mermaid\n{mermaid(module.TABLE, module.FIRST)}\n```"


def drawings() -> str:
    return "\n\n".join(f"A {name}:\n\n{drawing(module)}" for name, module in LIFE_CYCLES.items())


def pairs(module: ModuleType) -> str:
    names = events(module.TABLE)
    rows = (
        [code(state), *(module.TABLE[state, event] or "—" for event in names)]
        for state in states(module.TABLE)
    )
    return table(" | ".join(["", *map(code, names)]), rows)


REGIONS: dict[str, Callable[[], str]] = {
    "topics": topics,
    "kinds": kinds,
    "kind-fields": kind_fields,
    "urgent": urgent,
    "requests": requests,
    "verb-fields": verb_fields,
    "envelope": envelope,
    "rights": rights,
    "roles": roles,
    "errors": errors,
    "frames": frame_table,
    "documents": document_pages,
    "chain-vector": chain_vector,
    "policy-vector": policy_vector,
    "drawings": drawings,
    **{f"draw-{name}": partial(drawing, module) for name, module in LIFE_CYCLES.items()},
    **{f"pairs-{name}": partial(pairs, module) for name, module in LIFE_CYCLES.items()},
}


def filled(text: str) -> str:
    """A page with its regions as the code has them. Raises KeyError for an unknown region."""
    return REGION.sub(lambda m: f"{m[1]}{REGIONS[m[2]]()}\n{m[3]}", text)


def main() -> None:
    for name in PAGES:
        page = DOCS / name
        page.write_text(filled(page.read_text()))


if __name__ == "__main__":
    main()
