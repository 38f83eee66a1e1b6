"""Web push: the hub's own key pair (VAPID), and one encrypted message to one browser."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid
from pydantic import ValidationError
from pywebpush import WebPushException, webpush

from console.hub import preferences
from console.hub.notice import Notice
from console.hub.outcome import Gone, Retry, Unsent
from console.hub.outgoing import check_url, outgoing
from console.hub.preferences import Preferences, Subscription
from schemas.wire import private_file
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private

TTL_S = 12 * 3600
"""So long the browser's vendor keeps a message for a device that is off."""


class Push:
    """The key pair, made at the first start: `hub/keys/vapid.key` (0600).

    A new pair voids all subscriptions, so a key that cannot be read is an error, not a reason to
    make another one. Raises `Refused` or OSError.
    """

    def __init__(self, home: Home, contact: str, *, private: bool) -> None:
        """`contact`: the console's https address or a mailto:, told to the browser's vendor."""
        self._contact = (
            contact if contact.startswith("https://") else "mailto:hub@signalbox.invalid"
        )
        self._private = private
        path = home.hub_keys / "vapid.key"
        make_private(home.hub_keys)
        if not path.exists():
            made = ec.generate_private_key(ec.SECP256R1())
            pem = made.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            private_file.write(path, pem)
        try:
            self._vapid = Vapid.from_pem(path.read_bytes())
            point = self._vapid.public_key.public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
            )
        except ValueError:
            raise Refused("bad-config", f"{path} holds no key") from None
        self.public = base64.urlsafe_b64encode(point).rstrip(b"=").decode()
        """The applicationServerKey that browsers ask for."""

    def send(self, browser: Subscription, notice: Notice) -> None:
        """Send one message. Raises `Gone` where the subscription is over, `Retry` where it may
        arrive later, `Unsent` where it never will."""
        said = {
            "v": 1,
            "kind": notice.kind,
            "tag": notice.tag,
            "title": notice.title,
            "body": notice.body,
            "path": notice.path,
            "at": notice.at_us,
        }
        keys = {"p256dh": browser.p256dh, "auth": browser.auth}
        headers: dict[str, str | int | float] = {
            "urgency": "high" if notice.urgent else "normal",
            # The vendor replaces what it still holds of the same topic.
            "topic": hashlib.sha256(notice.tag.encode()).hexdigest()[:32],
        }
        try:
            with outgoing(private=self._private) as session:
                webpush(
                    {"endpoint": browser.endpoint, "keys": keys},
                    json.dumps(said),
                    vapid_private_key=self._vapid,
                    vapid_claims={"sub": self._contact},
                    ttl=TTL_S,
                    headers=headers,
                    requests_session=session,
                )
        except WebPushException as error:
            status = error.status_code
            if status in (404, 410):
                raise Gone from None
            if status is None or (status < 500 and status != 429):
                raise Unsent(f"the push service answers {status}") from None
            raise Retry(f"the push service answers {status}") from None
        except Refused as error:
            raise Unsent(str(error)) from None
        except ValueError:
            raise Unsent("the keys of this subscription cannot be used") from None
        except OSError as error:  # requests' errors are such
            raise Retry(f"the push service is not reached ({type(error).__name__})") from None


def subscribe(
    home: Home,
    user: str,
    endpoint: str,
    p256dh: str,
    auth: str,
    name: str,
    at_us: int,
    *,
    private: bool,
) -> str:
    """Keep a browser's subscription; its id. The same endpoint again takes the old one's place.

    Raises `Refused` for what is none, and where there are too many already.
    """
    check_url(endpoint, private=private)
    try:
        made = Subscription(
            id="b-" + secrets.token_hex(6),
            endpoint=endpoint,
            p256dh=p256dh,
            auth=auth,
            name=name or (urlsplit(endpoint).hostname or "a browser")[:60],
            since=at_us,
        )
    except ValidationError:
        raise Refused("bad-field", "this is no subscription of a browser") from None
    _check_keys(made)

    def change(before: Preferences) -> Preferences:
        others = [one for one in before.browsers if one.endpoint != endpoint]
        if len(others) >= preferences.MOST_CHANNELS:
            raise Refused("too-many", "browsers; take one away first")
        return before.model_copy(update={"browsers": [*others, made]})

    preferences.update(home, user, change)
    return made.id


def unsubscribe(home: Home, user: str, endpoint: str) -> None:
    """This browser takes no more."""
    preferences.update(
        home,
        user,
        lambda before: before.model_copy(
            update={"browsers": [one for one in before.browsers if one.endpoint != endpoint]}
        ),
    )


def _check_keys(browser: Subscription) -> None:
    try:
        point = base64.urlsafe_b64decode(browser.p256dh + "==")
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        if len(base64.urlsafe_b64decode(browser.auth + "==")) != 16:
            raise ValueError
    except ValueError:
        raise Refused("bad-field", "the keys of this subscription cannot be used") from None
