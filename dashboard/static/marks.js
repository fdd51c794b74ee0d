// Marks that lead on are links for the keyboard as well: one stop per chart, arrows between its marks, Enter opens.
// A chart is called what its card says: new rows change the words of the card, not the chart's own description.
(() => {
  const CHART = '[data-testid="stVegaLiteChart"]';

  // Marks of one kind stand in the order of the data; of several kinds, what the eye reads as one row is one row.
  const inReadingOrder = (marks) => {
    if (new Set(marks.map((mark) => mark.parentNode)).size < 2) return marks;
    // Vega knows where it drew; the browser would lay out the page to say so.
    const placed = marks.map((mark) => ({ mark, box: mark.__data__.bounds }));
    for (const each of placed) each.middle = (each.box.y1 + each.box.y2) / 2;
    placed.sort((one, other) => one.middle - other.middle);
    let row = 0;
    placed.forEach((each, place) => {
      const before = placed[place - 1];
      if (before && each.middle - before.middle > 8) row += 1;
      each.row = row;
    });
    return placed.sort((one, other) => one.row - other.row || one.box.x1 - other.box.x1).map(({ mark }) => mark);
  };

  const linksOf = (chart) =>
    inReadingOrder([...chart.querySelectorAll("svg [aria-label]")].filter((mark) => mark.__data__?.href));

  const name = (chart) => {
    const card = chart.closest('[class*="st-key-report-"]');
    const ids = [...(card?.querySelectorAll(".stHtml > :is(h2, .reading)[id]") ?? [])].map(({ id }) => id).join(" ");
    if (ids && chart.getAttribute("aria-labelledby") !== ids) chart.setAttribute("aria-labelledby", ids);
  };

  // Vega keeps what a mark stands for on its element, and says what shape it is in English.
  const dress = (chart) => {
    name(chart);
    for (const named of chart.querySelectorAll("[aria-roledescription]")) named.removeAttribute("aria-roledescription");
    // What holds no named mark is no picture of its own.
    for (const bare of chart.querySelectorAll('g[role="graphics-symbol"]:not([aria-label])')) bare.removeAttribute("role");
    const marks = linksOf(chart);
    for (const mark of marks) {
      mark.setAttribute("role", "link");
      if (!mark.hasAttribute("tabindex")) mark.setAttribute("tabindex", "-1");
    }
    if (!marks.length) return;
    // A picture has no parts for a screen reader; a group has.
    chart.querySelector("svg.marks").setAttribute("role", "group");
    if (!marks.some((mark) => mark.getAttribute("tabindex") === "0")) marks[0].setAttribute("tabindex", "0");
  };

  const touched = new Set();
  const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));
  const dressTouched = () => {
    for (const chart of touched) if (chart.isConnected) dress(chart);
    touched.clear();
  };
  new MutationObserver((changes) => {
    const known = touched.size;
    for (const { target } of changes) {
      const chart = target.closest?.(CHART);
      if (!chart || touched.has(chart)) continue;
      touched.add(chart);
      if (!chart.hasAttribute("aria-labelledby")) name(chart);
    }
    if (!known && touched.size) later(dressTouched);
  }).observe(document.body, { childList: true, subtree: true });

  // The tooltip is part of what the pointer gets.
  const point = (mark, kind) => {
    const { left, top, width, height } = mark.getBoundingClientRect();
    const at = { bubbles: true, clientX: left + width / 2, clientY: top + height / 2 };
    mark.dispatchEvent(new PointerEvent(`pointer${kind}`, at));
    mark.dispatchEvent(new MouseEvent(`mouse${kind}`, at));
  };

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  addEventListener("keydown", (event) => {
    const mark = event.target;
    if (!(mark instanceof SVGElement) || mark.getAttribute("role") !== "link") return;
    if (event.key === "Enter") {
      const { ctrlKey, metaKey, shiftKey } = event;
      mark.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
      return;
    }
    const marks = linksOf(mark.closest(CHART));
    const place = marks.indexOf(mark);
    const next = { Home: 0, End: marks.length - 1 }[event.key] ?? place + (STEPS[event.key] ?? NaN);
    if (Number.isNaN(next)) return;
    event.preventDefault();
    const wanted = marks[Math.max(0, Math.min(next, marks.length - 1))];
    mark.setAttribute("tabindex", "-1");
    wanted.setAttribute("tabindex", "0");
    wanted.focus();
  }, true);
  addEventListener("focusin", ({ target }) => {
    if (target instanceof SVGElement && target.getAttribute("role") === "link") point(target, "move");
  });
  addEventListener("focusout", ({ target }) => {
    if (target instanceof SVGElement && target.getAttribute("role") === "link") point(target, "out");
  });
})();
