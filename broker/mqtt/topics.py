"""Two trees over topic levels: filters that match a topic, and topics that match a filter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

H = TypeVar("H")
V = TypeVar("V")


class _Branch(Generic[V]):
    __slots__ = ("here", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Branch[V]] = {}
        self.here: V | None = None


def _grow(root: _Branch[V], path: str) -> _Branch[V]:
    branch = root
    for level in path.split("/"):
        below = branch.next.get(level)
        if below is None:
            below = branch.next[level] = _Branch()
        branch = below
    return branch


def _walk(root: _Branch[V], path: str) -> list[tuple[_Branch[V], str]] | None:
    """(parent, level) of each step to `path`, or None where there is no such branch."""
    steps = []
    branch = root
    for level in path.split("/"):
        below = branch.next.get(level)
        if below is None:
            return None
        steps.append((branch, level))
        branch = below
    return steps


def _prune(steps: list[tuple[_Branch[V], str]]) -> None:
    """Cut branches that hold nothing any more, from the tip down."""
    for parent, level in reversed(steps):
        branch = parent.next[level]
        if branch.here is not None or branch.next:
            return
        del parent.next[level]


class Filters(Generic[H]):
    """Who holds which filter, at which QoS."""

    def __init__(self) -> None:
        self._root: _Branch[dict[H, int]] = _Branch()

    def add(self, text: str, holder: H, qos: int) -> None:
        """Hold, or hold at another QoS."""
        branch = _grow(self._root, text)
        if branch.here is None:
            branch.here = {}
        branch.here[holder] = qos

    def remove(self, text: str, holder: H) -> None:
        steps = _walk(self._root, text)
        if steps is None:
            return
        parent, level = steps[-1]
        branch = parent.next[level]
        if branch.here is not None:
            branch.here.pop(holder, None)
            if not branch.here:
                branch.here = None
                _prune(steps)

    def match(self, topic: str) -> dict[H, int]:
        """Everybody with a matching filter, once, at the highest QoS of theirs."""
        found: dict[H, int] = {}
        levels = topic.split("/")
        # `+` and `#` at the front do not match topics that begin with `$` (4.7.2)
        plain = not topic.startswith("$")
        branches = [self._root]
        for depth, level in enumerate(levels):
            onward = []
            for branch in branches:
                if (below := branch.next.get(level)) is not None:
                    onward.append(below)
                if plain or depth:
                    if (below := branch.next.get("+")) is not None:
                        onward.append(below)
                    if (below := branch.next.get("#")) is not None:
                        _take(below.here, found)
            branches = onward
            if not branches:
                return found
        for branch in branches:
            _take(branch.here, found)
            if (below := branch.next.get("#")) is not None:  # `a/#` matches `a` (4.7.1.2)
                _take(below.here, found)
        return found

    def empty(self) -> bool:
        return not self._root.next


def _take(holders: dict[H, int] | None, found: dict[H, int]) -> None:
    for holder, qos in (holders or {}).items():
        if found.get(holder, -1) < qos:
            found[holder] = qos


class Topics(Generic[V]):
    """Values by topic, found by filter."""

    def __init__(self) -> None:
        self._root: _Branch[V] = _Branch()

    def set(self, topic: str, value: V) -> None:
        _grow(self._root, topic).here = value

    def remove(self, topic: str) -> None:
        steps = _walk(self._root, topic)
        if steps is not None:
            parent, level = steps[-1]
            parent.next[level].here = None
            _prune(steps)

    def match(self, text: str) -> Iterator[V]:
        """Values of all topics that the filter matches; do not change the tree meanwhile."""
        levels = text.split("/")
        stack = [(self._root, 0)]
        while stack:
            branch, depth = stack.pop()
            if depth == len(levels):
                if branch.here is not None:
                    yield branch.here
                continue
            level = levels[depth]
            if level == "#":
                yield from _below(branch, hide=depth == 0)
            elif level == "+":
                stack.extend(
                    (below, depth + 1)
                    for name, below in branch.next.items()
                    if depth or not name.startswith("$")
                )
            elif level in branch.next:
                stack.append((branch.next[level], depth + 1))

    def empty(self) -> bool:
        return not self._root.next


def _below(root: _Branch[V], hide: bool) -> Iterator[V]:
    stack = [(root, hide)]
    while stack:
        branch, hide = stack.pop()
        if branch.here is not None:
            yield branch.here
        stack.extend(
            (below, False)
            for name, below in branch.next.items()
            if not (hide and name.startswith("$"))
        )
