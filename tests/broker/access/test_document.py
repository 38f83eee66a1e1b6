"""access.toml read: what is refused, and on which line."""

from __future__ import annotations

import pytest

from broker.access import document
from broker.access.document import BadAccess

GOOD = """\
# who
[users.ana]
groups = ["platform"]
[users.ana.devices.phone]
may = ["view", "approve"]
until = 2030-01-01T00:00:00+01:00

[roles.reviewer]
may = ["view", "approve"]

[[grants]]
to = ["group:platform",
      "ana"]
role = "reviewer"
machines = ["build-*"]
projects = ["web", "-"]
sessions = ["0123456789abcd"]
until = 2030-01-01T00:00:00Z

[machines.build-01.projects]
web = "/srv/web"
[machines."lab"]
"""


def test_a_whole_file_is_read_as_it_stands() -> None:
    found = document.parse(GOOD)
    assert found.users["ana"].groups == {"platform"}
    phone = found.users["ana"].devices["phone"]
    assert phone.may == {"view", "approve"}
    grant = found.grants[0]
    assert (grant.to, grant.rights) == (("group:platform", "ana"), {"view", "approve"})
    assert grant.until_us == 1_893_456_000_000_000
    assert phone.until_us == grant.until_us - 3600 * 1_000_000
    assert found.machines["build-01"].projects == {"web": "/srv/web"}
    assert found.machines["lab"].projects == {}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('groups = ["platform"]', 'group = ["platform"]', 3, "unknown key 'group'"),
        ('groups = ["platform"]', 'groups = "platform"', 3, "groups must be a list"),
        ('groups = ["platform"]', 'groups = ["Platform"]', 3, "groups"),
        ("[users.ana]\n", "[users.Ana]\n", 2, "users"),
        ("[users.ana]\n", "[users.steward]\n[users.ana]\n", 2, "no person may be called steward"),
        ('may = ["view", "approve"]\nuntil', 'may = ["fly"]\nuntil', 5, "no right 'fly'"),
        ("until = 2030-01-01T00:00:00+01:00", "until = 2030-01-01", 6, "its offset"),
        ("[roles.reviewer]", "[roles.viewer]", 8, "built in"),
        ('[roles.reviewer]\nmay = ["view", "approve"]', "[roles.reviewer]", 8, "no `may`"),
        ('      "ana"]', '      "bob"]', 12, "no user 'bob'"),
        ('"group:platform"', '"group:"', 12, "to"),
        ('role = "reviewer"', 'role = "boss"', 14, "no role 'boss'"),
        ('role = "reviewer"\n', "", 11, "says no role"),
        ('machines = ["build-*"]', "machines = []", 15, "empty"),
        ('machines = ["build-*"]', 'machines = ["build-[0-9]"]', 15, "ids, `*` and `?` only"),
        ('projects = ["web", "-"]\n', "", 11, 'says no projects (all of them: ["*"])'),
        ('sessions = ["0123456789abcd"]', 'sessions = ["x"]', 17, "session 'x'"),
        ('sessions = ["0123456789abcd"]', "sessions = []", 17, "empty"),
        ("until = 2030-01-01T00:00:00Z", "until = 2030-01-01T00:00:00", 18, "its offset"),
        ('web = "/srv/web"', 'web = "srv/web"', 21, "absolute folder"),
        ('web = "/srv/web"', '"-" = "/srv/web"', 21, "-"),
        ('[machines."lab"]', '[machines."hub"]', 22, "no machine may be called hub"),
        ('[machines."lab"]', "[machine.lab]", 22, "unknown key 'machine'"),
        ('[machines."lab"]', "[[machines.lab]]", 22, "must be a table"),
        ('[machines."lab"]', "[machines.lab", 22, "Expected ']'"),
        ('[machines."lab"]', "[users.ana]", 22, "twice"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_reason(
    old: str, new: str, line: int, words: str
) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(BadAccess) as bad:
        document.parse(GOOD.replace(old, new))
    assert bad.value.line == line, bad.value
    assert words in bad.value.reason
    assert bad.value.detail == f"access.toml line {line}: {bad.value.reason}"


def test_an_empty_file_is_refused_instead_of_shutting_everybody_out() -> None:
    for text in ("", "\n# nothing\n", "[users]\n"):
        with pytest.raises(BadAccess):
            document.parse(text)


def test_bytes_that_are_no_text_or_too_many_are_refused() -> None:
    with pytest.raises(BadAccess) as bad:
        document.read(b"[users.ana]\n# \xff\n")
    assert bad.value.line == 2
    with pytest.raises(BadAccess):
        document.read(b"#" * (document.MAX_FILE + 1))
    with pytest.raises(BadAccess):
        document.read(b"x = " + b"[" * 100_000)


def test_the_line_is_right_after_texts_of_several_lines_and_inline_tables() -> None:
    text = 'users = { ana = {} }\n[roles.x]\nmay = [\n  "view",\n]\n[[grants]]\nto=["ana"]\n'
    text += 'role = """\nnone = 1\n"""\nmachines = ["*"]\nprojects = ["*"]\n'
    with pytest.raises(BadAccess) as bad:
        document.parse(text)
    assert (bad.value.line, "no role" in bad.value.reason) == (8, True)
