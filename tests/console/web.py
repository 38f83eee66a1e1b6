"""A program that speaks HTTP to the console, saying exactly what a test wants it to say."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Told:
    """An answer."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def all(self, name: str) -> list[str]:
        """Every header of this name."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Web:
    """`port` on 127.0.0.1, asked under the name `host`; each request on a connection of its own."""

    def __init__(self, port: int, host: str, **headers: str) -> None:
        self._port = port
        self._headers = {"host": host, **headers}

    def ask(
        self,
        method: str,
        path: str,
        *,
        form: dict[str, str] | None = None,
        body: bytes = b"",
        **headers: str,
    ) -> Told:
        """One request; a header's `_` stands for `-`. Redirects are not followed."""
        said = {**self._headers, **{name.replace("_", "-"): v for name, v in headers.items()}}
        if form is not None:
            body = urlencode(form).encode()
            said["content-type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        try:
            connection.request(method, path, body or None, {k: v for k, v in said.items() if v})
            answer = connection.getresponse()
            return Told(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Told:
        """One GET."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Told:
        """One POST."""
        return self.ask("POST", path, form=form or {}, **headers)
