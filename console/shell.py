"""The page around the pages: Streamlit's index page made ours, its headers, manifest and icons.

Streamlit's own index page knows no manifest, no keyboard and no look of ours; it is read once from
the installed package and changed in named places. A place that an upgrade has moved fails at start.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from schemas.wire.errors import Refused

STATIC = Path(__file__).parent / "static"
ASSETS = STATIC / "assets"
ICONS = STATIC / "icons"
WORKER = STATIC / "sw.js"
SHEETS = ("tokens.css", "pages.css")
YEAR = "public, max-age=31536000, immutable"
_HASHED = re.compile(r"[\w.-]+-[A-Za-z0-9_]{8,}\.(js|css|map|woff2)")
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}

WATCH = """
// Each request and each stream of this page shows its key (console/cookies.py says why).
// A log-in that has ended is told of when a stream closes: back to the log-in page, and from there
// to this very place.
(() => {
  const key = () => { try { return localStorage.getItem("sb-page") || ""; } catch { return ""; } };
  const leave = () => {
    const here = location.pathname + location.search + location.hash;
    location.replace("/login?next=" + encodeURIComponent(here));
  };
  if (!key()) return leave();
  const ours = (address) => {
    const url = new URL(address, location.href);
    return url.host === location.host && /^(http|ws)s?:$/.test(url.protocol);
  };
  const bare = window.fetch;
  window.fetch = (what, how = {}) => {
    if (what instanceof Request || !ours(what)) return bare(what, how);
    const headers = new Headers(how.headers);
    headers.set("x-sb-page", key());
    return bare(what, {...how, headers});
  };
  let asking = false;
  const ask = async () => {
    if (asking) return;
    asking = true;
    try {
      const told = await fetch("/whoami", {cache: "no-store"});
      if (told.status === 401) leave();
    } catch { /* the hub is away: Streamlit and the components say so and try again */ }
    finally { asking = false; }
  };
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(address, protocols = []) {
      const shown = ours(address) ? ["sb-page." + key()] : [];
      super(address, [protocols, shown].flat());
      this.addEventListener("close", ask);
    }
  };
  if ("serviceWorker" in navigator) addEventListener("load", () => {
    navigator.serviceWorker.register("/sw.js").catch(() => {});
  });
})();
"""


def hash_of(script: str) -> str:
    """An inline script, as a policy names it."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(https: bool, *scripts: str) -> str:
    """The Content-Security-Policy; `scripts`: hashes of inline scripts that may run.

    Streamlit imports components' loaders from `blob:` and puts its styles in at run time; nothing
    needs `unsafe-eval` or another host.
    """
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(("'self'", "blob:", *scripts)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "frame-src": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "form-action": "'self'",
    }
    text = "; ".join(f"{name} {value}" for name, value in rules.items())
    return f"{text}; upgrade-insecure-requests" if https else text


@cache
def security_headers(https: bool) -> tuple[tuple[bytes, bytes], ...]:
    """What every answer bears; a route may say it otherwise."""
    found = {
        "content-security-policy": policy(https, *INLINE),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        # `no-referrer` would make a form's Origin `null`, and our own check refuse it.
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
        "x-robots-tag": "noindex",
    }
    if https:
        found["strict-transport-security"] = "max-age=31536000"
    return tuple((name.encode(), value.encode()) for name, value in found.items())


_READY = re.compile(r"<script>\s*window\.prerenderReady = false\s*</script>")


@cache
def index() -> bytes:
    """Streamlit's index page, made ours. Raises `Refused("internal")` where it has changed."""
    stock = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    head = "".join(
        (
            '<link rel="manifest" href="/manifest.webmanifest">',
            '<link rel="icon" type="image/svg+xml" href="/icons/logo.svg">',
            '<link rel="apple-touch-icon" href="/icons/icon-192.png">',
            '<meta name="theme-color" content="#eceff3" media="(prefers-color-scheme: light)">',
            '<meta name="theme-color" content="#0f151c" media="(prefers-color-scheme: dark)">',
            f"<script>{WATCH}</script>",
            f"<style>{styles()}</style>",
        )
    )
    changes: tuple[tuple[re.Pattern[str], str], ...] = (
        (
            re.compile(r'<meta\s+name="viewport"[^>]*>'),
            '<meta name="viewport" content="width=device-width, initial-scale=1, '
            'viewport-fit=cover, interactive-widget=resizes-content">',
        ),
        (re.compile(r'<link rel="shortcut icon"[^>]*>'), ""),
        # Its own face, which our pages do not use: 100 KB less before the first paint.
        (re.compile(r'<link\s+rel="preload"[^>]*woff2"[^>]*>'), ""),
        (re.compile(r'<link rel="service-desc"[^>]*>'), ""),
        (re.compile(r"<title>Streamlit</title>"), "<title>Signalbox</title>"),
        (_READY, ""),
        (
            re.compile(r"<noscript>.*?</noscript>", re.DOTALL),
            "<noscript><p>The console needs JavaScript. Without it, use <code>signalbox</code> "
            "on the command line.</p></noscript>",
        ),
        (re.compile(r"</head>"), f"{head}</head>"),
    )
    for pattern, text in changes:
        stock, count = pattern.subn(lambda _found, text=text: text, stock)  # type: ignore[misc]
        if count != 1:
            raise Refused("internal", f"Streamlit's index page has {count} x {pattern.pattern}")
    # Pages have paths of their own, so that nothing may be relative.
    return stock.replace('"./static/', '"/static/').encode()


INLINE = (hash_of(WATCH),)


def styles() -> str:
    """Tokens and look of the pages, one text."""
    return "\n".join((STATIC / name).read_text("utf-8") for name in SHEETS)


MANIFEST = {
    "name": "Signalbox",
    "short_name": "Signalbox",
    "description": "See, steer and look back on coding agents",
    "id": "/",
    "start_url": "/",
    "scope": "/",
    "display": "standalone",
    "background_color": "#eceff3",
    "theme_color": "#eceff3",
    "icons": [
        {"src": "/icons/icon-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "/icons/icon-512.png", "sizes": "512x512", "type": "image/png"},
        {
            "src": "/icons/maskable-512.png",
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ],
}


async def _index(_request: Request) -> Response:
    return HTMLResponse(index(), headers={"cache-control": "no-store"})


async def _page(request: Request) -> Response:
    """A page of ours, by its one word; files do not lie here."""
    if not re.fullmatch(r"[a-z]{1,32}", request.path_params["page"]):
        return Response("There is no such page.\n", 404, media_type="text/plain")
    return await _index(request)


async def _manifest(_request: Request) -> Response:
    return JSONResponse(MANIFEST, media_type="application/manifest+json")


async def _worker(_request: Request) -> Response:
    if not WORKER.exists():
        return Response("", 404)
    return FileResponse(WORKER, media_type=TYPES[".js"], headers={"cache-control": "no-cache"})


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    path = ASSETS / name
    if not re.fullmatch(r"[\w.-]+", name) or name.startswith(".") or not path.is_file():
        return Response("", 404)
    kept = YEAR if _HASHED.fullmatch(name) else "no-cache"
    kind = TYPES.get(path.suffix, "application/octet-stream")
    return FileResponse(path, media_type=kind, headers={"cache-control": kept})


async def _icon(request: Request) -> Response:
    name = request.path_params["name"]
    if not re.fullmatch(r"[a-z0-9-]+\.(svg|png)", name) or not (ICONS / name).is_file():
        return Response("", 404)
    path = ICONS / name
    headers = {"cache-control": "public, max-age=86400"}
    return FileResponse(path, media_type=TYPES[path.suffix], headers=headers)


async def _favicon(_request: Request) -> Response:
    return FileResponse(ICONS / "icon-192.png", media_type="image/png")


def routes(first: list[BaseRoute]) -> list[BaseRoute]:
    """The shell's routes; `first` are asked before the one for any page."""
    return [
        Route("/", _index),
        Route("/manifest.webmanifest", _manifest),
        Route("/sw.js", _worker),
        Route("/favicon.png", _favicon),
        Route("/favicon.ico", _favicon),
        Route("/assets/{name}", _asset),
        Route("/icons/{name}", _icon),
        *first,
        Route("/{page}", _page),
    ]
