// Who goes on by keyboard stands at the heading of the next page, and back again at the link they came from.
(() => {
  const LINK = 'a[href], svg [role="link"]';
  const leadsTo = (link) => link.__data__?.href ?? link.getAttribute("href");
  const like = (address) => [...document.querySelectorAll(LINK)].filter((link) => leadsTo(link) === address);
  const isDrawn = () => document.querySelector('[data-test-script-state="notRunning"]') !== null;

  // Per address the link that was left from: where it leads and which of those that lead there it is.
  const left = new Map();
  let isByKeyboard = false;
  let waiting = 0;

  const heading = () => {
    const found = document.querySelector("h1");
    found?.setAttribute("tabindex", "-1");
    return found;
  };
  const linkOf = ({ address, place }) => {
    const found = like(address);
    return found[Math.min(place, found.length - 1)];
  };

  // Focus is lost with what had it; until then there is nothing to mend. A heading may stay and only change its words.
  const isLost = () => [document.body, document.querySelector("h1")].includes(document.activeElement);
  const follow = (from, isBack) => {
    // Steps of a tenth of a second on the next page once it is drawn: how long one takes is the machine's affair.
    let patience = 100;
    clearInterval(waiting);
    waiting = setInterval(() => {
      if (location.href === from || !isDrawn()) return;
      patience -= 1;
      if (!patience) clearInterval(waiting);
      if (!isLost()) return;
      const origin = isBack ? left.get(location.href) : null;
      // What is drawn last may not be there yet: meanwhile the heading keeps the place.
      const wanted = (origin && linkOf(origin)) || heading();
      if (document.activeElement !== wanted) wanted?.focus({ preventScroll: true });
      if (document.activeElement === wanted && !(origin && wanted.matches("h1"))) clearInterval(waiting);
    }, 100);
  };

  addEventListener("pointerdown", () => {
    isByKeyboard = false;
    clearInterval(waiting);
  }, true);
  addEventListener("keydown", (event) => {
    isByKeyboard = true;
    clearInterval(waiting);
    if (event.key !== "Enter") return;
    const link = event.target.closest?.(LINK);
    // A grid tells no one else where its own links are.
    if (!link) {
      if (event.target.closest?.('[data-testid="stDataFrame"]')) follow(location.href, false);
      return;
    }
    const address = leadsTo(link);
    left.set(location.href, { address, place: Math.max(0, like(address).indexOf(link)) });
    follow(location.href, link.closest(".st-key-way-back") !== null);
  }, true);
  // Back and forward of the browser are trusted; a link of ours says the same to Streamlit by itself.
  addEventListener("popstate", ({ isTrusted }) => {
    if (isTrusted && isByKeyboard) follow("", true);
  }, true);
})();
