// What a card gets once it stands. What every card has is called by its card as well: "CSV" is not what a list of
// buttons can tell apart. A board that is wider than its card begins with its last day, the newest.
(() => {
  const CARD = '[class*="st-key-report-"]';
  const OWN = `${CARD} :is([data-testid="stDownloadButton"] button, [class*="st-key-more-"] summary)`;
  const told = document.querySelectorAll('meta[name="application-name"]');

  const set = (element, attribute, words) => {
    if (words && element.getAttribute(attribute) !== words) element.setAttribute(attribute, words);
  };
  const nameAll = () => {
    const words = [...told].find(({ lang }) => lang === document.documentElement.lang) ?? told[0];
    for (const element of document.querySelectorAll(OWN)) {
      const title = element.closest(CARD).querySelector("h2")?.textContent;
      const shown = element.querySelector('[data-testid="stMarkdownContainer"]')?.textContent;
      if (!title || !shown) continue;
      set(element, "aria-label", `${shown} · ${title}`);
      // A hint of Streamlit's own makes a button twice as dear to the browser.
      if (element.closest('[class*="st-key-csv-"]')) set(element, "title", words.dataset.csv);
    }
  };

  const begin = (board) => {
    board.dataset.begun = "";
    const [names, ...groups] = board.querySelectorAll("thead tr:first-child th");
    // The last group is the week as a whole.
    if (groups.length > 1) board.scrollLeft = groups.at(-2).offsetLeft - names.offsetWidth;
  };

  const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));
  let isAsked = false;
  new MutationObserver(() => {
    document.querySelectorAll(".board:not([data-begun])").forEach(begin);
    if (isAsked) return;
    isAsked = true;
    later(() => {
      isAsked = false;
      nameAll();
    });
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
})();
