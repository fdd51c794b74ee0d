"""The HTML document a browser gets before anything is drawn: language, title, our style and script, a word in case."""

from __future__ import annotations

import functools
import hashlib
import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qs

from dashboard.i18n import LANGUAGES, messages

# What holds where a reader stands listens before what leads them on.
SCRIPTS = ("look.js", "focus.js", "links.js", "marks.js", "hints.js", "cards.js", "words.js")
STYLES = ("look.css", "navigation.css")
STATIC = Path(__file__).with_name("static")
# A font nobody uses, an interface nobody offers, a favicon that flashes, and the one inline script.
_UNWANTED = re.compile(
    r"<!--.*?-->|<link[^>]*?(?:as=\"font\"|service-desc|shortcut icon).*?/>"
    r"|<script>.*?</script>|<noscript>.*?</noscript>",
    re.DOTALL,
)


# The messages whose English words are Streamlit's own.
FOREIGN = "streamlit."
ASKED_FIRST = ("health", "host-config")
# What the first page draws with; Streamlit asks for each only when the first of its kind arrives, and for what that
# imports only then. Those a page waits for longest come first.
DRAWN_WITH = (
    "Html",
    "ArrowVegaLiteChart",
    "loadVegaEmbed",
    "embed",
    "vega-interpreter",
    "ButtonGroup",
    "Selectbox",
    "Multiselect",
    "Button",
    "DownloadButton",
    "PageLink",
)
# What other pages are drawn with besides, fetched when nothing else is.
DRAWN_LATER = ("DataFrame", "DateInput", "TextInput")


def language_of(query: str, default: str) -> str:
    """The language a request asks for in its query string; `default` where it names none that there is."""
    asked = parse_qs(query).get("lang", [default])[-1]
    return asked if asked in LANGUAGES else default


@functools.lru_cache(maxsize=8)
def document(template: str, language: str, soon: tuple[str, ...] = (), later: tuple[str, ...] = ()) -> str:
    """Streamlit's index.html in this language, with our head and the words that must not need the server.

    `soon` are the names of scripts that the page needs soon, to be fetched early, `later` those of other pages.
    """
    found = _UNWANTED.sub("", template).strip()
    found = re.sub(r"<html[^>]*>", f'<html lang="{_bcp47(language)}">', found)
    found = re.sub(r"<title>.*?</title>", lambda _: f"<title>{_said(language, 'app.name')}</title>", found)
    # Before Streamlit's own script, which asks for these two before it connects.
    asked = "".join(
        f'\n    <link rel="preload" as="fetch" crossorigin href="./_stcore/{name}" />' for name in ASKED_FIRST
    )
    found = found.replace("<head>", f'<head>\n    <script src="{_address("server.js")}" defer></script>{asked}')
    found = found.replace("</head>", f"{_head(language)}{_early(soon, later)}\n  </head>")
    return found.replace("</body>", f"{_body()}\n  </body>")


def _bcp47(language: str) -> str:
    # Without the script a browser may choose the Japanese shapes of the same characters.
    return "zh-Hans" if language == "zh" else language


def _said(language: str, message_id: str) -> str:
    return html.escape(messages(language)(message_id))


def _address(name: str) -> str:
    # The digest makes a changed file a new address, so browsers may keep the old one for ever.
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"./look/{name}?v={digest}"


def _head(language: str) -> str:
    names = "".join(
        f'\n    <meta name="application-name" lang="{_bcp47(each)}" content="{_said(each, "app.name")}"'
        f' data-filters="{_said(each, "scope.filters")}" data-close="{_said(each, "scope.close")}"'
        f' data-csv="{_said(each, "report.csv_help")}" />'
        for each in LANGUAGES
    )
    scripts = "".join(f'\n    <script src="{_address(name)}" defer></script>' for name in SCRIPTS)
    styles = "\n    ".join(f'<link rel="stylesheet" href="{_address(name)}" />' for name in STYLES)
    return f"""
    <meta name="description" content="{_said(language, "app.about")}" />
    <meta name="robots" content="noindex" />
    <meta name="color-scheme" content="light dark" />{names}
    <link rel="icon" href="{_address("favicon.png")}" />
    {styles}
    <script type="application/json" id="words">{_foreign()}</script>{scripts}"""


def _foreign() -> str:
    """Per language the pairs of Streamlit's words and ours, for words.js."""
    ids = sorted(each for each in messages("en").ids if each.startswith(FOREIGN))
    pairs = {
        _bcp47(each): [[messages("en")(name), messages(each)(name)] for name in ids]
        for each in LANGUAGES
        if each != "en"
    }
    return json.dumps(pairs, ensure_ascii=False).replace("<", "\\u003c")


def _early(soon: tuple[str, ...], later: tuple[str, ...]) -> str:
    kinds = {"modulepreload": soon, "prefetch": tuple(name for name in later if name not in soon)}
    return "".join(
        f'\n    <link rel="{kind}" crossorigin href="./static/js/{name}" />' for kind in kinds for name in kinds[kind]
    )


def _body() -> str:
    """In every language, as the reader may change it later; the style sheet shows the one of the document."""
    said = {
        place: "".join(f'<p lang="{_bcp47(each)}">{_said(each, message_id)}</p>' for each in LANGUAGES)
        for place, message_id in (
            ("noscript", "state.no_script"),
            ("lost", "state.lost"),
            ("gone", "state.gone"),
            ("printed", "print.printed"),
        )
    }
    return f"""
    <noscript>{said["noscript"]}</noscript>
    <aside id="lost" role="status" aria-live="polite"><div class="lost">{said["lost"]}</div>
      <div class="gone">{said["gone"]}</div></aside>
    <footer id="printed" aria-hidden="true">{said["printed"]}<p class="when"></p></footer>"""
