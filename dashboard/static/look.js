// What the page itself cannot do: keep <html lang> right, say that the connection is lost, date a printed page.
(() => {
  const root = document.documentElement;
  const names = [...document.querySelectorAll('meta[name="application-name"]')];

  // The start page's address is empty, which in a link of another page would mean that page.
  const nameStart = () => {
    for (const link of document.querySelectorAll(".st-key-way-back a")) {
      const address = link.getAttribute("href") || "";
      if (/^(\?|$)/.test(address)) link.setAttribute("href", `./${address}`);
    }
  };

  // Streamlit names its own two buttons and the place of the filters in English only, and after where they stand.
  const nameButtons = (named) => {
    const filters = document.querySelector('[data-testid="stSidebar"]');
    const open = document.querySelector('[data-testid="stExpandSidebarButton"]');
    const close = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (named && filters) filters.setAttribute("aria-label", named.dataset.filters);
    for (const [button, said] of [[open, named?.dataset.filters], [close, named?.dataset.close]]) {
      if (button && said && button.getAttribute("aria-label") !== said) button.setAttribute("aria-label", said);
    }
  };

  // The title ends with the dashboard's name in the language the page was drawn in.
  const followLanguage = () => {
    const named = names.find((meta) => document.title.endsWith(meta.content));
    if (named && root.lang !== named.lang) root.lang = named.lang;
    nameButtons(named);
    nameStart();
  };
  new MutationObserver(followLanguage).observe(document.head, {
    childList: true, subtree: true, characterData: true,
  });

  // A short break, as when a laptop wakes, heals by itself and is not worth a word.
  const PATIENCE = 2500;
  let hadConnection = false;
  let timer = 0;
  const followConnection = (app) => {
    const state = app.dataset.testConnectionState;
    if (state === "CONNECTED") {
      hadConnection = true;
      clearTimeout(timer);
      timer = 0;
      delete root.dataset.connection;
    } else if (state === "DISCONNECTED_FOREVER") {
      root.dataset.connection = "gone";
    } else if (hadConnection && !timer) {
      timer = setTimeout(() => { root.dataset.connection ||= "lost"; }, PATIENCE);
    }
  };
  const watch = new MutationObserver(() => {
    const app = document.querySelector("[data-test-connection-state]");
    if (app) followConnection(app);
    followLanguage();
  });
  watch.observe(document.body, {
    subtree: true, attributeFilter: ["data-test-connection-state", "data-test-script-state", "data-collapsed"],
  });

  // Paper is white: a dark page is turned around, and every page says when it was printed.
  addEventListener("beforeprint", () => {
    const app = document.querySelector('[data-testid="stApp"]') || document.body;
    // Of the words, as paper has no ground: what is light stood on a dark one.
    const [red, green, blue] = getComputedStyle(app).color.match(/\d+/g).map(Number);
    root.dataset.ground = red + green + blue > 384 ? "dark" : "light";
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    document.querySelector("#printed .when").textContent =
      `${day} ${two(now.getHours())}:${two(now.getMinutes())} · ${document.title}`;
  });
})();
