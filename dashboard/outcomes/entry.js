// Quick entry of one measure: type the answers, or click them; Enter records.
// Every text is set as text, never as markup. Nothing is kept in the browser.
export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component;
  const items = data.items;
  const field = root.querySelector(".typed");
  const rows = root.querySelector(".items");
  const status = root.querySelector(".status");
  const refusal = root.querySelector(".refusal");
  const record = root.querySelector(".record");
  const single = items.every((item) => item.max <= 9);

  if (root.entryFor !== data.submission) {
    root.entryFor = data.submission;
    root.answers = [...data.known];
    field.value = root.answers.join(single ? "" : " ");
    refusal.textContent = "";
  }
  let answers = root.answers;
  record.textContent = data.button;
  field.setAttribute("aria-label", data.label);
  field.placeholder = data.placeholder;
  field.inputMode = single ? "numeric" : "text"; // a number pad has no space

  function refuse(text) {
    refusal.textContent = text;
    field.classList.add("wrong");
    setTimeout(() => field.classList.remove("wrong"), 400);
  }

  function fits(item, mark) {
    if (mark === "-") return true;
    if (!/^\d+$/.test(mark)) return false;
    const value = Number(mark);
    return Number.isInteger(value) && value >= item.min && value <= item.max;
  }

  const GAP = "_";

  function read(text) {
    const marks = single ? text.replace(/[\s,]/g, "").split("") : text.trim().split(/[\s,]+/);
    return marks.filter((mark) => mark !== "");
  }

  // What the field shows: the answers in order, with a mark for each one still open between them.
  function show() {
    const upTo = answers.reduce((last, one, place) => (one ? place + 1 : last), 0);
    const marks = [];
    for (let place = 0; place < upTo; place += 1) marks.push(answers[place] || GAP);
    const more = !single && upTo && upTo < items.length ? " " : "";
    field.value = marks.join(single ? "" : " ") + more;
  }

  // A key fills the first open answer, so that clicks made before are never lost.
  function fill(mark) {
    const place = firstOpen();
    const item = items[place];
    refusal.textContent = "";
    if (!item) { refuse(`All ${items.length} answers are in. Press Enter to record.`); return; }
    if (!fits(item, mark)) {
      refuse(`Item ${item.number} takes ${item.min} to ${item.max}, or - if left out.`);
      return;
    }
    answers[place] = mark;
    root.answers = answers;
    show();
    draw();
  }

  function typed() {
    const good = [];
    refusal.textContent = "";
    for (const mark of read(field.value)) {
      const item = items[good.length];
      if (item && mark === GAP) { good.push(""); continue; }
      if (!item) { refuse(`All ${items.length} answers are in. Press Enter to record.`); break; }
      if (!fits(item, mark)) {
        refuse(`Item ${item.number} takes ${item.min} to ${item.max}, or - if left out.`);
        break;
      }
      good.push(mark);
    }
    answers = root.answers = good;
    if (single && field.value !== good.join("")) field.value = good.join("");
    draw();
  }

  function draw() {
    rows.replaceChildren(...items.map(line));
    const given = answers.filter((mark) => mark !== undefined && mark !== "");
    const left = items.length - given.length;
    status.textContent = [left ? `${given.length} of ${items.length} answered` : complete(), ...doubtful()].join(". ");
    record.disabled = left > 0;
  }

  // What was left out is said: a dash is no answer.
  function complete() {
    const out = answers.filter((mark) => mark === "-").length;
    const said = out ? `${items.length - out} answered, ${out} left out` : "All answered";
    return `${said}: ${data.enter}`;
  }

  // Answers to items that the form does not ask after an earlier answer: said, never refused.
  function doubtful() {
    const above = (place) => /^\d+$/.test(answers[place] || "") && Number(answers[place]) > items[place].min;
    const met = (skip) => answers[skip.after] === String(skip.answer) && skip.items.some(above);
    return data.skips.filter(met).map((skip) => skip.said);
  }

  function firstOpen() {
    let place = 0;
    while (answers[place]) place += 1;
    return place;
  }

  function line(item, place) {
    const row = document.createElement("div");
    const now = place === firstOpen();
    row.className = "item" + (answers[place] !== undefined && answers[place] !== "" ? " lit" : "") + (now ? " next" : "");
    const name = document.createElement("span");
    name.className = "topic";
    name.textContent = `${item.number}  ${item.topic}`;
    const marks = document.createElement("span");
    marks.className = "marks";
    marks.setAttribute("role", "radiogroup");
    marks.setAttribute("aria-label", item.topic);
    // A wide range is shown in tens, as on the form; any whole number can be typed.
    const step = item.max - item.min > 20 ? 10 : 1;
    for (let value = item.min; value <= item.max; value += step) marks.append(mark(place, String(value), String(value)));
    marks.append(mark(place, "-", "left out"));
    row.append(name, marks);
    return row;
  }

  function mark(place, value, title) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = value;
    button.title = title;
    button.tabIndex = -1;
    button.setAttribute("role", "radio");
    button.setAttribute("aria-checked", String(answers[place] === value));
    button.className = answers[place] === value ? "chosen" : "";
    button.onclick = () => {
      answers[place] = value;
      for (let i = 0; i < answers.length; i += 1) if (answers[i] === undefined) answers[i] = "";
      root.answers = answers;
      show();
      refusal.textContent = "";
      draw();
    };
    return button;
  }

  function send() {
    const given = answers.filter((one) => one !== undefined && one !== "");
    if (given.length !== items.length) {
      refuse(`${items.length - given.length} more to go. Type - for an answer that was left out.`);
      return;
    }
    record.disabled = true;
    setTriggerValue("recorded", { submission: data.submission, answers: answers.join(" ") });
  }

  field.oninput = typed;
  field.onkeydown = (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1;
    const atEnd = field.selectionStart === field.value.length;
    if (event.key === "Enter") { event.preventDefault(); send(); }
    else if (single && plain && atEnd && event.key !== " ") { event.preventDefault(); fill(event.key); }
  };
  record.onclick = send;
  draw();
  if (data.focus) field.focus({ preventScroll: true });
}
