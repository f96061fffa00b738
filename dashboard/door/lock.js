// The lock screen: covers the page when nobody is there, on "Lock" and on "Hide".
// It keeps nothing in the browser's storage and never reads what the page shows.
(() => {
  "use strict";
  const LOOK_EVERY = 3000; // ms; asking how things stand is not activity
  const TELL_EVERY = 30000;
  const TWICE_WITHIN = 600;
  // Streamlit's dialogs shut away all that is beside them but what carries this.
  const ABOVE = "data-react-aria-top-layer";
  const WORDS = {
    hidden: ["Hidden", "Click anywhere or press Escape to go on.", "Show again"],
    locked: ["Locked", "Your work is as you left it.", "Unlock"],
    away: ["Covered", "Havenline cannot be reached just now. It is tried again all the time.", ""],
  };

  let mode = ""; // "", "hidden", "locked" or "away"
  let account = "";
  let demo = false;
  let passphrase = true; // what unlocks this account: its passphrase, the practice's own login
  let practice = false;
  let deadline = Infinity; // wall clock, because a sleeping computer's own timers sleep too
  let seen = 0; // when somebody was last seen here
  let told = Date.now();
  let escaped = 0;
  let typed = false; // something was typed into a dialog that a reload would lose
  let title = "";
  let asking = false;
  let turn = 0; // an answer asked for before the last lock or unlock is out of date
  let cover, parts;
  const shut = new Map(); // what was shut away, and how it was before

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  async function ask(what, body) {
    const answer = await fetch(`/havenline/${what}`, {
      method: body ? "POST" : "GET",
      headers: body ? { "X-Havenline": "1", "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      keepalive: Boolean(body),
      cache: "no-store",
    });
    return answer.json();
  }

  function follow(now) {
    if (now.standing === "over") return leave(`/sign-in?next=${encodeURIComponent(here())}`);
    if (now.standing === "choose") return leave("/account/passphrase");
    if (now.standing === "locked") return show("locked");
    // Somebody else signed in to this browser: nothing of the old page may stay.
    if (account && now.account !== account) return leave(here());
    account = now.account;
    demo = now.demo;
    // Said while the page is open; a locked one is told nothing. A server that says neither is
    // one that was started before an update: the passphrase unlocks.
    passphrase = now.passphrase !== false;
    practice = now.practice === true;
    deadline = Date.now() + now.seconds * 1000;
    if (mode === "locked" || mode === "away") uncover();
  }

  function here() {
    return location.pathname + location.search;
  }

  function leave(address) {
    show("away");
    typed = false;
    location.replace(address);
  }

  async function look() {
    if (Date.now() >= deadline && mode !== "locked" && seen <= told) show("away");
    if (asking) return;
    asking = true;
    const asked = turn;
    try {
      const active = seen > told && Date.now() - told >= TELL_EVERY;
      if (active) told = Date.now();
      const now = await ask(...(active ? ["activity", {}] : ["standing"]));
      if (asked === turn) follow(now);
    } catch {
      if (Date.now() >= deadline && mode !== "locked") show("away");
    } finally {
      asking = false;
    }
  }

  function somebodyIsHere(event) {
    if (!event.isTrusted || mode) return;
    seen = Date.now();
    if (seen - told >= TELL_EVERY) look();
  }

  // A modal dialog makes the rest inert by itself; said once more for whoever reads attributes.
  function shutAway(away) {
    for (const one of document.body.children) {
      if (one === cover || one.tagName === "SCRIPT") continue;
      if (away && !shut.has(one)) {
        shut.set(one, [one.inert, one.getAttribute("aria-hidden")]);
        one.inert = true;
        one.setAttribute("aria-hidden", "true");
      } else if (!away && shut.has(one)) {
        const [inert, hidden] = shut.get(one);
        one.inert = inert;
        if (hidden === null) one.removeAttribute("aria-hidden");
        else one.setAttribute("aria-hidden", hidden);
      }
    }
    if (!away) shut.clear();
  }

  function show(wanted) {
    const changed = mode !== wanted;
    mode = wanted;
    const [heading, sentence, button] = WORDS[wanted];
    const locked = wanted === "locked" && !demo;
    const asks = locked && passphrase;
    parts.heading.textContent = heading;
    parts.sentence.textContent = sentence;
    parts.button.textContent = button;
    parts.button.hidden = !button || (locked && !asks);
    parts.secret.hidden = parts.label.hidden = !asks;
    parts.other.hidden = !locked;
    parts.practice.hidden = !(locked && practice);
    parts.secret.disabled = !asks;
    if (changed) parts.wrong.textContent = "";
    document.documentElement.classList.add("havenline-covered");
    if (document.title !== "Havenline") {
      title = document.title;
      document.title = "Havenline";
    }
    if (!cover.open) cover.showModal();
    shutAway(true);
    if (changed) (asks ? parts.secret : locked ? parts.practice.firstChild : parts.button).focus();
  }

  function uncover() {
    mode = "";
    parts.secret.value = "";
    document.documentElement.classList.remove("havenline-covered");
    document.title = title || "Havenline";
    shutAway(false);
    cover.close();
    comeBack();
  }

  // Closing gives the focus back while the page is still inert to the browser, which then
  // shows a caret but hears no key; taken once more in the next frame, it hears them.
  function comeBack() {
    requestAnimationFrame(() => {
      const one = document.activeElement;
      if (mode || !one || one === document.body) return;
      one.blur();
      one.focus();
    });
  }

  async function lock() {
    show("locked");
    turn += 1;
    try {
      const now = await ask("lock", {});
      turn += 1;
      follow(now);
    } catch {
      show("away");
      deadline = 0; // stays covered until the server has been told
      setTimeout(lock, LOOK_EVERY);
    }
  }

  async function unlock() {
    const secret = parts.secret.value;
    parts.secret.value = "";
    parts.wrong.textContent = "";
    parts.button.disabled = true;
    try {
      const now = await ask("unlock", { secret });
      turn += 1;
      if (now.sentence) parts.wrong.textContent = now.sentence;
      else {
        seen = told = Date.now();
        follow(now);
      }
    } catch {
      parts.wrong.textContent = "Havenline cannot be reached just now. Try again in a moment.";
    } finally {
      parts.button.disabled = false;
      if (mode === "locked" && passphrase) parts.secret.focus();
    }
  }

  function pressed(event) {
    if (mode) {
      // Streamlit listens for keys on the whole document; under the cover it hears none.
      event.stopImmediatePropagation();
      if (event.key === "Escape" && event.type === "keydown") {
        event.preventDefault();
        if (mode === "hidden" && !event.repeat) uncover();
      }
      return;
    }
    if (event.type !== "keydown" || event.key !== "Escape" || event.repeat) return;
    const now = Date.now();
    const twice = now - escaped < TWICE_WITHIN;
    escaped = twice ? 0 : now;
    if (twice) {
      event.preventDefault();
      show("hidden");
    }
  }

  function typing(event) {
    if (event.target instanceof Element && event.target.closest('[role="dialog"]')) typed = true;
  }

  // The browser asks before a half-written note is lost with the page.
  function leaving(event) {
    const notes = document.querySelectorAll('[role="dialog"] textarea');
    if (typed && [...notes].some((note) => note.value.trim())) event.preventDefault();
    else typed = false;
  }

  function printed() {
    if (mode) return;
    const page = location.pathname.split("/").pop() || "caseload";
    const client = new URLSearchParams(location.search).get("client") || "";
    ask("printed", { page, client }).catch(() => {});
  }

  function build() {
    parts = {
      heading: element("h1", { id: "havenline-cover-heading" }),
      sentence: element("p", { class: "quiet" }),
      wrong: element("p", { class: "wrong", role: "alert" }),
      label: element("label", { for: "havenline-secret" }, "Passphrase"),
      secret: element("input", {
        id: "havenline-secret", type: "password", autocomplete: "current-password",
        maxlength: "1000", required: "",
      }),
      button: element("button", { type: "submit" }),
      // In a tab of its own, so that what is half typed in this one stays.
      practice: element("p", {}, element("a", { href: "/sign-in/practice", target: "_blank", rel: "noopener" }, "Unlock with your practice account")),
      other: element("p", { class: "quiet" }, element("a", { href: "/sign-in" }, "Not you? Sign in as yourself")),
    };
    const form = element("form", { method: "dialog", autocomplete: "off" }, ...Object.values(parts));
    cover = element("dialog", {
      id: "havenline-cover", "aria-labelledby": "havenline-cover-heading", closedby: "none",
      [ABOVE]: "true",
    }, form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (mode === "hidden") uncover();
      else if (mode === "locked") unlock();
    });
    cover.addEventListener("click", () => mode === "hidden" && uncover());
    cover.addEventListener("cancel", (event) => event.preventDefault());
    cover.addEventListener("close", () => mode && cover.showModal());
    const hide = element("button", { type: "button", title: "Cover the page (Escape twice)" }, "Hide");
    const lockNow = element("button", { type: "button", title: "Cover the page until you unlock it" }, "Lock");
    const mine = element("a", { href: "/account", title: "Passphrase, second step, sign out" }, "Account");
    hide.addEventListener("click", () => show("hidden"));
    lockNow.addEventListener("click", lock);
    document.body.append(element("nav", { id: "havenline-bar", "aria-label": "Privacy", [ABOVE]: "true" }, hide, lockNow, mine), cover);
    new MutationObserver(() => mode && shutAway(true)).observe(document.body, { childList: true });
  }

  for (const kind of ["keydown", "keyup", "keypress"]) window.addEventListener(kind, pressed, true);
  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"]) {
    window.addEventListener(kind, somebodyIsHere, { capture: true, passive: true });
  }
  window.addEventListener("input", typing, true);
  window.addEventListener("beforeunload", leaving);
  window.addEventListener("beforeprint", printed);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && cover && look());
  // A page kept by the browser's back button may be older than a lock or a sign-out.
  window.addEventListener("pageshow", (event) => event.persisted && look());
  document.addEventListener("DOMContentLoaded", () => {
    build();
    look();
    setInterval(look, LOOK_EVERY);
  });
})();
