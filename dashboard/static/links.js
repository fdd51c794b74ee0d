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
    push({}, "", url);
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
    if (deal) open(last, deal);
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

  // Whoever goes back finds the list where it was left, once it is that long again and unless they move meanwhile.
  const left = new Map();
  const place = () => document.querySelector('[data-testid="stMain"]');
  let waiting = 0;
  const restore = (path, top) => {
    const until = Date.now() + 10000;
    clearInterval(waiting);
    waiting = top && setInterval(() => {
      const main = place();
      if (!main || Date.now() > until) clearInterval(waiting);
      else if (location.pathname !== path) return;
      else if (main.scrollTop === top) clearInterval(waiting);
      else if (main.scrollHeight - main.clientHeight >= top) main.scrollTop = top;
    }, 100);
  };
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(kind, () => clearInterval(waiting), { capture: true, passive: true });
  }
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => {
      left.delete(location.href);
      if (place()) left.set(location.href, place().scrollTop);
    }, true);
  }
  addEventListener("popstate", () => restore(location.pathname, left.get(location.href)), true);
  addEventListener("click", ({ target }) => {
    if (!target.closest?.(".st-key-way-back a")) return;
    const pages = [...left].reverse().map(([href, top]) => [new URL(href).pathname, top]);
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
