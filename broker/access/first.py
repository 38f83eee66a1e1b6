"""The first access.toml: one person who may do everything, one machine, no MQTT needed."""

from __future__ import annotations

from collections.abc import Mapping

import tomlkit

from broker.access import document, edit
from schemas.wire import private_file
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private

HEAD = """\
# Who may do what: the whole truth, made to be read in a review. docs/reference/access.md says
# what each line means. A change is in force within a second; a mistake is told with its line, and
# what was in force stays so. Passwords and secrets are not in here.

"""


def create(home: Home, owner: str, machine: str | None, projects: Mapping[str, str]) -> None:
    """Write access.toml with `owner` as administrator of everything, and `machine` with its
    projects (name → absolute folder); None where the hub has no edge beside it.

    Raises Refused("nothing-changed") where there is one already, or for bad names.
    """
    make_private(home.root)
    make_private(home.hub)
    if home.access.exists():
        raise Refused("nothing-changed", f"{home.access} is there already")
    fresh = tomlkit.parse(HEAD)
    edit.add_user(fresh, owner, [])
    edit.add_grant(fresh, [owner], "admin", ["*"], ["*", "-"])
    if machine is not None:
        edit.add_machine(fresh, machine, projects)
    text = tomlkit.dumps(fresh)
    document.parse(text)
    private_file.write(home.access, text.encode())
