"""A running server over the sample company, and Debian's Chromium; skipped where there is none."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def sample_workspace(sample_company):
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    return sample_company


@pytest.fixture(scope="session")
def server(sample_workspace):
    """The address of a server of its own."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    flags = ["--server.port", str(port), "--server.headless", "true", "--server.address", "localhost"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "server.py"), *flags],
        cwd=ROOT,
        env={**os.environ, "FUNNEL_WORKSPACE": str(sample_workspace.folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_until_healthy(address)
        yield address
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


@pytest.fixture(scope="session")
def browser(sample_workspace):
    with sync_playwright() as playwright:
        # A machine that does other work draws a page in many seconds.
        expect.set_options(timeout=60_000)
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(server, page):
    """Open a path and wait until the page is drawn."""

    def open_path(path: str = "/") -> Page:
        page.goto(f"{server}{path}")
        _settle(page)
        return page

    return open_path


@pytest.fixture
def settle():
    """Wait until a page is drawn."""
    return _settle


def _settle(page: Page) -> None:
    """Until the last line of the page is there and no run is under way."""
    page.get_by_test_id("stPageLink").last.wait_for()
    # Not wait_for_function: the page's policy forbids evaluating text.
    page.locator('[data-test-script-state="notRunning"]').wait_for()
