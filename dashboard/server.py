"""The server: the dashboard as one ASGI app, warm before its first reader, with the headers a browser should get."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("dashboard")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
# What the first page reads.
_FIRST = ("kpis", "kpi_comparison", "kpi_trend", "stage_conversion", "funnel_width", "results_over_time", "movers")


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


def warm() -> None:
    """Import what pages import and read what the first one reads; a failure waits for the page that shows it."""
    from dashboard import charts, ui  # noqa: F401
    from dashboard.scope import Scope as Chosen
    from dashboard.ui import session

    try:
        path = session.database_path()
        if path is not None:
            session.facts(path)
            for view in _FIRST:
                session.read_at(path, view, Chosen())
    except Exception as error:
        log.warning("The first page was not warmed: %s", error)


@contextlib.asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any] | None]:
    """Warm in a thread: the server answers meanwhile."""
    threading.Thread(target=warm, daemon=True).start()
    yield {}


app = st.App(Path(__file__).with_name("app.py"), lifespan=lifespan, middleware=[Middleware(SecureHeaders)])
