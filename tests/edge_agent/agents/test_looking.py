from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from edge_agent.agents import looking
from edge_agent.agents.profiles import Login, profiles, read
from tests.edge_agent.agents.installed import install

CLAUDE = profiles()["claude"]


def environment(path: Path, home: Path, **more: str) -> dict[str, str]:
    return {"PATH": f"{path}:/usr/bin:/bin", "HOME": str(home), **more}


def test_an_installed_agent_is_found_with_its_version(tmp_path: Path) -> None:
    program = install(tmp_path / "bin", "2.1.330")
    found = looking.look(CLAUDE, environment(tmp_path / "bin", tmp_path))
    assert found is not None
    assert (found.path, found.version) == (str(program), "2.1.330")
    assert looking.look(CLAUDE, {"PATH": str(tmp_path / "nothing")}) is None


def test_a_program_of_a_project_or_of_a_relative_path_is_never_run(tmp_path: Path) -> None:
    project = tmp_path / "project"
    install(project / "node_modules/.bin", then=f"touch {tmp_path}/ran")
    link = tmp_path / "links"
    link.mkdir()
    (link / "claude").symlink_to(project / "node_modules/.bin/claude")
    for entry in (str(project / "node_modules/.bin"), str(link)):
        assert looking.look(CLAUDE, {"PATH": entry}, [str(project)]) is None
    assert looking.find("claude", ":.:bin") is None
    assert not (tmp_path / "ran").exists()


def test_a_program_that_anybody_could_have_written_is_passed_over(tmp_path: Path) -> None:
    install(tmp_path / "bin").chmod(0o777)
    assert looking.find("claude", str(tmp_path / "bin")) is None


def test_looking_shows_the_program_no_secret_of_the_environment(tmp_path: Path) -> None:
    install(tmp_path / "bin", then=f"env > {tmp_path}/seen")
    told = environment(tmp_path / "bin", tmp_path, ANTHROPIC_API_KEY="sk-1", LD_PRELOAD="/no.so")
    found = looking.look(CLAUDE, told)
    assert found is not None and found.logged_in is True
    seen = (tmp_path / "seen").read_text()
    assert "sk-1" not in seen and "LD_PRELOAD" not in seen


@pytest.mark.parametrize("does", ["sleep 60", "yes", "exit 3"])
def test_a_program_that_hangs_floods_or_fails_has_no_version_and_holds_nobody(
    tmp_path: Path, does: str
) -> None:
    program = install(tmp_path / "bin", then=f"{does} & wait $!; exit 1")
    began = time.monotonic()
    assert looking.version_of(str(program), [], environment(tmp_path, tmp_path), (), 1.0) is None
    assert time.monotonic() - began < 20


def test_a_log_in_is_a_file_a_variable_or_a_key_and_its_content_is_told_to_nobody(
    tmp_path: Path,
) -> None:
    home = {"HOME": str(tmp_path)}
    assert looking.logged_in(CLAUDE.login, home, "linux") is False
    # The keychain of macOS cannot be looked into.
    assert looking.logged_in(CLAUDE.login, home, "darwin") is None
    assert looking.logged_in(None, home) is None
    (tmp_path / ".claude.json").write_text(json.dumps({"primaryApiKey": ""}))
    assert looking.logged_in(CLAUDE.login, home, "linux") is False
    (tmp_path / ".claude.json").write_text(json.dumps({"primaryApiKey": "sk-2"}))
    assert looking.logged_in(CLAUDE.login, home, "linux") is True
    (tmp_path / ".claude.json").unlink()
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude/.credentials.json").write_text("{}")
    assert looking.logged_in(CLAUDE.login, home, "linux") is False
    (tmp_path / ".claude/.credentials.json").write_text('{"claudeAiOauth": {}}')
    assert looking.logged_in(CLAUDE.login, home, "linux") is True
    moved = {"HOME": "/nonexistent", "CLAUDE_CONFIG_DIR": str(tmp_path / ".claude")}
    assert looking.logged_in(CLAUDE.login, moved, "linux") is True


def test_a_broken_file_of_an_agent_is_no_log_in_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[1")
    login = Login(keys=(("x.json", "key"),), tells=("linux",))
    assert looking.logged_in(login, {"HOME": str(tmp_path)}, "linux") is False


def test_a_changed_file_has_another_identity(tmp_path: Path) -> None:
    program = install(tmp_path, "1.0.0")
    before = looking.identity(str(program)), looking.digest(str(program))
    install(tmp_path, "1.0.1")
    after = looking.identity(str(program)), looking.digest(str(program))
    assert before[0] != after[0] and before[1] != after[1]


GOOD = """
agent = "a"
command = "a"
version = []
verified = []
[kinds.terminal]
gate = "gated"
"""


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ('agent = "a"', ""),
        ('agent = "a"', 'agent = "a/b"'),
        ('command = "a"', 'command = "/bin/a"'),
        ('gate = "gated"', 'gate = "maybe"'),
        ("verified = []", "verified = []\nunheard = 1"),
    ],
)
def test_a_profile_that_says_too_little_or_what_nobody_knows_is_refused(
    part: str, instead: str
) -> None:
    assert read(GOOD).gate == "gated"
    with pytest.raises(ValueError):
        read(GOOD.replace(part, instead))
