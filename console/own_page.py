"""The console's own small pages: log-in, log-out and the one-time link. No Streamlit in them.

One frame (`static/frame.html`) has head and look; a page is its title, its body and its script. All
of them know the page's key (`console.cookies` says what it is for).
"""

from __future__ import annotations

import contextlib
import html
import math
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse

from console.guard import SCHEME_KEY
from console.shell import hash_of, policy

STATIC = Path(__file__).parent / "static"
MAX_FORM = 8 * 1024


def answer(
    request: Request, name: str, title: str, status: int = 200, /, **fields: str
) -> HTMLResponse:
    """The page of `static/NAME.html` and `static/NAME.js`; each field is escaped already."""
    script = _text("page_key.js") + _text(f"{name}.js")
    body = _filled(_text(f"{name}.html"), fields)
    framed = _filled(
        _text("frame.html"),
        {"title": title, "tokens": _text("tokens.css"), "body": body, "script": script},
    )
    rules = policy(request.scope[SCHEME_KEY] == "https", hash_of(script)).replace("blob: ", "")
    headers = {"cache-control": "no-store", "content-security-policy": rules}
    return HTMLResponse(framed, status, headers=headers)


def _filled(text: str, fields: dict[str, str]) -> str:
    return re.sub(r"\{\{(\w+)\}\}", lambda found: fields[found[1]], text)


@cache
def _text(file: str) -> str:
    return (STATIC / file).read_text("utf-8")


def trouble(text: str, wait: float = 0) -> str:
    """A red note, with the seconds after which to try again; nothing for no text."""
    if not text:
        return ""
    more = ""
    if wait > 0:
        seconds = math.ceil(wait)
        more = (
            f' You can try again <span>in <b id="left" data-s="{seconds}">{seconds} s</b></span>.'
        )
    return (
        '<p class="note stop" role="alert"><svg class="g stop" aria-hidden="true">'
        f'<use href="#g-lost"/></svg><span>{html.escape(text)}{more}</span></p>'
    )


def calm(text: str) -> str:
    """A green note; nothing for no text."""
    if not text:
        return ""
    return (
        '<p class="note calm" role="status"><svg class="g clear" aria-hidden="true">'
        f'<use href="#g-tick"/></svg><span>{html.escape(text)}</span></p>'
    )


async def form(request: Request) -> dict[str, str]:
    """The fields of a small form, each once. Raises nothing: what is odd is not there."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM:
            return {}
    with contextlib.suppress(ValueError):
        found = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=16)
        return {name: values[0] for name, values in found.items() if len(values) == 1}
    return {}
