"""The reference pages that tables make: `python -m tests.signalbox.reference` writes them."""

from __future__ import annotations

from pathlib import Path

from schemas.wire.settings import SETTINGS
from signalbox.cli import COMMANDS, GROUPS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"


def cli_page() -> str:
    """docs/reference/cli.md, from the table of commands."""
    out = [
        "# The command line",
        "",
        "Made from the table in `signalbox/cli.py`. Every command takes `--json`. Exit status:",
        "0 done, 1 refused or failed, 2 usage. `S` is an id, the beginning of one, or a title.",
    ]
    for name, command in COMMANDS.items():
        words = [name]
        for argument in command.arguments:
            shown = argument.options.get("metavar", "")
            optional = argument.names[0].startswith("-")
            word = " ".join(filter(None, (argument.names[-1], shown))) if optional else shown
            many = argument.options.get("nargs")
            word += {"+": " ...", "...": " ..."}.get(many, "")
            words.append(f"[{word}]" if optional or many in ("?", "...") else word)
        out += [
            "",
            f"## `{name}`",
            "",
            f"    signalbox {' '.join(words)}",
            "",
            _sentence(command.help),
        ]
        rows = [a for a in command.arguments if a.options.get("help")]
        if rows:
            out += ["", "| argument | meaning |", "| --- | --- |"]
            out += [f"| `{', '.join(a.names)}` | {a.options['help']} |" for a in rows]
    out += [
        "",
        "Groups: " + "; ".join(f"`{name}`: {text}" for name, text in GROUPS.items()) + ".",
        "",
    ]
    return "\n".join(out)


def settings_page() -> str:
    """docs/reference/settings.md, from the table of settings."""
    out = [
        "# Settings",
        "",
        "Made from the table in `schemas/wire/settings.py`. They stand in `config.toml` in",
        "Signalbox's home, in sections; an unknown setting is refused. They are read at start.",
        "",
        "| setting | default | meaning |",
        "| --- | --- | --- |",
    ]
    out += [f"| `{name}` | `{s.default!r}` | {s.doc} |" for name, s in SETTINGS.items()]
    return "\n".join([*out, ""])


PAGES = {"cli.md": cli_page, "settings.md": settings_page}


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."


if __name__ == "__main__":
    for name, make in PAGES.items():
        (DOCS / name).write_text(make())
