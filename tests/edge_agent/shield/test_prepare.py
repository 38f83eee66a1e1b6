"""Which level a session gets, and why not the better one: real bubblewraps that fail, odd disks."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from edge_agent.shield import disk, masks, places, probe
from edge_agent.shield.masks import Mask
from tests.edge_agent.shield.test_walls import READ
from tests.edge_agent.shield.walled import Walled

Surround = Callable[..., Walled]

# ----- the probe


def fake(folder: Path, script: str) -> tuple[str, ...]:
    """A program in bubblewrap's place."""
    program = folder / "bwrap"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return (str(program), "--")


SAID = [
    ("bwrap: setting up uid map: Permission denied", "apparmor_parser"),
    ("bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted", "apparmor_parser"),
    ("bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces"
     " exceeded (ENOSPC)", "user.max_user_namespaces"),
    ("bwrap: No permissions to create new namespace, likely because the kernel does not allow"
     " non-privileged user namespaces. See sysctl kernel.unprivileged_userns_clone.",
     "kernel.unprivileged_userns_clone=1"),
    ("bwrap: Unknown option --disable-userns", "0.8"),
    ("bwrap: Failed to make / slave: Permission denied", "container"),
    ("bwrap: Can't mount proc on /newroot/proc: Operation not permitted", "container"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "fix"), SAID, ids=[fix for _, fix in SAID])
def test_a_bubblewrap_that_fails_is_quoted_with_what_to_do(
    short_dir: Path, line: str, fix: str
) -> None:
    reason = probe.why_not(fake(short_dir, f'echo "{line}" >&2; echo and so on >&2; exit 1'))
    assert line.removeprefix("bwrap: ")[:100] in reason and fix in reason
    assert "and so on" not in reason and "\n" not in reason


def test_what_bubblewrap_says_is_made_plain(short_dir: Path) -> None:
    reason = probe.why_not(fake(short_dir, "printf 'a\\033[2Jb\\342\\200\\256' >&2; exit 1"))
    assert "\x1b" not in reason and "a␛[2Jb⟨U+202E⟩" in reason


def test_a_bubblewrap_that_says_nothing_is_no_shield(short_dir: Path) -> None:
    assert "status 3" in probe.why_not(fake(short_dir, "exit 3"))
    assert "cannot be started" in probe.why_not(("/nowhere/bwrap", "--"))


def test_a_bubblewrap_that_hangs_is_no_shield(
    short_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "WITHIN_S", 0.2)
    before = time.monotonic()
    assert "did not answer" in probe.why_not(fake(short_dir, "exec sleep 100"))
    assert time.monotonic() - before < 60


def test_without_namespaces_the_level_is_plain_with_the_reason_and_the_program_runs(
    surround: Surround, account: int
) -> None:
    """A real bubblewrap in a namespace that may have no other."""
    walled = surround()
    argv = [*walled.shield.argv_prefix, "true"]
    limit = (
        "echo 0 > /proc/sys/user/max_user_namespaces;"
        ' echo 0 > /proc/sys/user/max_pid_namespaces; exec "$@"'
    )
    told = subprocess.run(
        ["unshare", "-Ur", "bash", "-c", limit, "limit", *argv],
        capture_output=True, text=True, check=False, preexec_fn=walled.preexec(),
    )  # fmt: skip
    assert told.returncode == 1 and "nesting depth" in told.stderr, told
    reason = probe.why_not(("unshare", "-Ur", "bash", "-c", limit, "limit", *argv[:-1]))
    assert "user.max_user_namespaces" in reason


def test_without_bubblewrap_the_level_is_plain_and_says_what_to_install(
    surround: Surround, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "BWRAP", ("/nowhere/bwrap",))
    walled = surround("plain")
    found = walled.prepare("shielded")
    assert found.level == "plain" and "apt-get install bubblewrap" in found.reason
    assert found.argv_prefix == () and found.environment == walled.environment


def test_a_bubblewrap_that_others_can_write_is_none(
    short_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = short_dir / "bwrap"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o777)
    monkeypatch.setattr(disk, "BWRAP", (str(program),))
    assert disk.bwrap() is None


def test_plain_is_given_where_plain_is_asked_for(surround: Surround) -> None:
    shield = surround("plain").shield
    assert (shield.reason, shield.argv_prefix) == ("", ())


# ----- odd disks


def test_a_home_that_is_a_link_is_hidden_where_it_lies(surround: Surround, short_dir: Path) -> None:
    walled = surround("plain")
    real = short_dir / "with a space" / "real"
    real.parent.mkdir()
    walled.home.root.rename(real)
    walled.home.root.symlink_to(real)
    walled.own(short_dir)
    assert "REACHED" in walled.attempt(READ)
    walled.shield = walled.prepare("shielded")
    assert walled.shield.level == "shielded", walled.shield.reason
    assert "REACHED" not in walled.attempt(READ)
    assert "REACHED" not in walled.attempt(READ, SB_HOME=str(real))


def test_what_is_missing_is_no_mask_and_each_kind_is_told_apart(short_dir: Path) -> None:
    (short_dir / "folder").mkdir()
    (short_dir / "file").touch()
    (short_dir / "link").symlink_to(short_dir / "folder")
    (short_dir / "dangling").symlink_to(short_dir / "nothing")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(short_dir / "socket"))
        names = ("folder", "file", "link", "dangling", "socket", "missing")
        found = disk.there(str(short_dir / name) for name in names)
    assert found == {
        Mask(f"{short_dir}/folder", "directory"),
        Mask(f"{short_dir}/file", "file"),
        Mask(f"{short_dir}/socket", "file"),
    }


@pytest.mark.parametrize("variable", ["XDG_RUNTIME_DIR", "SCREENDIR"])
def test_a_folder_of_sockets_is_hidden_by_its_variable(
    surround: Surround, short_dir: Path, variable: str
) -> None:
    (short_dir / "run").mkdir()
    (short_dir / "run" / "seen").touch()
    walled = surround(variables={variable: str(short_dir / "run")})
    assert "seen" not in walled.attempt(f"ls {short_dir}/run")


@pytest.mark.parametrize("hidden", ["/tmp", "{work}", "{work}/..", "{home}"])
def test_a_session_whose_own_place_would_be_hidden_is_plain_and_says_so(
    surround: Surround, hidden: str
) -> None:
    walled = surround("plain")
    folder = {"work": walled.work, "home": walled.folder}
    walled.environment["XDG_RUNTIME_DIR"] = hidden.format(**folder)
    walled.own(walled.folder)
    found = walled.prepare("shielded")
    assert found.level == "plain" and "which it hides" in found.reason


def test_a_session_in_signalboxs_own_home_is_plain_and_says_so(surround: Surround) -> None:
    walled = surround("plain")
    walled.work = walled.home.root / "inside"
    walled.work.mkdir()
    walled.own(walled.folder)
    found = walled.prepare("shielded")
    assert found.level == "plain" and str(walled.home.root) in found.reason


def test_too_many_places_to_hide_are_no_shield(
    surround: Surround, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masks, "MOST", 1)
    found = surround("plain").prepare("shielded")
    assert found.level == "plain" and "is the bound" in found.reason


def test_the_helper_is_shown_though_it_lies_in_our_home(surround: Surround) -> None:
    walled = surround("plain")
    helper = walled.home.root / "code" / "helper.py"
    helper.parent.mkdir()
    helper.write_text("print('helped')")
    walled.own(walled.folder)
    walled.shield = walled.prepare("shielded", shown=[helper])
    told = walled.attempt(f'/usr/bin/python3 -I -S {helper}; echo x >> {helper}; find "$SB_HOME"')
    assert "helped" in told and "Read-only file system" in told
    assert told.count(str(walled.home.root)) == 4, told  # the home, the folder, the file, the error
    assert helper.read_text() == "print('helped')"


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("/tmp/tmux-0/default,12,0", "/tmp/tmux-0/default"),
        ("unix:///run/docker.sock", "/run/docker.sock"),
        ("unix:/tmp/kitty", "/tmp/kitty"),
        ("unix:path=/run/user/0/bus,guid=1", "/run/user/0/bus"),
        ("tcp:host=a;unix:path=/b", "/b"),
    ],
)
def test_a_socket_is_found_in_every_way_that_variables_name_one(value: str, path: str) -> None:
    assert places.sockets_named({"DOCKER_HOST": value}, True)[-1] == path


@pytest.mark.parametrize(
    "value", ["", "tcp://127.0.0.1:1", "unix:@abstract", "relative", "ssh://a"]
)
def test_what_names_no_path_hides_none(value: str) -> None:
    assert places.sockets_named({"DOCKER_HOST": value}, True) == []


# ----- what a session must not change


def test_our_own_code_can_be_read_and_not_changed_from_inside(
    surround: Surround, account: int
) -> None:
    code = Path(disk.__file__)
    if account and os.stat(code.parents[2]).st_uid != account:
        pytest.skip("another account could not write it anyway")
    told = surround().attempt(f"head -c 3 {code}; touch {code}")
    assert told.startswith('"""') and "Read-only file system" in told


def test_a_session_that_works_on_our_code_may_and_it_is_noted() -> None:
    root = str(Path(disk.__file__).parents[2])
    kept, note = disk.code(root)
    assert root not in kept and "own code" in note
    kept, note = disk.code("/")
    assert root in kept and note == ""


@pytest.mark.usefixtures("shield")
@pytest.mark.skipif(os.getuid() != 0, reason="root's walls")
@pytest.mark.parametrize("path", ["/proc/sys/kernel/core_pattern", "/sys/kernel/mm/ksm/run"])
def test_root_cannot_set_what_the_kernel_runs(short_dir: Path, path: str) -> None:
    if not os.path.exists(path):
        pytest.skip(f"this kernel has no {path}")
    opens = f'/usr/bin/python3 -I -S -c \'open("{path}", "r+"); print("OPENED")\''
    for level, word in (("plain", "OPENED"), ("shielded", "Read-only file system")):
        one = Walled(short_dir, 0, level)
        try:
            assert word in one.attempt(opens)
        finally:
            one.ends.close()


@pytest.mark.usefixtures("shield")
@pytest.mark.skipif(os.getuid() != 0, reason="root's walls")
def test_root_sees_no_disk_past_its_file_system(short_dir: Path) -> None:
    disks = sorted(mask.path for mask in disk.devices())
    assert disks, "this computer has no disk"
    one = Walled(short_dir, 0)
    try:
        told = one.attempt(f"stat -L -c '%F %n' {' '.join(disks)}")
    finally:
        one.ends.close()
    assert told.count("character special file /dev/") == len(disks), told
    assert "block" not in told


@pytest.mark.usefixtures("shield")
@pytest.mark.skipif(os.getuid() != 0, reason="root's walls")
def test_root_in_a_shield_has_power_over_its_own_files_alone(short_dir: Path) -> None:
    one = Walled(short_dir, 0)
    try:
        (one.work / "theirs").write_text("theirs")
        os.chown(one.work / "theirs", 12345, 12345)
        os.chmod(one.work / "theirs", 0o600)
        told = one.attempt("cat theirs; touch ours; chown 12345 ours; unshare -Ur true")
    finally:
        one.ends.close()
    assert told.count("Permission denied") == 1 and "theirs\n" not in told
    assert told.count("Invalid argument") == 1 and "unshare failed" in told


# ----- an agent's own sandbox


def test_an_agents_own_namespace_works_for_an_account_and_fails_closed_for_root(
    surround: Surround, account: int
) -> None:
    told = surround().attempt(
        "bwrap --ro-bind / / --unshare-user --unshare-pid --proc /proc true && echo SANDBOXED"
    )
    assert ("SANDBOXED" in told) is (account != 0)
    assert account != 0 or "bwrap:" in told
