"""The table of shell commands: what each comes to under careless rules, and why."""

from __future__ import annotations

import pytest

from tests.edge_agent.gate import cases
from tests.edge_agent.gate.pretended import decided, reasons


@pytest.mark.parametrize("section", cases.SECTIONS)
def test_each_command_is_decided_as_the_table_says(section: str) -> None:
    wrong = []
    for text, wanted, why in cases.SECTIONS[section]:
        decision = decided(text)
        if decision.decide != wanted or why not in reasons(decision):
            wrong.append(
                f"{text[:80]!r}: {decision.decide}, not {wanted} ({why}): {reasons(decision)[:160]}"
            )
    assert not wrong, "\n".join(wrong)


@pytest.mark.timeout(60)
def test_no_text_takes_long() -> None:
    """64 KiB of what the grammar is slow with; without bounds some of these take half a minute."""
    for unit in ("a|", "|", "(a) ", "a=(", "<<E|", "<<-E\n", "${x", "$((1+", "a\n", "if a;then "):
        decided(unit * (65_000 // len(unit)))


def test_the_table_is_long_and_has_no_row_twice() -> None:
    texts = [text for text, _, _ in cases.ALL]
    assert len(texts) >= 250
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell", "sh", ""])
def test_text_for_another_shell_asks(shell: str) -> None:
    decision = decided("ls", shell)
    assert decision.decide == "ask" and "another shell" in reasons(decision)
