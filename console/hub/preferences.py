"""How and when a person wants to be told: `hub/alerts/<u>.json` (0600).

It holds the secrets of that person's channels, so nothing of it goes into logs or pages but what
`Channel.shown` and `Subscription.name` say. All writing goes through `update`: the page *Me*, the
browsers' subscriptions and the sender change different fields of one file.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field

from console.hub.quiet import Quiet
from schemas.documents.model import Document, Micros, Name, Part, Project, Short
from schemas.wire import ids, private_file
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private

KINDS = ("waiting", "attention", "failed", "finished")
MOST_CHANNELS = 10
MOST_BYTES = 64 * 1024

_lock = threading.Lock()


class Trouble(Part):
    """Why the last message did not arrive."""

    at: Micros
    why: Short


class Channel(Part):
    """An ntfy topic or a webhook."""

    id: Name
    kind: Literal["ntfy", "webhook"]
    url: Annotated[str, Field(min_length=1, max_length=1000)]
    """ntfy: `https://host/topic`."""
    token: Annotated[str, Field(max_length=500, pattern=r"^[!-~]*$")] | None = None
    """Sent as `Authorization: Bearer`."""
    trouble: Trouble | None = None

    @property
    def shown(self) -> str:
        """What pages show: the host, because a path is often a secret."""
        return f"{self.kind} at {urlsplit(self.url).hostname or '?'}"


class Subscription(Part):
    """A browser that takes web push."""

    id: Name
    endpoint: Annotated[str, Field(min_length=1, max_length=2000)]
    p256dh: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{80,100}={0,2}$")]
    auth: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,40}={0,2}$")]
    name: Annotated[str, Field(max_length=60)] = "a browser"
    since: Micros
    trouble: Trouble | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the endpoint in hex: by it a page knows its own browser."""
        return hashlib.sha256(self.endpoint.encode()).hexdigest()


class Preferences(Document):
    """One person's; the defaults tell everything, to nobody until there is a channel."""

    waiting: bool = True
    attention: bool = True
    failed: bool = True
    finished: bool = True
    machines: Annotated[list[Name], Field(max_length=200)] = Field(default_factory=list)
    """Only of these; empty: of all."""
    projects: Annotated[list[Project], Field(max_length=200)] = Field(default_factory=list)
    details: bool = False
    """Say title, project and what it does; else the machine alone."""
    sound_needs: bool = False
    """An open page sounds when something needs this person."""
    sound_ends: bool = False
    """An open page sounds when a session has ended."""
    quiet: Annotated[list[Quiet], Field(max_length=7)] = Field(default_factory=list)
    channels: Annotated[list[Channel], Field(max_length=MOST_CHANNELS)] = Field(
        default_factory=list
    )
    browsers: Annotated[list[Subscription], Field(max_length=MOST_CHANNELS)] = Field(
        default_factory=list
    )

    def ways(self) -> list[Channel | Subscription]:
        """Where this person is told."""
        return [*self.channels, *self.browsers]

    def wants(self, kind: str, machine: str, project: str) -> bool:
        """Whether this person wants to hear of this kind, from there."""
        return (
            bool(getattr(self, kind))
            and (not self.machines or machine in self.machines)
            and (not self.projects or project in self.projects)
        )


def folder(home: Home) -> Path:
    """Where preferences and the ledger lie (0700)."""
    return home.hub / "alerts"


def path_of(home: Home, user: str) -> Path:
    """The file of one person. Raises `Refused` for what is no name."""
    return folder(home) / f"{ids.check_name(user)}.json"


def load(home: Home, user: str) -> Preferences:
    """The preferences of `user`; the defaults where there are none yet. Raises `Refused` for a
    file that cannot be read: what a person has refused must not be sent after all."""
    try:
        return Preferences.read(path_of(home, user).read_bytes(), MOST_BYTES)
    except FileNotFoundError:
        return Preferences()
    except OSError as error:
        raise Refused("bad-config", f"preferences of {user}: {error.strerror}") from None


def update(home: Home, user: str, change: Callable[[Preferences], Preferences]) -> Preferences:
    """Write what `change` makes of the present ones; nothing where that is the same.

    Raises `Refused` where it cannot be or is too large, OSError where it cannot be written.
    """
    path = path_of(home, user)
    with _lock:
        before = load(home, user)
        after = change(before)
        if after != before:
            encoded = after.encode()
            Preferences.read(encoded, MOST_BYTES)  # copies are not validated as they are made
            make_private(folder(home))
            private_file.write(path, encoded)
        return after


def save(home: Home, user: str, wanted: Preferences) -> Preferences:
    """Keep everything but the browsers, which come and go by themselves. As `update`."""
    return update(
        home, user, lambda before: wanted.model_copy(update={"browsers": before.browsers})
    )


def forget(home: Home, user: str) -> None:
    """The person is gone: so are the secrets of that person's channels. Raises OSError."""
    with _lock:
        path_of(home, user).unlink(missing_ok=True)


def set_trouble(home: Home, user: str, channel: str, trouble: Trouble | None) -> None:
    """Note how the last message to a channel or browser fared."""

    def change(before: Preferences) -> Preferences:
        def noted(one: Channel | Subscription) -> Channel | Subscription:
            return one.model_copy(update={"trouble": trouble}) if one.id == channel else one

        return before.model_copy(
            update={
                "channels": [noted(one) for one in before.channels],
                "browsers": [noted(one) for one in before.browsers],
            }
        )

    update(home, user, change)


def drop_browser(home: Home, user: str, browser: str) -> None:
    """A subscription is over."""
    update(
        home,
        user,
        lambda before: before.model_copy(
            update={"browsers": [one for one in before.browsers if one.id != browser]}
        ),
    )
