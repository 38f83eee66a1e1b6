"""MQTT topic filters as sets of topics: does one match, contain or overlap another?

Our own filters hold `+` and never `#`; those that clients ask for may hold both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

MAX_LENGTH = 1024
MAX_LEVELS = 12

Node: TypeAlias = dict[str, "Node"]
_END = ""
"""Marks the end of a filter in the tree; no level of ours is empty."""


def valid(text: str) -> bool:
    """Whether `text` is a filter that MQTT 3.1.1 allows, and within our bounds."""
    levels = text.split("/")
    if not text or len(text) > MAX_LENGTH or len(levels) > MAX_LEVELS or "\0" in text:
        return False
    return all(
        level in ("+", "#") or ("+" not in level and "#" not in level) for level in levels
    ) and ("#" not in levels[:-1])


def overlap(one: str, other: str) -> bool:
    """Whether some topic matches both filters."""
    first, second = one.split("/"), other.split("/")
    for here, there in zip(first, second, strict=False):
        if here == "#" or there == "#":
            return True
        if here != there and "+" not in (here, there):
            return False
    if len(first) == len(second):
        return True
    longer, at = (first, len(second)) if len(first) > len(second) else (second, len(first))
    return longer[at:] == ["#"]  # `a/#` also matches `a`


def contains(wide: str, narrow: str) -> bool:
    """Whether every topic that `narrow` matches is matched by `wide`."""
    if narrow == "#":
        return wide in ("#", "+/#")  # no topic has no level
    outer, inner = wide.split("/"), narrow.split("/")
    for here, there in zip(outer, inner, strict=False):
        if here == "#":
            return True
        if there == "#" or (here != "+" and here != there):
            return False
    if len(outer) == len(inner):
        return True
    return len(outer) > len(inner) and outer[len(inner) :] == ["#"]


class FilterSet:
    """Filters without `#`, for many questions: a tree by levels."""

    def __init__(self, filters: Iterable[str]) -> None:
        self.filters = tuple(filters)
        self._root: Node = {}
        for text in self.filters:
            node = self._root
            for level in text.split("/"):
                node = node.setdefault(level, {})
            node[_END] = {}

    def matches(self, topic: str) -> bool:
        """Whether the topic (no wildcards) matches one of the filters."""
        nodes = [self._root]
        for level in topic.split("/"):
            if level == _END:
                return False
            nodes = [node[key] for node in nodes for key in (level, "+") if key in node]
            if not nodes:
                return False
        return any(_END in node for node in nodes)

    def covers(self, text: str) -> bool:
        """Whether one of the filters contains the filter `text`: what NATS would ask."""
        levels = text.split("/")
        if "#" in levels:
            return False
        nodes = [self._root]
        for level in levels:
            keys = ("+",) if level == "+" else (level, "+")
            nodes = [node[key] for node in nodes for key in keys if level and key in node]
        return any(_END in node for node in nodes)

    def touches(self, text: str) -> bool:
        """Whether some topic matches both the filter `text` and one of the filters."""
        nodes = [self._root]
        for level in text.split("/"):
            if level == "#":
                return any(nodes)
            if level == "+":
                nodes = [below for node in nodes for key, below in node.items() if key != _END]
            else:
                nodes = [node[key] for node in nodes for key in (level, "+") if key in node]
                if level == _END:
                    return False
            if not nodes:
                return False
        return any(_END in node for node in nodes)
