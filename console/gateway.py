"""The gateway, put together: Streamlit's app with our routes, and the guard around all of it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import logging
import os
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from starlette.routing import BaseRoute, WebSocketRoute
from streamlit import config as streamlit_config

from console import cookies, healthz, join, people, push_routes, shell, telling, theme
from console.bridge import MAX_FRAME, Bridge
from console.guard import Guard
from console.hub.alerts import Alerts
from console.live import Live
from console.login import Doors
from console.open_links import OpenLinks
from console.packed import Packed
from console.people import People
from console.site import Site
from schemas.wire.layout import Home, run_dir

SCRIPT = Path(__file__).parent / "entry" / "script.py"
GC_S = 30.0
"""Streamlit's own collection after each run costs nine times a cheap run, so ours is timed."""
SWEEP_S = 1.0
WS_PING_S = 20.0
STOP_S = 3
BACKLOG = 512


class Gateway:
    """All parts of one process. Raises `Refused` or OSError where it cannot be put together."""

    def __init__(self, home: Home, site: Site) -> None:
        unix = run_dir(home).broker
        self.site = site
        self.sealer = cookies.Sealer(cookies.load_key(home.hub_keys))
        self.people = People(unix)
        people.install(self.people)
        self.live = Live(home)
        self.alerts = Alerts(home, self.live, site.url)
        telling.install(self.alerts)
        self.doors = Doors(site, unix, self.sealer, self.people)
        self.desk = join.install(site, home.hub / "wheel")
        self._app = st.App(
            SCRIPT, routes=self._routes(unix), lifespan=self._life, on_script_error=_tell
        )
        for name, value in settings_of(site).items():
            streamlit_config.set_option(name, value)
        shell.index()  # one that an upgrade has changed is told now, and not to the first person
        self.guard = Guard(Packed(self._app), site, self.sealer, self.people)

    def _routes(self, unix: Path) -> list[BaseRoute]:
        return shell.routes(
            [
                *self.doors.routes(),
                *join.routes(self.desk, self.people.get),
                *OpenLinks(unix, self.doors.welcome).routes(),
                *push_routes.routes(self.alerts),
                healthz.route(lambda: self.live.snapshot().health()),
                WebSocketRoute("/mqtt", Bridge(unix).serve),
            ]
        )

    @asynccontextmanager
    async def _life(self, _app: Any) -> AsyncIterator[None]:
        gc.collect()
        gc.freeze()
        self.live.start()
        self.alerts.start()
        tasks = [asyncio.create_task(self._sweep()), asyncio.create_task(_collect())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.to_thread(self.people.close)
            await asyncio.to_thread(self.alerts.stop)
            await asyncio.to_thread(self.live.stop)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            self.guard.streams.sweep()


def _tell(error: Exception) -> None:
    """A fault of a page: in full to our log, and in a word to the person."""
    traceback.print_exception(error)


async def _collect() -> None:
    while True:
        await asyncio.sleep(GC_S)
        gc.collect()


def settings_of(site: Site) -> dict[str, Any]:
    """Streamlit's settings, all that matter, whatever a file in this account's home says."""
    return {
        **theme.CONFIG,
        "server.trustedUserHeaders": {"x-sb-user": "user", "x-sb-login": "login"},
        "server.allowedHosts": sorted(site.hosts),
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.enableAgentApi": False,
        "server.enableStaticServing": False,
        "server.maxUploadSize": 1,
        "server.baseUrlPath": "",
        "global.developmentMode": False,
        "browser.serverAddress": "",
        "client.showErrorDetails": "none",
        "runner.magicEnabled": False,
    }


class Server(uvicorn.Server):
    """Tells when it listens, and where."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self._site = site

    async def startup(self, sockets: Any = None) -> None:
        """As uvicorn's, and then one line for whoever has started us."""
        await super().startup(sockets)
        if self.started and self.servers:
            port = self.servers[0].sockets[0].getsockname()[1]
            url = self._site.url
            if self._site.port == 0:
                url = url.removesuffix(":0") + f":{port}"
            print("ready", json.dumps({"url": url, "port": port, "pid": os.getpid()}), flush=True)


def _no_fault(record: logging.LogRecord) -> bool:
    """uvicorn 0.54 calls it an error of ours when a WebSocket is refused by an answer, as the
    guard does: strangers would write our log."""
    return record.msg != "ASGI callable returned without completing handshake."


def serve(home: Home, site: Site) -> None:
    """Serve until SIGTERM or SIGINT. Raises `Refused`, OSError or SystemExit."""
    gateway = Gateway(home, site)
    config = uvicorn.Config(
        gateway.guard,
        host=site.host,
        port=site.port,
        ws="websockets-sansio",
        ws_max_size=MAX_FRAME,
        ws_ping_interval=WS_PING_S,
        ws_ping_timeout=WS_PING_S,
        ws_per_message_deflate=False,
        proxy_headers=False,
        server_header=False,
        date_header=True,
        access_log=False,
        log_level="warning",
        lifespan="on",
        backlog=BACKLOG,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=STOP_S,
        h11_max_incomplete_event_size=32 * 1024,
        ssl_certfile=str(site.cert) if site.cert else None,
        ssl_keyfile=str(site.key) if site.key else None,
    )
    logging.getLogger("uvicorn.error").addFilter(_no_fault)
    with contextlib.suppress(KeyboardInterrupt):
        Server(config, site).run()
