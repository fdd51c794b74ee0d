"""The server: the dashboard as one ASGI app, warm before its first reader, with the answers a browser should get."""

from __future__ import annotations

import contextlib
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

from dashboard.answers import Documents, First, SecureHeaders, Shut
from dashboard.assets import Assets
from dashboard.document import STATIC
from dashboard.workspace import Workspace

# Streamlit's folder of what browsers get.
STOCK = Path(st.__file__).parent / "static"


class Kept(StaticFiles):
    """Our style, script and favicon; their addresses carry a digest, so they may be kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        found = await super().get_response(path, scope)
        found.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return found


def warm(stop: threading.Event) -> None:
    """Import what pages import, and read what they will be asked first, until the server stops."""
    from dashboard import charts, ui, warming  # noqa: F401

    warming.keep_warm(stop)


@contextlib.asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any] | None]:
    """Warm in a thread: the server answers meanwhile."""
    stop = threading.Event()
    threading.Thread(target=warm, args=(stop,), daemon=True).start()
    yield {}
    stop.set()


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=lifespan,
    routes=[Mount("/look", Kept(directory=STATIC))],
    middleware=[
        Middleware(SecureHeaders),
        Middleware(Assets, stock=STOCK),
        Middleware(Shut),
        Middleware(First),
        Middleware(
            Documents,
            stock=STOCK,
            default_language=lambda: Workspace.default().language,
        ),
    ],
)
