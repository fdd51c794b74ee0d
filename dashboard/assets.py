"""Assets: the files that Streamlit's pages are made of, which of them a page needs, and how they reach a browser."""

from __future__ import annotations

import gzip
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from anyio import to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

# What a module asks for as soon as it is read; what it asks for on demand is written otherwise.
_IMPORTED = re.compile(r"\b(?:from|import)\"\./([\w.-]+\.js)\"")
# Imports stand first in a file; some are large.
_IMPORTS_END = 1 << 15
# Their names carry a digest of what is in them.
_HASHED = re.compile(r"/static/((?:js|css|media)/[\w-][\w.-]*\.\w+)")
_FOR_EVER = b"public, immutable, max-age=31536000"
# Fonts and pictures are small already.
_SHRINKS = (".js", ".css")
_HERE = ("127.0.0.1", "::1")


def needed(folder: Path, wanted: Iterable[str], template: str) -> tuple[str, ...]:
    """Names of the scripts in Streamlit's folder of scripts that begin with one of `wanted` and a dot, and of all that
    they import at once; without those that `template`, Streamlit's document, names, whose imports it names as well."""
    found: dict[str, None] = {}
    waiting = [path.name for name in wanted for path in sorted(folder.glob(f"{name}.*.js"))]
    while waiting:
        name = waiting.pop(0)
        if name not in found and f'/{name}"' not in template and (folder / name).is_file():
            found[name] = None
            with (folder / name).open(encoding="utf-8") as file:
                waiting += _IMPORTED.findall(file.read(_IMPORTS_END))
    return tuple(found)


@dataclass(frozen=True)
class _Asset:
    """One file, as it is and compressed."""

    name: str
    body: bytes

    @cached_property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        kind = "text/javascript" if self.name.endswith(".js") else mimetypes.guess_type(self.name)[0]
        return (
            (b"content-type", (kind or "application/octet-stream").encode()),
            (b"cache-control", _FOR_EVER),
            (b"vary", b"accept-encoding"),
        )

    @cached_property
    def compressed(self) -> bytes:
        return gzip.compress(self.body, 6, mtime=0)


class Assets:
    """Answers with Streamlit's files from memory, where Streamlit would look each one up on disk: a first page asks for
    more than a hundred. Over a network they go compressed. `stock` is Streamlit's folder of what browsers get."""

    def __init__(self, app: ASGIApp, stock: Path) -> None:
        self.app = app
        self.folder = stock / "static"
        self.kept: dict[str, _Asset] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asset = self._asked(scope)
        if asset is None:
            await self.app(scope, receive, send)
            return
        headers, body = list(asset.headers), asset.body
        if _is_far(scope) and asset.name.endswith(_SHRINKS):
            body = await to_thread.run_sync(lambda: asset.compressed)
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _asked(self, scope: Scope) -> _Asset | None:
        """The file that is asked for; None where Streamlit has to answer: it knows parts of files and validators."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        found = _HASHED.fullmatch(scope["path"])
        if found is None or any(name in (b"range", b"if-none-match") for name, _ in scope["headers"]):
            return None
        name = found.group(1)
        if name not in self.kept:
            if not (self.folder / name).is_file():
                return None
            self.kept[name] = _Asset(name, (self.folder / name).read_bytes())
        return self.kept[name]


def _is_far(scope: Scope) -> bool:
    """Whether a network lies between, and the browser reads gzip."""
    headers = dict(scope["headers"])
    is_here = scope["client"] is not None and scope["client"][0] in _HERE and b"x-forwarded-for" not in headers
    return not is_here and b"gzip" in headers.get(b"accept-encoding", b"")
