"""Writing `config.toml`, which `schemas.wire.settings` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from schemas.wire import private_file
from schemas.wire.settings import SETTINGS, load


def change(path: Path, **changes: Any) -> None:
    """Set settings (dots as double underscores), keep the others; written whole, then renamed.

    Only what differs from its default is written. Raises `Refused("bad-config")` where the
    present file is not valid, and KeyError for a setting that does not exist.
    """
    values = load(path)
    for name, value in changes.items():
        dotted = name.replace("__", ".")
        if dotted not in SETTINGS:
            raise KeyError(dotted)
        values[dotted] = value
    lines = ["# Settings of this home; docs/reference/settings.md says what each one does."]
    section = ""
    for dotted, setting in SETTINGS.items():
        if values[dotted] == setting.default:
            continue
        head, _, key = dotted.partition(".")
        if head != section:
            lines += ["", f"[{head}]"]
            section = head
        # Strings, whole numbers and lists of them are spelt in TOML as in JSON.
        lines.append(f"{key} = {json.dumps(values[dotted])}")
    private_file.write(path, ("\n".join(lines) + "\n").encode())
