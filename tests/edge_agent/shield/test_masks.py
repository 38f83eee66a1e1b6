"""The words that bubblewrap is given, and in which order: pure, by snapshot."""

from __future__ import annotations

import dataclasses
import shlex

import pytest

from edge_agent.shield.masks import Facts, Mask, argv, below, covering, outermost

FACTS = Facts(
    uid=1000,
    bwrap="/usr/bin/bwrap",
    folder="/srv/web",
    masks=(
        Mask("/run/docker.sock", "file"),
        Mask("/home/ana/.signalbox", "directory"),
        Mask("/run/user", "directory"),
        Mask("/home/ana/a b/.screen", "directory"),
        Mask("/tmp/sb-1000-0123456789", "directory"),
        Mask("/run/user/1000/bus", "file"),
    ),
    shown=(
        "/home/ana/.signalbox/code/gate_helper.py",
        "/tmp/sb-1000-0123456789/01k/gate.sock",
        "/usr/lib/helper.py",
    ),
    kept=("/home/ana/.local/share/signalbox",),
)

SHIELD = """
/usr/bin/bwrap
--dev-bind / /
--ro-bind /home/ana/.local/share/signalbox /home/ana/.local/share/signalbox
--perms 0700 --tmpfs '/home/ana/.signalbox'
--perms 0700 --tmpfs '/home/ana/a b/.screen'
--ro-bind /dev/null '/run/docker.sock'
--perms 0700 --tmpfs '/run/user'
--perms 0700 --tmpfs '/tmp/sb-1000-0123456789'
--ro-bind '/home/ana/.signalbox/code/gate_helper.py' '/home/ana/.signalbox/code/gate_helper.py'
--ro-bind '/tmp/sb-1000-0123456789/01k/gate.sock' '/tmp/sb-1000-0123456789/01k/gate.sock'
--unshare-pid --proc /proc --die-with-parent
--chdir '/srv/web'
--
"""


def words(text: str) -> tuple[str, ...]:
    return tuple(shlex.split(text))


def test_an_account_gets_exactly_these_words() -> None:
    assert argv(FACTS) == words(SHIELD)


def test_root_gets_a_user_namespace_that_can_make_no_other_and_a_kernel_that_it_cannot_set() -> (
    None
):
    more = "--ro-bind /proc/sys /proc/sys --unshare-user --disable-userns\n--chdir"
    root = dataclasses.replace(FACTS, uid=0, kernel=("/proc/sys",))
    assert argv(root) == words(SHIELD.replace("--chdir", more))


def test_with_nothing_to_hide_there_is_still_a_pid_namespace_that_dies_with_its_host() -> None:
    bare = Facts(uid=1000, bwrap="/usr/bin/bwrap", folder="/")
    assert argv(bare) == words(
        "/usr/bin/bwrap --dev-bind / / --unshare-pid --proc /proc --die-with-parent --chdir / --"
    )


@pytest.mark.parametrize("uid", [0, 1000])
def test_the_words_that_break_a_terminal_or_an_agents_sandbox_are_never_used(uid: int) -> None:
    given = argv(dataclasses.replace(FACTS, uid=uid))
    assert "--new-session" not in given and "--cap-drop" not in given


@pytest.mark.parametrize("uid", [0, 1000])
def test_what_is_shown_comes_after_every_mask(uid: int) -> None:
    given = argv(dataclasses.replace(FACTS, uid=uid))
    last_mask = max(i for i, word in enumerate(given) if word in ("--tmpfs", "/dev/null"))
    assert all(given.index(path) > last_mask for path in FACTS.shown[:2])


def test_a_mask_below_a_mask_is_left_to_it() -> None:
    assert Mask("/run/user/1000/bus", "file") not in outermost(FACTS.masks)
    assert len(outermost(FACTS.masks)) == len(FACTS.masks) - 1


def test_a_name_that_only_begins_alike_is_not_below() -> None:
    assert not below("/run/username", "/run/user")
    assert below("/run/user", "/run/user") and below("/run/user/1", "/run/user")
    assert below("/anything", "/")
    assert covering(FACTS.masks, "/home/ana/.signalbox-old") is None
