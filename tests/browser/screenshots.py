"""The pictures of the README: `python -m tests.browser.screenshots` draws them from the sample companies.

Both languages, light and dark, desk and phone; written as PNG of few colours into sample_data/screenshots.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from dashboard.importing.load import import_paths
from dashboard.workspace import Workspace
from tests.browser.serving import CHROMIUM, FLAGS, ROOT, drawn, served

FOLDER = ROOT / "sample_data" / "screenshots"
SAMPLES = {"en": "salesforce", "zh": "xiaoshouyi"}
DESK, PHONE = (1440, 900), (390, 844)
# name, language, page, theme, window, whether all of the page
PICTURES = (
    ("overview-en", "en", "", "light", DESK, True),
    ("overview-zh", "zh", "", "light", DESK, True),
    ("overview-zh-dark", "zh", "", "dark", DESK, False),
    ("funnel-en-dark", "en", "funnel", "dark", DESK, True),
    ("phone-en", "en", "", "light", PHONE, False),
    ("phone-zh-dark", "zh", "funnel", "dark", PHONE, False),
)
# Fewer colours make smaller files; the largest number that fits is taken.
COLOURS, LARGEST = (160, 96, 64), 250_000


def main() -> None:
    """Draw every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for language, sample in SAMPLES.items():
            with served(_imported(Path(folder) / language, ROOT / "sample_data" / sample)) as (address, _):
                for name, of, page, theme, window, is_whole in PICTURES:
                    if of == language:
                        url = f"{address}/{page}?lang={language}"
                        _keep(name, _picture(browser, url, theme, window, is_whole))
        browser.close()


def _imported(folder: Path, sample: Path) -> Workspace:
    folder.mkdir()
    settings = (sample / "funnel.toml").read_text(encoding="utf-8")
    # The sample ends on a fixed day; how long ago that is should not change the pictures.
    told = settings.replace("[rules]\n", "[rules]\nstale_after_days = 36500\n", 1)
    (folder / "funnel.toml").write_text(told, encoding="utf-8")
    import_paths(Workspace(folder), [sample])
    return Workspace(folder)


def _picture(browser: Browser, url: str, theme: str, window: tuple[int, int], is_whole: bool) -> bytes:
    width, height = window
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(url)
    drawn(page)
    if is_whole:
        # The page scrolls inside its window, so the window becomes as tall as the page.
        tall = page.get_by_test_id("stMainBlockContainer").evaluate("e => e.scrollHeight")
        page.set_viewport_size({"width": width, "height": tall})
        drawn(page)
    taken = page.screenshot(animations="disabled")
    context.close()
    return taken


def _keep(name: str, taken: bytes) -> None:
    path = FOLDER / f"{name}.png"
    with Image.open(io.BytesIO(taken)) as picture:
        whole = picture.convert("RGB")
    for colours in COLOURS:
        # Coverage keeps the rare colours, which carry what is good and what is bad.
        few = whole.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            break
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)} {size:,} bytes")
    if size > LARGEST:
        raise ValueError(f"{path.name} has {size:,} bytes, {LARGEST:,} are allowed")


if __name__ == "__main__":
    main()
