// Marks of charts are links of the page, and going back twice in a hurry ends where the reader stopped.
(() => {
  const push = history.pushState.bind(history);
  const openWindow = window.open.bind(window);
  const open = (event, href) => {
    const url = new URL(href, document.baseURI);
    if (url.origin !== location.origin) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      openWindow(url, "_blank", "noopener");
      return;
    }
    // Where the reader is already needs no second entry: one step back leads away from it.
    if (url.href !== location.href) push({}, "", url);
    // Streamlit reads the address again when the reader goes back or forward: one entry in the history, no reload.
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  };
  // The navigation, figures in opening sentences, on cards and on the board, deals in short lists are links of the same page;
  // Streamlit's own would open a tab.
  addEventListener("click", (event) => {
    const link = event.target.closest?.(".pages a, .st-key-opening a, .cards a, .board a, .shown a");
    if (link) open(event, link.href);
  }, true);
  // A group of pages closes when the reader turns elsewhere or has chosen, and by Escape, which goes back to its name.
  const close = (unless) => {
    for (const group of document.querySelectorAll(".pages details[open]")) {
      if (!unless?.(group)) group.open = false;
    }
  };
  for (const kind of ["pointerdown", "focusin"]) {
    addEventListener(kind, ({ target }) => close((group) => group.contains(target)), true);
  }
  addEventListener("popstate", () => close(), true);
  addEventListener("keydown", ({ key, target }) => {
    const group = key === "Escape" && target.closest?.(".pages details[open]");
    if (!group) return;
    group.open = false;
    group.querySelector("summary").focus();
  }, true);
  // A page that is drawn replaces the navigation: a group that is open stays open, and the focus where it was.
  let shown = null;
  let focused = null;
  addEventListener("focusin", ({ target }) => { focused = target; }, true);
  new MutationObserver(() => {
    const [drawn] = document.getElementsByClassName("pages");
    if (!drawn || drawn === shown) return;
    const before = shown;
    shown = drawn;
    if (!before) return;
    const groups = drawn.querySelectorAll("details");
    before.querySelectorAll("details").forEach((group, place) => {
      if (group.open && groups[place]) groups[place].open = true;
    });
    const place = [...before.querySelectorAll("a, summary")].indexOf(focused);
    if (place >= 0 && document.activeElement === document.body) drawn.querySelectorAll("a, summary")[place]?.focus();
  }).observe(document.body, { childList: true, subtree: true });
  // Vega keeps what a mark stands for on its element.
  addEventListener("click", (event) => {
    const href = event.target.__data__?.href;
    if (href) open(event, href);
  }, true);

  // The name of a deal in a grid leads to its page, with the choices in the address that the reader is at.
  const toDeal = (href) => {
    const url = new URL(href, document.baseURI);
    if (url.origin !== location.origin || !url.searchParams.has("called")) return null;
    const kept = new URLSearchParams(location.search);
    kept.set("deal", url.searchParams.get("deal"));
    // Behind a number the address says already which page shows the number.
    if (!kept.has("of")) kept.set("page", location.pathname.split("/").pop());
    if (!kept.get("page")) kept.delete("page");
    url.search = kept;
    return url.href;
  };
  const dealOf = (href) => new URL(href).searchParams.get("deal");
  let last = new Event("click");
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, (event) => { last = event; }, true);
  // A grid opens its links in a tab of their own.
  window.open = (href, ...rest) => {
    const deal = href && toDeal(href);
    if (!deal) return openWindow(href, ...rest);
    open(last, deal);
    return null;
  };
  // By keyboard a grid shows the link of a cell in a box of its own: one Enter is enough.
  new MutationObserver(() => {
    const shown = document.querySelector("#portal .gdg-link-area");
    const deal = shown && toDeal(shown.getAttribute("href"));
    // The box may stay while the page that it led to is drawn.
    if (deal && dealOf(deal) !== dealOf(location.href)) open(last, deal);
  }).observe(document.body, { childList: true, subtree: true });
  // A finger's first tap only chooses a cell, which the grid tells those who cannot see it a moment later.
  addEventListener("pointerup", ({ target, pointerType }) => {
    const grid = pointerType === "touch" && target.closest?.('[data-testid="stDataFrame"]');
    if (!grid) return;
    setTimeout(() => {
      const cell = grid.isConnected && grid.querySelector('td[aria-selected="true"]');
      const deal = cell && cell.textContent.startsWith("deal?called=") && toDeal(cell.textContent);
      if (deal) open(last, deal);
    }, 400);
  }, true);
  // What is copied from a grid holds the names, not their addresses.
  const write = DataTransfer.prototype.setData;
  DataTransfer.prototype.setData = function setData(form, text) {
    return write.call(this, form, text.replace(/\bdeal\?called=(.*?)&(?:amp;)?deal=[^\t\r\n"<]*/g, (_, name) => decodeURIComponent(name)));
  };

  // Whoever goes back finds what they left where it stood, once it is there again and unless they move meanwhile. How far
  // the page was scrolled says less: what stands above may have become higher.
  const left = new Map();
  const place = () => document.querySelector('[data-testid="stMain"]');
  const isDrawn = () =>
    document.querySelector('[data-test-script-state="notRunning"]') && !document.querySelector('[data-testid^="stSkeleton"]');
  const CARD = "st-key-report-";
  const standing = (main, target) => {
    const seen = (each) => each.getBoundingClientRect().bottom > 0;
    const card = target.closest?.(`[class*="${CARD}"]`) ?? [...main.querySelectorAll(`[class*="${CARD}"]`)].find(seen);
    const key = card && [...card.classList].find((name) => name.startsWith(CARD));
    return { scrolled: main.scrollTop, key, top: card?.getBoundingClientRect().top };
  };
  let waiting = 0;
  const restore = (path, before) => {
    // Steps of a tenth of a second on a page that is drawn: how long one takes to be drawn is the machine's affair.
    let patience = 100;
    let calm = 0;
    clearInterval(waiting);
    waiting = before?.scrolled && setInterval(() => {
      const main = place();
      const isWhole = isDrawn();
      if (isWhole) patience -= 1;
      if (!main || !patience || calm > 9) clearInterval(waiting);
      if (!main || location.pathname !== path) return;
      const card = before.key && document.getElementsByClassName(before.key)[0];
      const wanted = card ? main.scrollTop + card.getBoundingClientRect().top - before.top : before.scrolled;
      const most = main.scrollHeight - main.clientHeight;
      if (!isWhole && (wanted > most || (before.key && !card))) return;
      const top = Math.max(0, Math.min(wanted, most));
      calm = isWhole && Math.abs(main.scrollTop - top) <= 1 ? calm + 1 : 0;
      if (Math.abs(main.scrollTop - top) > 1) main.scrollTop = top;
    }, 100);
  };
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(kind, () => clearInterval(waiting), { capture: true, passive: true });
  }
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, ({ key, target }) => {
      // While a page is drawn a link may leave the screen with the focus on it: whoever presses it finds it in sight.
      if (key === "Enter") target.closest?.('a[href], svg [role="link"]')?.scrollIntoView({ block: "nearest" });
      left.delete(location.href);
      if (place()) left.set(location.href, standing(place(), target));
    }, true);
  }
  addEventListener("popstate", () => restore(location.pathname, left.get(location.href)), true);
  addEventListener("click", ({ target }) => {
    if (!target.closest?.(".st-key-way-back a")) return;
    const pages = [...left].reverse().map(([href, before]) => [new URL(href).pathname, before]);
    restore(...(pages.find(([path]) => path !== location.pathname) ?? []));
  }, true);

  // A page that is drawn late announces its address after the reader has gone on; Streamlit would make an entry of it.
  // After a step back or forward any entry would take away the steps that are left.
  let wanted = null;
  let isStepping = false;
  history.pushState = (state, unused, url) => {
    const isOfThisPage = wanted === null || new URL(url ?? "", location.href).pathname === wanted;
    if (isOfThisPage && !isStepping) push(state, unused, url);
  };
  for (const kind of ["pointerdown", "keydown", "click"]) {
    addEventListener(kind, () => {
      wanted = null;
      isStepping = false;
    }, true);
  }
  addEventListener("popstate", ({ isTrusted }) => {
    wanted = location.pathname;
    isStepping = isTrusted;
  }, true);
})();
