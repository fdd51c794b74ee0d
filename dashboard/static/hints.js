// What a figure counts is told where its question mark is pointed at, reached by the keyboard or tapped; Escape hides it.
(() => {
  // Long enough to pass over a mark without a word, and to go from the mark into what it opened.
  const BEFORE = 120;
  const AFTER = 250;
  const EDGE = 8;
  let ask = null;
  let hint = null;
  let isKept = false;
  let quiet = null;
  let timer = 0;

  const askAt = (node) => node?.closest?.(".ask");
  const hide = () => {
    clearTimeout(timer);
    if (hint?.matches(":popover-open")) hint.hidePopover();
  };
  // Below its mark, above it where the window ends; never beyond an edge.
  const place = () => {
    const { left, top, bottom } = ask.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = hint;
    const below = bottom + 4;
    const y = below + offsetHeight + EDGE <= innerHeight ? below : top - 4 - offsetHeight;
    hint.style.left = `${Math.max(EDGE, Math.min(left - EDGE, document.documentElement.clientWidth - offsetWidth - EDGE))}px`;
    hint.style.top = `${Math.max(EDGE, y)}px`;
  };
  const show = (wanted, isToStay) => {
    clearTimeout(timer);
    const found = document.getElementById(wanted.getAttribute("popovertarget"));
    if (!found) return;
    if (hint !== found) hide();
    // The one that was shown before is told of it later than its mark is forgotten.
    if (ask) delete ask.dataset.open;
    [ask, hint, isKept] = [wanted, found, isToStay];
    if (!hint.matches(":popover-open")) hint.showPopover();
    ask.dataset.open = "";
    place();
  };
  // Closed by a click elsewhere, by Escape or from here: all the same.
  addEventListener("toggle", ({ target, newState }) => {
    if (target !== hint || newState !== "closed") return;
    delete ask.dataset.open;
    [ask, hint, isKept] = [null, null, false];
  }, true);

  addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const pointed = askAt(target);
    if (pointed) {
      clearTimeout(timer);
      if (pointed !== ask) timer = setTimeout(() => show(pointed, false), BEFORE);
    } else if (hint?.contains(target)) clearTimeout(timer);
    else {
      clearTimeout(timer);
      if (hint && !isKept && document.activeElement !== ask && !hint.contains(document.activeElement)) timer = setTimeout(hide, AFTER);
    }
  }, true);
  addEventListener("focusin", ({ target }) => {
    const reached = askAt(target);
    if (reached?.matches(":focus-visible")) {
      if (reached !== quiet) show(reached, false);
    } else if (!hint?.contains(target)) hide();
    if (reached !== quiet) quiet = null;
  }, true);
  addEventListener("click", (event) => {
    const pressed = askAt(event.target);
    if (!pressed) return;
    event.preventDefault();
    // A key answers what it shows already; a pointer that came to rest here wants to keep it.
    if (pressed === ask && (isKept || event.detail === 0)) hide();
    else show(pressed, true);
  }, true);
  addEventListener("keydown", ({ key }) => {
    // The focus goes back to the mark, which must not open it again.
    if (key === "Escape" && hint) quiet = ask;
  }, true);
  // Reached by the keyboard a mark may have to be scrolled to.
  const follow = ({ target }) => {
    if (!hint || target === hint) return;
    const { top, bottom } = ask.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) hide();
    else place();
  };
  addEventListener("scroll", follow, { capture: true, passive: true });
  addEventListener("resize", hide);
  addEventListener("popstate", hide, true);
})();
