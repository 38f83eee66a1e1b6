"""One simple command of the grammar's tree: its words, assignments and redirections. Pure.

A node is believed only where its own bytes and those between its children can mean nothing else.
"""

from __future__ import annotations

import abc
import itertools
import re
from typing import TYPE_CHECKING

from edge_agent.gate.script import Redirect, Script, Simple
from edge_agent.gate.words import (
    Unclear,
    Word,
    double_quoted,
    expansion,
    is_name,
    joined,
    names,
    unquoted,
)

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 64
BLANKS = re.compile(r"(?:[ \t]|(?<=[ \t])\\\n)*")
_START = re.compile(r"'([A-Za-z_][A-Za-z0-9_]*)'|([A-Za-z_][A-Za-z0-9_]*)")
_RESERVED = names(
    """if then else elif fi case esac for select while until do done in function { } ! [[ ]]
    coproc"""
)
_WRITES = {">": "write", ">>": "write", ">|": "write", "&>": "write", "&>>": "write", "<": "read"}
_TESTS = names("-e -f -d -r -w -x -s -L -h -z -n")


class Tiles:
    """The bytes of a text and the nodes over them: every byte must lie in a node, or be white space
    that bash would see as such."""

    def __init__(self, source: bytes, script: Script) -> None:
        self.source = source
        self.script = script

    def text(self, start: int, end: int) -> str:
        return self.source[start:end].decode("utf-8")

    def of(self, node: Node) -> str:
        return self.text(node.start_byte, node.end_byte)

    def gaps(self, nodes: list[Node], pattern: re.Pattern[str], least: int = 0) -> None:
        """What lies between neighbours fits `pattern` and is `least` characters long."""
        for left, right in itertools.pairwise(nodes):
            gap = self.text(left.end_byte, right.start_byte)
            # A backslash at the end of a line joins it to the next: it needs a blank before it.
            joins = self.source[max(0, left.end_byte - 1) : left.end_byte] == b"\\"
            if joins or not pattern.fullmatch(gap) or len(gap) < least:
                raise Unclear("space that bash may read otherwise", gap)


class SimpleCommands(Tiles, abc.ABC):
    """Reads simple commands; what stands in `$( … )` within them is read by `enclosed`."""

    @abc.abstractmethod
    def enclosed(self, node: Node, depth: int, fed: bool) -> None:
        """The statements between brackets."""

    def simple(self, node: Node, children: list[Node], depth: int, fed: bool) -> None:
        self.gaps(children, BLANKS, 1)
        words: list[Word] = []
        assigns: list[tuple[str, Word]] = []
        redirects: list[Redirect] = []
        for child in children:
            if child.is_error or child.is_missing:
                raise Unclear("not bash as we know it", self.of(child))
            if child.type == "variable_assignment" and not words:
                assigns.append(self.assignment(child, depth))
            elif child.type == "file_redirect":
                redirects += self.redirect(child, depth)
            elif child.type == "heredoc_redirect":
                redirects += self.heredoc(child, depth)
                fed = True
            else:
                inner = child.children[0] if child.type == "command_name" else child
                if child.type == "command_name" and len(child.children) != 1:
                    raise Unclear("a command's name of another form", self.of(child))
                words.append(self.word(inner, depth))
        if words:
            name = words[0]
            if not name.quoted and (name.source in _RESERVED or "=" in name.source):
                raise Unclear("a reserved word as a command", name.source)
        self.script.commands.append(
            Simple(self.of(node), tuple(words), tuple(assigns), tuple(redirects), fed)
        )

    def assignment(self, node: Node, depth: int) -> tuple[str, Word]:
        """`NAME=value`; no `+=`, no element of an array (its index is executed)."""
        kinds = [child.type for child in node.children]
        if kinds[:2] != ["variable_name", "="] or len(kinds) > 3:
            raise Unclear("an assignment of another form", self.of(node))
        name = self.of(node.children[0])
        if not is_name(name):
            raise Unclear("an assignment of another form", self.of(node))
        self.gaps(node.children, re.compile(""))
        source = self.text(node.children[1].end_byte, node.end_byte)
        if len(kinds) == 2:
            if source:
                raise Unclear("an assignment of another form", self.of(node))
            return name, Word("", "")
        value = self.word(node.children[2], depth)
        if "~" in source:
            raise Unclear("a tilde in an assignment", self.of(node))
        return name, value

    def redirect(self, node: Node, depth: int) -> list[Redirect]:
        children = node.children
        if children and children[0].type == "file_descriptor":
            if not self.of(children[0]).isdigit():
                raise Unclear("a redirection of another form", self.of(node))
            children = children[1:]
        if len(children) != 2:
            raise Unclear("a redirection with words behind it", self.of(node))
        operator, target = children
        if len(node.children) == 3:
            self.gaps(node.children[:2], re.compile(""))
        self.gaps(children, BLANKS)
        if operator.type == ">&":
            if not re.fullmatch(r"[0-9]", self.of(target)):
                raise Unclear("a redirection of another form", self.of(node))
            return []
        if operator.type not in _WRITES:
            raise Unclear("a redirection of another form", self.of(node))
        return [Redirect(_WRITES[operator.type], self.word(target, depth))]

    def heredoc(self, node: Node, depth: int) -> list[Redirect]:
        """A text in the command; without quotes at its mark it may hold nothing that expands."""
        start: Node | None = None
        redirects: list[Redirect] = []
        body, end = "", None
        for child in node.children:
            if child.type == "heredoc_start":
                start = child
            elif child.type == "file_redirect":
                redirects += self.redirect(child, depth)
            elif child.type == "heredoc_body":
                body = self.of(child)
            elif child.type == "heredoc_end":
                end = child
            elif child.type != "<<":
                raise Unclear("a here-document of another form", self.of(node))
        mark = _START.fullmatch(self.of(start)) if start is not None else None
        if start is None or end is None or mark is None:
            raise Unclear("a here-document of another form", self.of(node))
        # Where it ends is the first line that is the mark: bash knows no other way.
        line = self.source.find(b"\n", start.end_byte)
        rest = self.text(start.end_byte, line)
        if "<<" in rest or "#" in rest or rest.endswith("\\"):
            raise Unclear("a here-document with more on its line", self.of(node))
        word = (mark[1] or mark[2]).encode()
        at = line + 1
        while at < len(self.source):
            until = self.source.find(b"\n", at)
            until = len(self.source) if until < 0 else until
            if self.source[at:until] == word:
                break
            at = until + 1
        if at != end.start_byte or end.end_byte - end.start_byte != len(word):
            raise Unclear("a here-document that ends elsewhere", self.of(node))
        inside = self.text(line + 1, at)
        if not mark[1] and re.search(r"[$`\\]", inside):
            raise Unclear("a here-document that expands", body)
        return redirects

    def test(self, node: Node, depth: int, fed: bool) -> None:
        """`[ -f x ]` and `[[ -f x ]]`: one question about one file or text; nothing with numbers,
        whose operands bash executes."""
        brackets = {"[": "]", "[[": "]]"}
        kinds = [child.type for child in node.children]
        if len(kinds) != 3 or brackets.get(kinds[0]) != kinds[2]:
            raise Unclear("a test of another form", self.of(node))
        self.gaps(node.children, BLANKS, 1)
        asked = node.children[1]
        if asked.type != "unary_expression" or len(asked.children) != 2:
            raise Unclear("a test of another form", self.of(node))
        operator, operand = asked.children
        self.gaps(asked.children, BLANKS, 1)
        if self.of(operator) not in _TESTS:
            raise Unclear("a test that can run something", self.of(node))
        word = self.word(operand, depth)
        self.script.commands.append(
            Simple(self.of(node), (Word(kinds[0], kinds[0]), Word(self.of(operator), ""), word))
        )

    # ----- words

    def word(self, node: Node, depth: int) -> Word:
        """A word and what runs in it. Raises `Unclear`."""
        if depth > MAX_DEPTH:
            raise Unclear(f"nested deeper than {MAX_DEPTH}")
        if node.type == "concatenation":
            if self.of(node) == "{}":
                return Word("{}", "{}")
            self.gaps(node.children, re.compile(""))
            pieces = [self.piece(c, depth, at == 0) for at, c in enumerate(node.children)]
            return joined(pieces, self.of(node))
        return self.piece(node, depth, True)

    def piece(self, node: Node, depth: int, first: bool) -> Word:
        source = self.of(node)
        if node.is_error or node.is_missing:
            raise Unclear("not bash as we know it", source)
        if node.type in ("word", "number"):
            return unquoted(source, first)
        if node.type == "raw_string":
            if not (len(source) > 1 and source[0] == source[-1] == "'" and source.count("'") == 2):
                raise Unclear("quotes that bash reads otherwise", source)
            return Word(source[1:-1], source, quoted=True)
        if node.type == "string":
            return self.string(node, depth)
        if node.type in ("simple_expansion", "expansion"):
            return expansion(source)
        if node.type == "command_substitution":
            self.enclosed(node, depth + 1, False)
            return Word("", source, "the output of a command")
        raise Unclear(f"syntax that is not on the list: {node.type}", source)

    def string(self, node: Node, depth: int) -> Word:
        """Text in double quotes, taken from the source: the grammar drops space at its edges."""
        source = self.of(node)
        if len(source) < 2 or source[0] != '"' or source[-1] != '"':
            raise Unclear("quotes that bash reads otherwise", source)
        pieces: list[Word] = []
        at = node.start_byte + 1
        for child in node.children[1:-1]:
            if child.type == "string_content":
                continue
            if child.type not in ("simple_expansion", "expansion", "command_substitution"):
                raise Unclear(f"syntax that is not on the list: {child.type}", source)
            pieces.append(Word(double_quoted(self.text(at, child.start_byte)), "", quoted=True))
            pieces.append(self.piece(child, depth, False))
            at = child.end_byte
        pieces.append(Word(double_quoted(self.text(at, node.end_byte - 1)), "", quoted=True))
        return joined(pieces, source)
