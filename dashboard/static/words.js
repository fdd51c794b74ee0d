// What Streamlit says in English only, said in the language of the page: names of its own buttons, lists and menus.
(() => {
  const root = document.documentElement;
  // Per language a list of [its English words, ours]; {what} stands for words of ours or of the data.
  const said = JSON.parse(document.getElementById("words").textContent);
  const NAMES = ["aria-label", "placeholder", "title"];
  // Where text is Streamlit's own. Elsewhere the same word may be a name in the data.
  const TEXTS = [
    '[data-testid="stSkipToContent"]', '[data-testid="stTooltipContent"]', '[data-testid="InputInstructions"]',
    '[data-testid^="stDataFrame"][data-testid$="Menu"]', '[data-testid^="stDataFrameStatistics"]',
    '[data-key^="__select_"]', '[role="listbox"][data-empty]', '[data-testid="stDateInputCalendar"] > span',
    ".gdg-search-status", '[data-testid="stFileUploaderDropzone"]', '[data-testid="stDialog"]',
  ].join();

  const exact = new Map();
  let patterns = [];
  const learn = () => {
    exact.clear();
    patterns = [];
    for (const [theirs, ours] of said[root.lang] ?? []) {
      if (!theirs.includes("{")) exact.set(theirs, ours);
      else {
        const places = [...theirs.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const literal = theirs.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
        patterns.push([new RegExp(`^${literal.join("(.+)")}$`, "s"), places, ours]);
      }
    }
  };
  const translated = (words) => {
    const whole = exact.get(words.trim());
    if (whole) return whole;
    for (const [pattern, places, ours] of patterns) {
      const found = pattern.exec(words);
      if (found) return places.reduce((text, name, place) => text.replace(`{${name}}`, () => found[place + 1]), ours);
    }
    return words;
  };

  // What stood there before, to be found again when the reader changes the language.
  const kept = new WeakMap();
  const say = (node, key, now, put) => {
    const before = kept.get(node)?.[key];
    const english = before && before.ours === now ? before.english : now;
    const ours = translated(english);
    if (ours !== english) kept.set(node, { ...kept.get(node), [key]: { english, ours } });
    if (ours !== now) put(ours);
  };
  const name = (element) => {
    for (const key of NAMES) {
      const now = element.getAttribute(key);
      if (now) say(element, key, now, (words) => element.setAttribute(key, words));
    }
  };
  const tell = (text) => {
    if (text.data.trim() && text.parentElement?.closest(TEXTS)) {
      say(text, "text", text.data, (words) => { text.data = words; });
    }
  };
  const visit = (node) => {
    if (node instanceof Text) tell(node);
    if (!(node instanceof HTMLElement)) return;
    name(node);
    for (const element of node.querySelectorAll("[aria-label], [placeholder], [title]")) {
      if (element instanceof HTMLElement) name(element);
    }
    const own = node.closest(TEXTS) ? [node] : node.querySelectorAll(TEXTS);
    for (const element of own) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) tell(texts.currentNode);
    }
  };

  const watch = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(visit);
      else if (type === "characterData") tell(target);
      else if (target instanceof HTMLElement) name(target);
    }
  });
  const follow = () => {
    watch.disconnect();
    learn();
    visit(document.body);
    // English pages are as they came.
    if (!said[root.lang]) return;
    watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributeFilter: NAMES });
  };
  new MutationObserver(follow).observe(root, { attributeFilter: ["lang"] });
  follow();
})();
