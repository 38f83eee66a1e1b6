"""Bash text → its simple commands, by an allow-list of syntax. Pure.

tree-sitter's grammar of bash proposes; this module believes it only where every byte fits: each
node type has a function here that knows its children, and what lies between two of them must be
the white space that bash would see there. A node without a function, an error, a missing token,
another spelling: `unclear`, and unclear asks. What was found beside it is still named.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from edge_agent.gate.script import Script
from edge_agent.gate.simple_command import BLANKS, MAX_DEPTH, SimpleCommands
from edge_agent.gate.words import Unclear

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

MAX_BYTES = 64 * 1024
MOST = {"|": 1000, "(": 1000, "<<": 64}
"""The grammar's parser takes time that grows with the square of these: 34 s for 30,000 pipes, and
it cannot be stopped in between (a parse that was cancelled is even gone on with by the next)."""
_LINES = re.compile(r"(?:[ \t\n]|(?<=[ \t\n])\\\n)*")
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def read(text: str, depth: int = 0) -> Script:
    """Read bash text. `depth`: how deep it lay in other text already."""
    script = Script()
    try:
        source = text.encode("utf-8")
        if len(source) > MAX_BYTES:
            raise Unclear(f"more than {MAX_BYTES // 1024} KiB")
        if _ODD.search(text):
            raise Unclear("a control character")
        for token, most in MOST.items():
            if text.count(token) > most:
                raise Unclear(f"more than {most} times {token}")
        tree = _parser().parse(source)
        if tree.root_node.has_error:
            # Also a closing word that the grammar made up.
            script.unclear.append(("not bash as we know it", text[:200]))
        _Reader(source, script).block(tree.root_node, depth, False)
    except UnicodeEncodeError:
        script.unclear.append(("not Unicode", ""))
    except Unclear as unclear:
        script.unclear.append((str(unclear), unclear.text[:200]))
    if not script.commands and not script.unclear:
        script.unclear.append(("nothing that would run", text[:200]))
    return script


@functools.cache
def _parser() -> Parser:
    try:
        # Only sessions with a gate need it, and there is no wheel for every computer.
        import tree_sitter
        import tree_sitter_bash
    except ImportError:
        raise Unclear("this machine has no grammar of bash") from None
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))


class _Reader(SimpleCommands):
    """Walks one tree. Blocks collect what is unclear and go on; below a command it ends it."""

    # ----- statements

    def statement(self, node: Node, depth: int, fed: bool) -> None:
        """One statement; what is unclear in it is noted, and its neighbours are still read."""
        try:
            if depth > MAX_DEPTH:
                raise Unclear(f"nested deeper than {MAX_DEPTH}")
            if node.is_error or node.is_missing:
                raise Unclear("not bash as we know it", self.of(node))
            known = _STATEMENTS.get(node.type)
            if known is None:
                raise Unclear(f"syntax that is not on the list: {node.type}", self.of(node))
            known(self, node, depth + 1, fed)
        except Unclear as unclear:
            self.script.unclear.append((str(unclear), (unclear.text or self.of(node))[:200]))

    def block(self, node: Node, depth: int, fed: bool, inner: list[Node] | None = None) -> None:
        """Statements one after the other, each ended by `;` or the end of its line."""
        children = node.children if inner is None else inner
        ends = [node.start_byte, node.end_byte] if inner is None else []
        if inner is None and node.type == "program":
            ends = [0, len(self.source)]
        if ends and children:
            outside = (ends[0], children[0].start_byte), (children[-1].end_byte, ends[1])
            if not all(_LINES.fullmatch(self.text(*pair)) for pair in outside):
                raise Unclear("text that is in no node", self.of(node))
        elif ends and not _LINES.fullmatch(self.text(*ends)):
            raise Unclear("text that is in no node", self.text(*ends))
        self.gaps(children, _LINES)
        separated = True
        last: Node | None = None
        for child in children:
            if last is not None and "\n" in self.text(last.end_byte, child.start_byte):
                separated = True
            if child.type in (";", "\n"):
                separated = True
            elif child.type == "comment":
                self.comment(child)
            else:
                if not separated:
                    raise Unclear("two commands with nothing between", self.of(node))
                separated = False
                self.statement(child, depth, fed)
            last = child

    def comment(self, node: Node) -> None:
        at = node.start_byte
        if at and self.source[at - 1 : at] not in (b" ", b"\t", b"\n", b";"):
            raise Unclear("a # within a word", self.of(node))
        if "\n" in self.of(node) or self.source[node.end_byte : node.end_byte + 1] not in (
            b"",
            b"\n",
        ):
            raise Unclear("a comment that ends elsewhere", self.of(node))

    def chain(self, node: Node, depth: int, fed: bool) -> None:
        """`a && b || c` and `a | b`."""
        self.gaps(node.children, _LINES)
        operators = {"list": ("&&", "||"), "pipeline": ("|", "|&")}[node.type]
        expected, last = True, node
        for child in node.children:
            if child.type == "comment":
                raise Unclear("a comment between commands", self.of(node))
            if expected:
                self.statement(child, depth, fed)
                fed = fed or node.type == "pipeline"
            else:
                if child.type not in operators:
                    raise Unclear("an operator that is not on the list", self.of(child))
                if "\n" in self.text(last.end_byte, child.start_byte):
                    raise Unclear("a line that begins with an operator", self.of(node))
            expected, last = not expected, child
        if expected:
            raise Unclear("an operator without a command", self.of(node))

    def enclosed(self, node: Node, depth: int, fed: bool) -> None:
        """`( … )` and `{ …; }`, also as `$( … )`."""
        first, *inner, last = node.children
        opening = {"(": ")", "{": "}", "$(": ")", "`": "`"}
        if opening.get(first.type) != last.type or last.is_missing:
            raise Unclear("brackets that do not fit", self.of(node))
        body = self.text(first.end_byte, last.start_byte)
        if first.type == "`" and re.search(r"[\\`\"]", body):
            raise Unclear("backticks within backticks, or quotes in them", self.of(node))
        if body.startswith("("):
            raise Unclear("arithmetic, or nested brackets", self.of(node))
        if first.type == "{" and not re.match(r"[ \t\n]", body):
            raise Unclear("a brace without space", self.of(node))
        if first.type == "{" and not re.search(r"[;\n][ \t\n]*$", body):
            raise Unclear("a brace that does not end a list", self.of(node))
        self.gaps(node.children, _LINES)
        self.block(node, depth, fed, inner)

    def negated(self, node: Node, depth: int, fed: bool) -> None:
        if len(node.children) != 2 or node.children[0].type != "!":
            raise Unclear("a negation of another form", self.of(node))
        self.gaps(node.children, BLANKS, 1)
        self.statement(node.children[1], depth, fed)

    def branches(self, node: Node, depth: int, fed: bool) -> None:
        """`if … then … elif … else … fi`: each stretch between keywords is a block."""
        self.gaps(node.children, _LINES)
        run: list[Node] = []
        for child in node.children:
            if child.type in ("if", "then", "else", "elif", "fi"):
                self.stretch(node, run, depth, fed)
                run = []
            elif child.type in ("elif_clause", "else_clause"):
                self.stretch(node, run, depth, fed)
                run = []
                self.branches(child, depth + 1, fed)
            else:
                run.append(child)
        self.stretch(node, run, depth, fed)

    def stretch(self, node: Node, run: list[Node], depth: int, fed: bool) -> None:
        """The commands up to a keyword, which bash sees only behind a separator."""
        if not run:
            return
        rest = self.source[run[-1].end_byte :].lstrip(b" \t")
        if run[-1].type not in (";", "\n") and not rest.startswith(b"\n"):
            raise Unclear("a keyword in the middle of a line", self.of(node))
        self.block(node, depth, fed, run)

    def command(self, node: Node, depth: int, fed: bool) -> None:
        self.simple(node, node.children, depth, fed)

    def redirected(self, node: Node, depth: int, fed: bool) -> None:
        """A statement with redirections behind it; those of a whole pipeline stand alone."""
        body = node.children[0]
        if body.type == "command":
            self.simple(node, [*body.children, *node.children[1:]], depth, fed)
            return
        rest = node.children
        if "redirect" not in body.type:
            self.statement(body, depth, fed)
            rest = node.children[1:]
            before = self.text(body.end_byte, rest[0].start_byte) if rest else " "
            if not before or not BLANKS.fullmatch(before):
                raise Unclear("a redirection that touches a word", self.of(node))
        self.simple(node, rest, depth, fed)


_STATEMENTS: dict[str, Callable[[_Reader, Node, int, bool], None]] = {
    "command": _Reader.command,
    "redirected_statement": _Reader.redirected,
    "list": _Reader.chain,
    "pipeline": _Reader.chain,
    "subshell": _Reader.enclosed,
    "compound_statement": _Reader.enclosed,
    "negated_command": _Reader.negated,
    "if_statement": _Reader.branches,
    "test_command": _Reader.test,
    "variable_assignment": lambda reader, node, depth, fed: reader.simple(node, [node], depth, fed),
}
"""Statement → how it is read: all that there are."""
