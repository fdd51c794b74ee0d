"""A running server over the sample company, and Debian's Chromium; skipped where there is none."""

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.serving import CHROMIUM, FLAGS, forgotten, served
from tests.browser.serving import settle as settle_page


@pytest.fixture(scope="session")
def sample_workspace(sample_company):
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    return sample_company


@pytest.fixture(scope="session")
def server(sample_workspace):
    """The address of the server that most tests share."""
    with served(sample_workspace) as (address, _):
        yield address


@pytest.fixture
def server_of_its_own(sample_workspace):
    """Address and process of a server that a test may end."""
    with served(sample_workspace) as found:
        yield found


@pytest.fixture(scope="session")
def browser(sample_workspace):
    with sync_playwright() as playwright:
        # A machine that does other work draws a page in many seconds.
        expect.set_options(timeout=120_000)
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def tab(browser):
    """The tab that all tests share: a browser shows a page in a third of the time where it has shown one before."""
    context = browser.new_context(accept_downloads=True)
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab):
    """The tab as a reader finds it who has never been here, at a desk."""
    return forgotten(tab)


@pytest.fixture
def opened(server, page):
    """Open a path and wait until the page is drawn."""

    def open_path(path: str = "/") -> Page:
        page.goto(f"{server}{path}")
        settle_page(page)
        return page

    return open_path


@pytest.fixture
def settle():
    """Wait until a page is drawn."""
    return settle_page
