"use strict";
// Keeps the article and the list of its statements in step. Without this script every link still leads where it says.
(() => {
  const ROLES = ["content", "source", "cue", "other"];
  const wide = matchMedia("(min-width: 66rem)");
  const cards = [...document.querySelectorAll(".cards > .card")];
  const sheet = document.getElementById("sheet");
  const sheetCard = document.getElementById("sheet-card");
  const list = document.getElementById("statements");
  const byName = new Map(cards.map((card) => [card.dataset.name, card]));
  const pieces = new Map(cards.map((card) => [card.dataset.name, []]));
  for (const piece of document.querySelectorAll("article [class]")) {
    for (const role of ROLES) {
      for (const name of (piece.dataset[role] || "").split(" ").filter(Boolean)) pieces.get(name).push([piece, role]);
    }
  }
  let chosen = null;

  const tone = (card) => ["named", "described", "anonymous", "unassessed"].find((word) => card.classList.contains(word));

  function unmark() {
    for (const one of document.querySelectorAll(".on")) one.classList.remove("on", ...ROLES.map((role) => `on-${role}`));
    for (const one of document.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
  }

  function clear() {
    unmark();
    chosen = null;
    sheet.hidden = true;
    document.documentElement.classList.remove("chosen");
    history.replaceState(null, "", location.pathname + location.search);
  }

  function intoView(element, block) {
    const box = element.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    const outside = box.top < frame.top + 60 || box.bottom > frame.bottom - 20;
    if (!wide.matches || !outside) return;
    const top = list.scrollTop + box.top - frame.top - (block === "start" ? 70 : Math.max(70, (frame.height - box.height) / 3));
    list.scrollTo({ top });
  }

  function choose(name, { scroll = false, focus = false } = {}) {
    const card = byName.get(name);
    if (!card) return;
    unmark();
    chosen = name;
    document.documentElement.classList.add("chosen");
    document.documentElement.style.setProperty("--picked", `var(--${tone(card)})`);
    for (const [piece, role] of pieces.get(name)) piece.classList.add("on", `on-${role}`);
    const number = document.getElementById(name);
    number.classList.add("on");
    card.classList.add("on");
    card.querySelector(".go").setAttribute("aria-current", "true");
    const copy = document.createElement("div");
    copy.className = card.className;
    copy.append(...card.cloneNode(true).childNodes);
    sheetCard.replaceChildren(copy);
    sheet.hidden = false;
    sheet.scrollTop = 0;
    intoView(card);
    if (scroll) {
      const [piece] = pieces.get(name)[0] || [number];
      (piece.compareDocumentPosition(number) & Node.DOCUMENT_POSITION_FOLLOWING ? piece : number).scrollIntoView({ block: "nearest" });
    }
    if (focus) (wide.matches ? card.querySelector(".go") : sheet.querySelector(".go")).focus({ preventScroll: true });
    history.replaceState(null, "", `#${name}`);
  }

  function step(by) {
    const order = cards.map((card) => card.dataset.name);
    const at = order.indexOf(chosen);
    choose(order[(at + by + order.length) % order.length], { scroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const piece = event.target.closest("article [data-choose]");
    // Whoever selects text to copy it wants no statement.
    if (piece && !link && !String(getSelection())) choose(piece.dataset.choose);
    else if (link) {
      const name = link.dataset.choose || link.hash.slice(1);
      if (!byName.has(name)) return;
      event.preventDefault();
      // A key press on a number goes on to what it stands for; a click stays with the text.
      choose(name, { scroll: !link.dataset.choose, focus: Boolean(link.dataset.choose) && event.detail === 0 });
      if (!link.dataset.choose && event.detail === 0) document.getElementById(name).focus({ preventScroll: true });
    } else {
      const card = event.target.closest(".cards > .card");
      if (card && !event.target.closest("a, summary, details") && !String(getSelection())) choose(card.dataset.name, { scroll: true });
    }
  });

  for (const card of cards) {
    const hint = (is) => {
      card.classList.toggle("hint", is);
      for (const [piece] of pieces.get(card.dataset.name)) piece.classList.toggle("hint", is);
    };
    card.addEventListener("mouseenter", () => hint(true));
    card.addEventListener("mouseleave", () => hint(false));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) {
      const back = document.getElementById(chosen);
      const inside = sheet.contains(document.activeElement);
      clear();
      if (inside) back.focus({ preventScroll: true });
    }
    const card = event.target.closest?.(".cards > .card");
    if (!card || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = cards.indexOf(card);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: cards.length - 1 }[event.key];
    if (to === undefined || !cards[to]) return;
    event.preventDefault();
    cards[to].querySelector(".go").focus();
  });

  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("close").addEventListener("click", clear);

  // The list follows the article, unless a person is using it or has chosen a statement.
  let inList = false;
  list.addEventListener("pointerenter", () => { inList = true; });
  list.addEventListener("pointerleave", () => { inList = false; });
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting || chosen || inList || !wide.matches || list.contains(document.activeElement)) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const top = innerHeight * 0.2;
      const first = [...document.querySelectorAll("article .number")].find((number) => number.getBoundingClientRect().top > top);
      if (first) intoView(byName.get(first.id), "start");
    });
  }, { passive: true });

  const linked = () => {
    const name = location.hash.slice(1).replace(/-listed$/, "");
    if (byName.has(name)) choose(name, { scroll: true });
  };
  addEventListener("hashchange", linked);
  linked();
})();
