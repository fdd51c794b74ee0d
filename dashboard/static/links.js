// A mark of a chart that has an address opens it as a link of the page does: one entry in the history, no reload.
(() => {
  const open = (event, href) => {
    const url = new URL(href, document.baseURI);
    if (url.origin !== location.origin) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      window.open(url, "_blank", "noopener");
      return;
    }
    history.pushState({}, "", url);
    // Streamlit reads the address again when the reader goes back or forward.
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  };
  // Vega keeps what a mark stands for on its element.
  addEventListener("click", (event) => {
    const href = event.target.__data__?.href;
    if (href) open(event, href);
  }, true);
})();
