"""Routes of web push: the hub's key, and a browser that subscribes, leaves, or wants a test.

The guard in front has checked who it is (`x-sb-user`) and that the request is of our own origin.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from console.hub import push
from console.hub.alerts import Alerts
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.plain import plain
from schemas.wire.strictjson import loads_object

MOST_BYTES = 8 * 1024
STATUS = {"too-many": 429, "too-large": 413, "unauthenticated": 401}

Act = Callable[[str, dict[str, Any]], dict[str, Any]]


def routes(alerts: Alerts, clock: Clock | None = None) -> list[Route]:
    """The routes, for the gateway's app."""
    time = clock or Clock()

    def key(user: str, said: dict[str, Any]) -> dict[str, Any]:
        return {"key": alerts.public_key}

    def subscribe(user: str, said: dict[str, Any]) -> dict[str, Any]:
        keys = said.get("keys")
        if not isinstance(keys, dict):
            raise Refused("bad-field", "keys")
        name = plain(_text(said, "name", ""), most=60)[:60]
        made = push.subscribe(
            alerts.home,
            user,
            _text(said, "endpoint"),
            _text(keys, "p256dh"),
            _text(keys, "auth"),
            name,
            time.wall_us(),
            private=alerts.private,
        )
        return {"id": made}

    def unsubscribe(user: str, said: dict[str, Any]) -> dict[str, Any]:
        push.unsubscribe(alerts.home, user, _text(said, "endpoint"))
        return {}

    def test(user: str, said: dict[str, Any]) -> dict[str, Any]:
        return {"outcome": alerts.test(user)}

    return [
        Route("/push/key", _endpoint(key), methods=["GET"]),
        Route("/push/subscribe", _endpoint(subscribe), methods=["POST"]),
        Route("/push/unsubscribe", _endpoint(unsubscribe), methods=["POST"]),
        Route("/push/test", _endpoint(test), methods=["POST"]),
    ]


def _endpoint(act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        user = request.headers.get("x-sb-user", "")
        try:
            if not user:
                raise Refused("unauthenticated")
            said = await _body(request) if request.method == "POST" else {}
            done = await run_in_threadpool(act, user, said)
        except Refused as error:
            return _json({"error": error.code, "why": str(error)}, STATUS.get(error.code, 400))
        except OSError:
            return _json({"error": "fault", "why": "the hub could not keep it"}, 500)
        return _json(done, 200)

    return answer


async def _body(request: Request) -> dict[str, Any]:
    # A form of a foreign page cannot say this without being asked for leave by the browser.
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused("bad-field", "the body must be application/json")
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > MOST_BYTES:
            raise Refused("too-large", "the request")
    return loads_object(data, MOST_BYTES) if data else {}


def _text(said: dict[str, Any], name: str, default: str | None = None) -> str:
    value = said.get(name, default)
    if not isinstance(value, str):
        raise Refused("bad-field", name)
    return value


def _json(value: dict[str, Any], status: int) -> Response:
    return JSONResponse(value, status, headers={"Cache-Control": "no-store"})
