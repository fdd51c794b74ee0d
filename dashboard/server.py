"""The server: the dashboard as one ASGI app, warm before its first reader, with the answers a browser should get."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from dashboard.answers import Documents, SecureHeaders, Shut
from dashboard.document import STATIC
from dashboard.workspace import Workspace

log = logging.getLogger("dashboard")

# What the first page reads.
_FIRST = ("kpis", "kpi_comparison", "kpi_trend", "stage_conversion", "funnel_width", "results_over_time", "movers")


class Kept(StaticFiles):
    """Our style, script and favicon; their addresses carry a digest, so they may be kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        found = await super().get_response(path, scope)
        found.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return found


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


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=lifespan,
    routes=[Mount("/look", Kept(directory=STATIC))],
    middleware=[
        Middleware(SecureHeaders),
        Middleware(Shut),
        Middleware(
            Documents,
            stock=Path(st.__file__).parent / "static",
            default_language=lambda: Workspace.default().language,
        ),
    ],
)
