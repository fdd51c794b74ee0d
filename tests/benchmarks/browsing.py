"""One reader in Chromium: from an action to the last change on the screen."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, sync_playwright

from dashboard.i18n import messages
from tests.browser.conftest import CHROMIUM, FLAGS

PAGES = ("funnel", "dwell_time", "regions", "reps", "overview")

# Notes when the reader last clicked and when the page last changed; a page is drawn when nothing has changed for a
# while. What lies inside a canvas is never drawn: a grid tells screen readers there what it shows, a while later.
_WATCH = """() => {
    window.lastChange = performance.now();
    addEventListener("click", (event) => { window.lastClick = event.timeStamp; }, true);
    const isDrawn = (change) => !(change.target.nodeType === 1 && change.target.closest("canvas"));
    new MutationObserver((changes) => { if (changes.some(isDrawn)) window.lastChange = performance.now(); })
        .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
}"""
_QUIET = 1_500


@dataclass(frozen=True)
class Seen:
    """Median milliseconds to the last change on the screen; `first` after opening the address."""

    first: float
    choice: float
    page: float


def look(address: str, query: str = "", runs: int = 5) -> Seen | None:
    """Open the address, choose in the first box of the sidebar, change pages. None where there is no Chromium.

    A page without sidebar or navigation is chosen from in its first box, and its pages are not changed (0).
    """
    if CHROMIUM is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        page.add_init_script(f"({_WATCH})()")
        started = time.perf_counter()
        page.goto(f"{address}/{query}")
        page.locator('[data-test-script-state="notRunning"]').wait_for()
        opened = page.evaluate("() => performance.now()")
        first = (time.perf_counter() - started) * 1000 - opened + _settled(page)
        box = page.get_by_test_id("stSelectbox").first
        choices = [_timed(page, lambda place=place: _choose(page, box, place)) for place in range(1, runs + 1)]
        # A link in a closed group is clicked where it is: opening the group is the reader's time.
        found = [page.locator(".pages a", has_text=re.compile(f"^{messages('en')(f'page.{name}')}$")) for name in PAGES]
        pages = [_timed(page, lambda link=link: link.first.dispatch_event("click")) for link in found if link.count()]
        browser.close()
    return Seen(first, statistics.median(choices), statistics.median(pages or [0]))


def _choose(page: Page, box: Locator, place: int) -> None:
    """Open the box, so that the click on the option is what counts."""
    box.locator("input").click()
    option = page.get_by_role("option").nth(place)
    option.wait_for()
    option.click()


def _timed(page: Page, act: Callable[[], None]) -> float:
    """From the click as the browser saw it: how long the robot took to aim is not the page's time."""
    act()
    clicked = float(page.evaluate("() => window.lastClick"))
    return _settled(page, clicked) - clicked


def _settled(page: Page, since: float = 0.0) -> float:
    """When the page changed last, by its own clock, once it changed after `since`, is quiet and no run is under way."""
    while True:
        page.locator('[data-test-script-state="notRunning"]').wait_for()
        last, now = page.evaluate("() => [window.lastChange, performance.now()]")
        if last > since and now - last > _QUIET:
            return float(last)
        page.wait_for_timeout(max(0, _QUIET - (now - last)) + 20)
