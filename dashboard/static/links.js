// Marks of charts are links of the page, and going back twice in a hurry ends where the reader stopped.
(() => {
  const push = history.pushState.bind(history);
  const open = (event, href) => {
    const url = new URL(href, document.baseURI);
    if (url.origin !== location.origin) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      window.open(url, "_blank", "noopener");
      return;
    }
    push({}, "", url);
    // Streamlit reads the address again when the reader goes back or forward: one entry in the history, no reload.
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  };
  // Figures in a page's opening sentences are links of the same page; Streamlit's own would open a tab.
  addEventListener("click", (event) => {
    const link = event.target.closest?.(".st-key-opening a");
    if (link) open(event, link.href);
  }, true);
  // Vega keeps what a mark stands for on its element.
  addEventListener("click", (event) => {
    const href = event.target.__data__?.href;
    if (href) open(event, href);
  }, true);

  // A page that is drawn late announces its address after the reader has gone on; Streamlit would make an entry of it.
  let wanted = null;
  history.pushState = (state, unused, url) => {
    if (wanted === null || new URL(url ?? "", location.href).pathname === wanted) push(state, unused, url);
  };
  for (const kind of ["pointerdown", "keydown", "click"]) {
    addEventListener(kind, () => { wanted = null; }, true);
  }
  addEventListener("popstate", () => { wanted = location.pathname; }, true);
})();
