"""How a computer becomes a machine from here: the installer, our wheel, and the line to paste.

Installer and wheel are public, because they hold no secret and whoever fetches them has no log-in.
The line pins both ends: curl checks the hub's key before a byte of the script is read, the script
checks the wheel's digest, and `signalbox join` the broker's key before it sends the code.
"""

from __future__ import annotations

import base64
import hashlib
import io
import secrets
import shlex
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from console import wheel
from console.person import Person
from console.site import Site
from console.wheel import Wheel
from schemas.wire import ids, pins, strictjson
from schemas.wire.errors import ERRORS, Refused

INSTALLER = Path(__file__).parent / "static" / "install.sh"
TTL_S = 3600
MAX_ASK = 16 * 1024
FIELDS = frozenset({"machine", "projects", "uses", "ttl"})
LOGIN_KEY = "signalbox.login"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an administrator hands on. `until_us`: microseconds since 1970."""

    line: str
    """Asks for the code at the terminal."""
    code: str
    whole: str
    """The same with the code in it, through standard input: for one paste, and for the QR code."""
    qr: str
    """`whole` as an SVG document."""
    until_us: int
    uses: int
    machine: str | None
    known: bool
    """Whether the machine's name is borne already: whoever joins by this takes its place."""

    def value(self) -> dict[str, Any]:
        """As JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


class Desk:
    """Makes lines. `folder`: where the wheel is kept."""

    def __init__(self, site: Site, folder: Path) -> None:
        self._site, self._folder = site, folder
        self._lock = threading.Lock()
        self._wheel: Wheel | None = None

    def wheel(self) -> Wheel:
        """Built when it is first asked for. Blocks. Raises OSError."""
        with self._lock:
            if self._wheel is None or not self._wheel.path.exists():
                self._wheel = wheel.build(self._folder)
            return self._wheel

    def invite(
        self,
        person: Person,
        *,
        machine: str | None = None,
        projects: dict[str, str] | None = None,
        uses: int = 1,
        ttl: int = TTL_S,
    ) -> Invitation:
        """Ask the steward, as this person, for a code, and make the line of it. Blocks.

        Raises Refused: not-possible where no other computer can open this address, else as told.
        """
        reached(self._site)
        person.wait()
        if not person.may("admin", ids.HUB):
            # The broker would drop it unanswered.
            ask = person.access.ask.get("admin", []) if person.access else []
            whom = f"; ask {', '.join(ask)}" if ask else ""
            raise Refused("not-granted", f"adding a machine takes the right to admin{whom}")
        drawn = "".join(secrets.choice(ids.CROCKFORD) for _ in range(pins.CODE_LENGTH))
        code, secret = drawn[:4], drawn[4:]
        said: dict[str, Any] = {
            "code": code,
            "digest": hashlib.sha256(secret.encode()).hexdigest(),
            "ttl": ttl,
            "uses": uses,
        }
        if machine is not None:
            said["machine"] = ids.check_name(machine, "machine")
        if projects:
            said["projects"] = projects
        told = person.ask(
            ids.HUB,
            ids.NONE,
            ids.NONE,
            "admin",
            {"command": "machine.invite", "arguments": said},
        ).data
        whole = pins.show_code(code, secret)
        line, in_one = self.lines(str(told["url"]), str(told["pin"]), whole)
        return Invitation(
            line=line,
            code=whole,
            whole=in_one,
            qr=qr_svg(in_one),
            until_us=int(told["until"]),
            uses=uses,
            machine=machine,
            known=bool(told["known"]),
        )

    def lines(self, hub: str, pin: str, code: str) -> tuple[str, str]:
        """The line that asks for the code, and the one with it. Blocks. Raises Refused, OSError."""
        base, ours = reached(self._site), self.wheel()
        fetch = " ".join(["curl -fsS", *_trust(self._site), f"{base}/join/install.sh"])
        install = shlex.join(
            [
                "--hub",
                hub,
                "--pin",
                pin,
                "--wheel",
                f"{base}/join/wheel/{ours.sha256}/{ours.name}",
                "--wheel-sha256",
                ours.sha256,
            ]
        )
        whole = f"printf '%s\\n' {code} | sh -c \"$({fetch})\" sh {install}"
        return f"{fetch} | sh -s -- {install}", whole


_desk: Desk | None = None


def install(site: Site, folder: Path) -> Desk:
    """Make this process's desk, which pages find by `desk()`."""
    global _desk
    _desk = Desk(site, folder)
    return _desk


def desk() -> Desk:
    """The desk of this process. Raises RuntimeError outside of the gateway."""
    if _desk is None:
        raise RuntimeError("there is no desk")
    return _desk


def reached(site: Site) -> str:
    """The address by which another computer opens this console. Raises Refused."""
    if not site.url.startswith("https://"):
        raise Refused(
            "not-possible",
            "no other computer can open this console yet; docs/reach.md has three ways to let one",
        )
    return site.url


def _trust(site: Site) -> list[str]:
    """curl's words that pin our key. Behind a proxy the key is the proxy's, which renews it when
    it likes, and its certificate is one that systems believe."""
    if site.cert is None or site.proxy:
        return []
    return ["-k", "--pinnedpubkey", f"sha256//{curl_pin(site.cert.read_bytes())}"]


def curl_pin(pem: bytes) -> str:
    """The digest of a certificate's key as curl wants it; it is checked with `-k` too."""
    key = x509.load_pem_x509_certificate(pem).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


def qr_svg(text: str) -> str:
    """A QR code as an SVG document: dark on light always, because cameras want it so."""
    out = io.BytesIO()
    made = segno.make(text, error="l", micro=False)
    made.save(out, kind="svg", border=3, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return out.getvalue().decode()


def routes(desk: Desk, person_of: Callable[[str], Person]) -> list[Route]:
    """`person_of`: the person of a log-in's id, as `People.get`."""

    async def installer(_: Request) -> Response:
        text = await run_in_threadpool(INSTALLER.read_text, "utf-8")
        return PlainTextResponse(text, headers={"cache-control": "no-cache"})

    async def the_wheel(request: Request) -> Response:
        ours = await run_in_threadpool(desk.wheel)
        asked = request.path_params["sha256"], request.path_params["name"]
        if asked != (ours.sha256, ours.name):
            return PlainTextResponse("the hub runs another version by now; make a new line\n", 404)
        return FileResponse(
            ours.path,
            media_type="application/octet-stream",
            headers={"cache-control": "public, max-age=31536000, immutable"},
        )

    async def line(request: Request) -> Response:
        login = request.scope.get(LOGIN_KEY)
        try:
            if login is None:
                raise Refused("unauthenticated")
            body = await request.body()
            said = strictjson.loads_object(body or b"{}", MAX_ASK)
            unknown = sorted(set(said) - FIELDS)
            if unknown:
                raise Refused("bad-field", f"what is {unknown[0][:40]!a}?")
            made = await run_in_threadpool(desk.invite, person_of(login.id), **_checked(said))
        except Refused as refused:
            status = {"unauthenticated": 401, "not-granted": 403}.get(refused.code, 400)
            told = {"code": refused.code, "reason": refused.detail or ERRORS[refused.code]}
            return JSONResponse(told, status, headers={"cache-control": "no-store"})
        return JSONResponse(made.value(), headers={"cache-control": "no-store"})

    return [
        Route("/join/install.sh", installer, methods=["GET"]),
        Route("/join/wheel/{sha256}/{name}", the_wheel, methods=["GET"]),
        # It makes a code, so it is no GET: no foreign page may have it fetched.
        Route("/join/line", line, methods=["POST"]),
    ]


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    kinds = {"machine": str, "projects": dict, "uses": int, "ttl": int}
    for name, value in said.items():
        if type(value) is not kinds[name]:
            raise Refused("bad-field", f"{name} is no {kinds[name].__name__}")
    return said
