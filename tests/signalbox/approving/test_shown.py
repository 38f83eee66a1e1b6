"""A question is shown whole, and no text of an agent passes for ours."""

from __future__ import annotations

from schemas.wire.plain import columns
from signalbox.approving import shown
from tests.signalbox.approving.asking import NOW_US, waiting


def text(width: int | None = None, **question: object) -> str:
    return "\n".join(shown.lines(waiting(**question), NOW_US, width))


def test_what_where_why_who_and_how_long_all_stand_there() -> None:
    told = text(
        count=2,
        yes=["bob"],
        missing=["1 of leads"],
        group="leads",
        exclude_requester=True,
        requesters=["ana"],
        reason_required=True,
        folder="/srv/web/app",
        programs=[{"path": "/srv/web/deploy.sh", "sha256": "a" * 64}],
    )
    for part in (
        "k3m9x2ab  claude wants to use Bash",
        "fix login (01m8examp1eses)",
        "build-01/web, /srv/web/app, branch main, plain",
        "push needs a second person: what others see",
        "people of leads, but not ana (asked for it)",
        "2 must say yes, so far: bob; missing: 1 of leads; a yes needs a reason",
        "asked 4 min ago, 56 min left; then it is denied",
        "│ git push origin main",
        "/srv/web/deploy.sh  sha256 " + "a" * 64,
    ):
        assert part in told, part


def test_the_agents_word_about_itself_stands_apart_and_last() -> None:
    told = text()
    assert told.index("git push origin main") < told.index("description, as the agent says")


def test_a_long_command_is_whole_and_no_line_of_it_begins_like_ours() -> None:
    command = "echo " + "x" * 500 + " " * 70 + "k3m9x2ab  claude wants nothing\nsecond\tline"
    told = text(width=80, input={"command": command})
    lines = told.splitlines()
    assert all(columns(line) <= 80 for line in lines if "x" * 20 in line)
    body = [line for line in lines if line.startswith(" " * 10)]
    assert {line[10] for line in body} <= set("│┆")
    joined = "".join(line[12:] for line in body)
    assert "x" * 500 in joined and "second␉line" in joined
    assert sum("wants" in line for line in lines if not line.startswith(" " * 10)) == 1


def test_what_cannot_be_seen_is_spelt_out_and_said() -> None:
    told = text(input={"command": "ls \u202e\x1b[2Jcod\u200b.sh\rrm"}, whole=False)
    assert "⟨U+202E⟩␛[2Jcod⟨U+200B⟩.sh␍rm" in told
    assert "cannot be seen; they are spelt out" in told
    assert not {"\x1b", "\u202e", "\u200b", "\r"} & set(told)


def test_a_title_and_a_rule_cannot_drive_the_terminal_either() -> None:
    told = "\n".join(shown.lines(waiting("a\x1b]0;b\x07\nc", rule="r\x1b[1m"), NOW_US))
    assert "\x1b" not in told and "a␛]0;b␇␊c" in told


def test_an_input_that_is_not_here_is_never_passed_over_in_silence() -> None:
    assert "too large to stand here" in text(input=None, cut=True, whole=False)
    assert "not all of it stands here" in text(cut=True, whole=False)
    assert "secrets in it are masked" in text(whole=False)
    assert "note" not in text()
