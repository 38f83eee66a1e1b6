"""ntfy and webhooks, by apprise, over connections of ours.

apprise calls `requests` by itself: it would follow redirects, ask the name again after it was
checked, and tell topics (which are secrets) to its log. So its two plugins get `_Ours` in the
place of `requests`, which hands each call to the `Outgoing` of the present message, and its log is
shut. Tests fail where an upgrade goes round that.
"""

from __future__ import annotations

import importlib
import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import urlsplit

import requests

from console.hub.notice import Notice
from console.hub.outcome import Gone, Retry, Unsent
from console.hub.outgoing import Outgoing, check_url, outgoing
from console.hub.preferences import Channel
from schemas.wire.errors import Refused

_present = threading.local()


class _Ours:
    """`requests`, for the plugins."""

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)

    @staticmethod
    def request(method: str, url: str, **kwargs: Any) -> requests.Response:
        session: Outgoing = _present.session
        try:
            answer = session.request(method, url, **kwargs)
        except Refused as error:
            _present.refused = str(error)
            raise requests.RequestException("refused") from None
        except requests.RequestException as error:
            _present.failed = type(error).__name__
            raise
        _present.status = answer.status_code
        return answer

    @staticmethod
    def post(url: str, **kwargs: Any) -> requests.Response:
        return _Ours.request("POST", url, **kwargs)


logging.getLogger("apprise").disabled = True
_ntfy: Any = importlib.import_module("apprise.plugins.ntfy")
_json: Any = importlib.import_module("apprise.plugins.custom_json")
_ntfy.requests = _json.requests = _Ours()


def make(
    kind: Literal["ntfy", "webhook"], url: str, token: str | None, *, private: bool
) -> Channel:
    """A new channel, checked. Raises `Refused("bad-field")` with the reason."""
    check_url(url, private=private)
    parts = urlsplit(url)
    if kind == "ntfy" and (
        not parts.path.strip("/") or "/" in parts.path.strip("/") or parts.query or parts.fragment
    ):
        raise Refused("bad-field", "an ntfy address is https://host/topic")
    if parts.fragment:
        raise Refused("bad-field", "an address holds no #")
    try:
        return Channel(id="c-" + secrets.token_hex(6), kind=kind, url=url, token=token or None)
    except ValueError:
        raise Refused("bad-field", "address or token is too long or holds odd characters") from None


def send(channel: Channel, notice: Notice, base: str, *, private: bool) -> None:
    """Send one message; `base` is the console's address. Raises as `Push.send` does."""
    parts = urlsplit(channel.url)
    link = base.rstrip("/") + notice.path
    common: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port,
        "secure": parts.scheme == "https",
    }
    if channel.kind == "ntfy":
        plugin = _ntfy.NotifyNtfy(
            **common,
            mode="private",
            targets=[parts.path.strip("/")],
            token=channel.token,
            auth="token" if channel.token else None,
            click=link,
            priority="high" if notice.urgent else None,
            include_image=False,
        )
        # ntfy shows a title and wants a text.
        said = {"title": notice.title if notice.body else "", "body": notice.body or notice.title}
    else:
        plugin = _json.NotifyJSON(
            **common,
            fullpath=parts.path + (f"?{parts.query}" if parts.query else ""),
            headers={"Authorization": f"Bearer {channel.token}"} if channel.token else None,
            payload={
                "kind": notice.kind,
                "tag": notice.tag,
                "url": link,
                "at": notice.at_us,
                "attachments": "",
            },
        )
        said = {"title": notice.title, "body": notice.body or notice.title}
    with _by(private) as outcome:
        sent = plugin.send(**said)
        if sent is True or (isinstance(sent, tuple) and sent[0]):
            return
        outcome()


@contextmanager
def _by(private: bool) -> Iterator[Any]:
    """Calls of this thread go out over a session of ours; yields what raises how they failed."""

    def outcome() -> None:
        status = _present.status
        if _present.refused:
            raise Unsent(_present.refused)
        if status is None:
            raise Retry(f"it is not reached ({_present.failed or 'no answer'})")
        if status == 410:
            raise Gone
        if status >= 500 or status in (408, 425, 429):
            raise Retry(f"it answers {status}")
        raise Unsent(f"it answers {status}")

    _present.status = _present.refused = _present.failed = None
    with outgoing(private=private) as session:
        _present.session = session
        try:
            yield outcome
        finally:
            _present.session = None
