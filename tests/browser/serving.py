"""A server of the dashboard over a workspace, and Debian's Chromium to look at it."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from dashboard.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Places that still wait: of reports, and of Streamlit's own scripts.
SKELETON = '[data-testid^="stSkeleton"]'
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextlib.contextmanager
def served(workspace: Workspace) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Address and process of a server, ended with the block."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    flags = {"port": str(port), "headless": "true", "address": "localhost", "showEmailPrompt": "false"}
    process = subprocess.Popen(
        [
            sys.executable,
            *("-m", "dashboard.running", str(ROOT / "dashboard" / "server.py")),
            *(part for name, value in flags.items() for part in (f"--server.{name}", value)),
        ],
        cwd=ROOT,
        env={**os.environ, "FUNNEL_WORKSPACE": str(workspace.folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_until_healthy(address)
        yield address, process
    finally:
        process.terminate()
        process.wait()


def _wait_until_healthy(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            # Nothing tells from outside when the port opens.
            time.sleep(0.1)
    raise TimeoutError(address)


def forgotten(page: Page) -> Page:
    """A page as it is found by a reader who has never been here, at a desk."""
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.context.clear_cookies()
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    return page


def settle(page: Page) -> None:
    """Until the page has its title and no run is under way."""
    # Not wait_for_function: the page's policy forbids evaluating text.
    page.locator('[data-test-script-state="notRunning"] h1').first.wait_for()


def go_to(page: Page, name: str) -> None:
    """Click the link of a page in the navigation, where it is: a page that is being drawn closes the groups again."""
    link = page.get_by_role("navigation").get_by_role("link", name=name, exact=True, include_hidden=True)
    link.dispatch_event("click")


def drawn(page: Page) -> None:
    """Until nothing is waiting to be drawn and no mark moves any more."""
    settle(page)
    expect(page.locator(SKELETON)).to_have_count(0, timeout=60_000)
    page.get_by_test_id("stVegaLiteChart").locator("svg").last.wait_for()
