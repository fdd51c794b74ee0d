"""What the server answers besides Streamlit: headers, our document instead of the stock one, and what stays shut."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import quiet
from dashboard.assets import needed
from dashboard.document import DRAWN_LATER, DRAWN_WITH, document, language_of

# Styles are set by the components themselves; scripts come from files of this server only, none is evaluated.
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
# Counters for an operator and an interface for programs: neither asks who is there.
_SHUT = re.compile(r"/_stcore/(?:metrics|agent)(?:/|$)")
# The first page stands at the root alone; Streamlit would lay a dialog, that there is none of this name, over it.
_FIRST = re.compile(r"/overview(/?)$")


class SecureHeaders:
    """Adds HEADERS to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


class Shut:
    """Answers 404 where Streamlit would tell its counters or run the script for programs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _SHUT.search(scope["path"]):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class First:
    """Leads from the name of the first page to where it stands, with the choices of the link."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _FIRST.search(scope["path"]) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if found is None:
            await self.app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        # Relative: the server may stand below another address.
        place = f"{'../' if found[1] else './'}{f'?{query}' if query else ''}"
        await RedirectResponse(place, headers={"Cache-Control": "no-cache"})(scope, receive, send)


class Documents:
    """Puts our document in place of Streamlit's index.html, in the language the address asks for.

    `stock` is Streamlit's folder of what browsers get; `default_language` is asked for each document: the settings may
    change while the server runs.
    """

    def __init__(self, app: ASGIApp, stock: Path, default_language: Callable[[], str]) -> None:
        self.app = app
        self.template = (stock / "index.html").read_text(encoding="utf-8")
        self.scripts = [needed(stock / "static" / "js", each, self.template) for each in (DRAWN_WITH, DRAWN_LATER)]
        self.default_language = default_language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        # The stock page's validators would let a browser keep a document of another language or version.
        dropped = (b"if-none-match", b"if-modified-since")
        if not scope["path"].startswith(("/static/", "/look/", "/media/")):
            scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in dropped]}
        is_ours = False

        async def replaced(message: Message) -> None:
            nonlocal is_ours
            if message["type"] == "http.response.start":
                kind = MutableHeaders(scope=message).get("content-type", "")
                is_ours = message["status"] == 200 and kind.startswith("text/html")
                if is_ours:
                    quiet.disturb()
                    language = language_of(scope["query_string"].decode("latin-1"), self.default_language())
                    text = document(self.template, language, *self.scripts)
                    ours = HTMLResponse(text, headers={"Cache-Control": "no-cache"})
                    await ours(scope, receive, send)
                    return
            if not is_ours:
                await send(message)

        await self.app(scope, receive, replaced)
