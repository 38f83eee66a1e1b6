"""`/healthz`: each part's state and lag, for machines and for who watches the hub. No secrets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route


def route(health: Callable[[], dict[str, Any]]) -> BaseRoute:
    """The route, over `console.live`'s word; 200 where all is well (`ok`), else 503."""

    async def answer(_request: Request) -> Response:
        found = health()
        status = 200 if found["ok"] else 503
        return JSONResponse(found, status, headers={"cache-control": "no-store"})

    return Route("/healthz", answer)
