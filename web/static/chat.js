// The chat: sends questions, shows answers as they arrive, keeps everything at the keyboard.
// Text from the server only ever becomes text nodes and checked links.

import { readEvents } from "./events.js";
import { copyText, turnAsText } from "./copying.js";

const PATIENCE = 60_000; // milliseconds without any event before an answer is given up
const HISTORY = 6; // earlier questions sent along
const LONGEST_ADDRESS = 16_000; // characters that every server and browser takes
const GONE = "连不上问政服务，请确认它仍在运行，然后重试。";
const BROKEN = "答复中途断了，请重试。";
const SLOW = "等了一分钟还没有答复，请稍后重试。";

const form = document.querySelector(".composer");
const box = document.getElementById("question");
const log = document.querySelector(".log");
const notice = document.getElementById("notice");
const blankTurn = document.getElementById("blank-turn").content.firstElementChild;
const blankSource = document.getElementById("blank-source").content.firstElementChild;
const refusals = document.getElementById("refusals").content;
const limits = [...document.querySelectorAll(".limits [name]")];
const earlier = [...form.querySelectorAll("input[name=h]")].map((input) => input.value);
const recalled = [...earlier];
let recallAt = recalled.length;
let turns = log.children.length;
let running = null;

// ---------------------------------------------------------------- showing a turn

class Turn {
  constructor(question) {
    this.question = question;
    this.number = turns++;
    this.text = "";
    this.sources = [];
    this.element = blankTurn.cloneNode(true);
    this.element.dataset.question = question;
    this.element.setAttribute("aria-busy", "true");
    this.part(".asked").textContent = question;
    this.part(".actions").hidden = true;
  }

  part(selector) {
    return this.element.querySelector(selector);
  }

  understood(data) {
    this.part(".words").lang = data.language || "";
    this.part(".understood").hidden = !data.shown;
    this.part(".understood span").textContent = data.shown || "";
    const alone = this.part(".alone");
    alone.hidden = !(data.follow_up || (data.corrections || []).length);
    alone.href = `/?${new URLSearchParams(pairs(this.question, [], true))}`;
  }

  addText(piece) {
    this.text += piece;
    this.showWords();
  }

  addSource(source) {
    this.sources.push(source);
    const card = blankSource.cloneNode(true);
    card.id = `source-${this.number}-${source.number}`;
    const fill = (selector, text) => {
      for (const element of card.querySelectorAll(selector)) element.textContent = text;
    };
    fill(".source-number", source.number);
    fill(".source-title", source.title);
    fill(".source-section", source.section.replaceAll(" > ", " › "));
    fill(".source-origin", source.origin);
    fill(".lead", source.lead);
    fill(".before", source.before);
    fill(".quote", source.quote);
    fill(".after", source.after);
    card.querySelector(".source-title").href = source.url;
    this.part(".sources ol").append(card);
    this.part(".sources").hidden = false;
    foldIfLong(card);
    this.showWords();
  }

  // What was told so far is taken back: another answer follows.
  restart() {
    this.text = "";
    this.sources = [];
    this.part(".sources ol").replaceChildren();
    this.part(".sources").hidden = true;
    this.showWords();
  }

  showWords() {
    this.fillMarked(this.part(".words"), this.text);
  }

  fillMarked(element, text) {
    element.replaceChildren();
    let position = 0;
    for (const match of text.matchAll(/\[(\d{1,3})\]/g)) {
      const source = this.sources[Number(match[1]) - 1];
      if (!source) continue;
      element.append(text.slice(position, match.index), this.mark(source));
      position = match.index + match[0].length;
    }
    element.append(text.slice(position));
  }

  // A comparison arrives as lines of text; its table then takes their place.
  showTable(rows) {
    const table = this.part(".sides");
    table.hidden = rows.length === 0;
    if (!rows.length) return;
    table.lang = this.part(".words").lang;
    for (const { name, text } of rows) {
      const row = table.tBodies[0].insertRow();
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = name;
      row.append(head);
      this.fillMarked(row.insertCell(), text);
    }
    // A language model words the sides anew; its text then stands below the table as a whole.
    if (!rows.every((row) => this.text.includes(row.text))) return;
    const last = rows.at(-1).text;
    this.text = this.text.slice(this.text.lastIndexOf(last) + last.length).trim();
  }

  mark(source) {
    const link = document.createElement("a");
    link.className = "cite";
    link.href = source.url;
    link.dataset.source = `source-${this.number}-${source.number}`;
    link.setAttribute("aria-label", `出处 ${source.number}：${source.title}`);
    link.textContent = source.number;
    const raised = document.createElement("sup");
    raised.append(link);
    return raised;
  }

  done(answer) {
    this.text = answer.answer;
    this.showTable(answer.table);
    this.showWords();
    this.element.classList.toggle("refused", answer.refused);
    const verdict = this.part(".verdict");
    verdict.hidden = !answer.refused;
    if (answer.refused) {
      const named = refusals.querySelector(`[data-kind="${CSS.escape(answer.kind)}"]`);
      verdict.textContent = (named || refusals.firstElementChild).textContent;
      this.part(".sources h3").textContent = "相近内容";
      this.part(".sources").setAttribute("aria-label", "相近内容");
    }
    const within = this.part(".within");
    within.hidden = !answer.filters;
    within.querySelector("span").textContent = answer.filters ? answer.filters.words : "";
    const warnings = this.part(".warnings");
    warnings.hidden = answer.warnings.length === 0;
    for (const warning of answer.warnings) {
      const item = document.createElement("li");
      item.textContent = warning;
      warnings.append(item);
    }
    const milliseconds = Math.round(answer.latency_ms);
    this.part(".timing").textContent = `${milliseconds < 1 ? "不到 1" : milliseconds} 毫秒`;
    this.part(".actions").hidden = false;
    this.part(".copy").hidden = false;
    this.element.removeAttribute("aria-busy");
  }

  fail(message) {
    this.element.classList.add("failed");
    this.element.removeAttribute("aria-busy");
    this.part(".failure").hidden = false;
    this.part(".failure span").textContent = message;
  }
}

// A passage that shows whole needs nothing to unfold it.
function foldIfLong(card) {
  const snippet = card.querySelector(".snippet");
  const cut = card.querySelector(".lead").textContent !== card.querySelector(".before").textContent;
  const short = !cut && snippet.scrollHeight <= snippet.clientHeight + 1;
  card.querySelector(".passage").classList.toggle("short", short);
}

// ---------------------------------------------------------------- asking

function askedBefore() {
  const turns = [...log.querySelectorAll(".turn:not(.failed)")];
  const anew = turns.findLastIndex((turn) => turn.dataset.alone);
  if (anew >= 0) return turns.slice(anew).map((turn) => turn.dataset.question).slice(-HISTORY);
  const here = turns.map((turn) => turn.dataset.question);
  const shownByServer = here.length ? earlier.slice(0, earlier.lastIndexOf(here[0])) : earlier;
  return [...shownByServer, ...here].slice(-HISTORY);
}

async function ask(question, { alone = false } = {}) {
  if (running) running.abort();
  const control = new AbortController();
  running = control;
  const history = alone ? [] : askedBefore();
  const turn = new Turn(question);
  if (alone) turn.element.dataset.alone = "true";
  document.body.classList.remove("empty");
  for (const unfolded of document.querySelectorAll(".narrow")) unfolded.open = false;
  log.append(turn.element);
  turn.element.scrollIntoView({ block: "start" });
  remember(question);
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => control.abort("slow"), PATIENCE);
  };
  turn.part(".why").href = `/explain?${new URLSearchParams(pairs(question, history, alone))}`;
  try {
    wait();
    await receive(turn, history, alone, control.signal, wait);
    address(question, history, alone);
  } catch (error) {
    if (error instanceof Refusal) turn.fail(error.message);
    else if (control.signal.aborted) turn.fail(control.signal.reason === "slow" ? SLOW : "已取消。");
    else turn.fail(turn.text ? BROKEN : GONE);
  } finally {
    clearTimeout(timer);
    if (running === control) running = null;
  }
}

class Refusal extends Error {}

async function receive(turn, history, verbatim, signal, alive) {
  const response = await fetch("/api/ask/stream", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      question: turn.question, history, verbatim, filters: Object.fromEntries(chosen()),
    }),
    signal,
  });
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    throw new Refusal(body.error || "服务没有接受这个问题，请稍后重试。");
  }
  const steps = {
    understood: (data) => turn.understood(data),
    text: (data) => turn.addText(data.text),
    citation: (data) => turn.addSource(data),
    restart: () => turn.restart(),
    done: (data) => turn.done(data),
    error: (data) => { throw new Refusal(data.error); },
  };
  let finished = false;
  for await (const { name, data } of readEvents(response.body)) {
    alive();
    if (Object.hasOwn(steps, name)) steps[name](data);
    finished = finished || name === "done";
  }
  if (!finished) throw new Refusal(BROKEN);
}

const pairs = (question, history, verbatim) => [
  ["q", question],
  ...history.map((item) => ["h", item]),
  ...(verbatim ? [["verbatim", "true"]] : []),
  ...chosen(),
];

function address(question, history, verbatim) {
  const carried = [...history];
  const query = () => new URLSearchParams(pairs(question, carried, verbatim));
  while (carried.length && String(query()).length > LONGEST_ADDRESS) carried.shift();
  const fits = String(query()).length <= LONGEST_ADDRESS;
  window.history.replaceState(null, "", fits ? `/?${query()}` : "/");
  document.title = `${question} — 问政`;
}

// ---------------------------------------------------------------- which documents are searched

const chosen = () => (
  limits.map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value)
);

function showLimits() {
  const narrowed = document.querySelector(".narrowed");
  if (!narrowed) return;
  narrowed.hidden = chosen().length === 0;
  const names = limits.filter(({ value }) => value.trim()).map((field) => (
    field.selectedOptions ? field.selectedOptions[0].textContent : field.value
  ));
  narrowed.querySelector("span").textContent = names.map((name) => name.trim()).join("、");
}

for (const field of limits) field.addEventListener("change", showLimits);

// ---------------------------------------------------------------- the question box

function remember(question) {
  if (recalled.at(-1) !== question) recalled.push(question);
  recallAt = recalled.length;
}

function setQuestion(text) {
  box.value = text;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function focusBox() {
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

function recall(step) {
  const next = recallAt + step;
  if (next < 0 || next > recalled.length) return;
  recallAt = next;
  setQuestion(recalled[next] ?? "");
  focusBox();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value.trim();
  if (!question) {
    box.focus();
    return;
  }
  setQuestion("");
  ask(question);
});

box.addEventListener("input", () => setQuestion(box.value));

box.addEventListener("keydown", (event) => {
  // While an input method is composing, Enter and the arrows belong to it.
  if (event.isComposing || event.keyCode === 229) return;
  const untouched = box.value === "" || box.value === recalled[recallAt];
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "Escape") {
    if (running && box.value === "") running.abort("cancelled");
    setQuestion("");
    recallAt = recalled.length;
  } else if (event.key === "ArrowUp" && untouched) {
    event.preventDefault();
    recall(-1);
  } else if (event.key === "ArrowDown" && untouched && box.value !== "") {
    event.preventDefault();
    recall(1);
  }
});

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const palette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (slash || palette) {
    event.preventDefault();
    focusBox();
  }
});

// ---------------------------------------------------------------- inside the answers

document.addEventListener("click", async (event) => {
  const example = event.target.closest("[data-example]");
  if (example && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    ask(example.textContent);
    if (window.matchMedia("(hover: hover)").matches) box.focus();
    return;
  }
  const anew = event.target.closest(".alone");
  if (anew && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const undone = anew.closest(".turn");
    const { question } = undone.dataset;
    undone.remove();
    ask(question, { alone: true });
    box.focus();
    return;
  }
  const why = event.target.closest("a.why");
  if (why && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    await explain(why);
    return;
  }
  const button = event.target.closest("button");
  const turn = button && button.closest(".turn");
  if (!turn) return;
  if (button.classList.contains("retry")) {
    const { question, alone } = turn.dataset;
    turn.remove();
    ask(question, { alone: Boolean(alone) });
    box.focus();
  } else if (button.classList.contains("copy")) {
    const copied = await copyText(turnAsText(turn));
    const words = button.textContent;
    notice.textContent = copied ? "已复制" : "浏览器不允许复制，请手动选取";
    button.textContent = notice.textContent;
    setTimeout(() => { button.textContent = words; notice.textContent = ""; }, 1600);
  }
});

// Unfolds below the answer what its link leads to; the server is asked once.
async function explain(link) {
  const lines = link.closest(".turn").querySelector(".why-lines");
  if (!lines.textContent) {
    const asked = new URL(link.href).searchParams;
    const response = await fetch("/api/explain", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        question: asked.get("q"),
        history: asked.getAll("h"),
        verbatim: asked.get("verbatim") === "true",
        filters: Object.fromEntries(limits.map(({ name }) => [name, asked.get(name) ?? ""])),
      }),
    }).catch(() => null);
    const body = response ? await response.json().catch(() => ({})) : {};
    if (!response || !response.ok) {
      notice.textContent = body.error || GONE;
      return;
    }
    lines.textContent = body.lines.join("\n");
  } else if (!lines.hidden) {
    lines.hidden = true;
    link.setAttribute("aria-expanded", "false");
    return;
  }
  lines.hidden = false;
  link.setAttribute("aria-expanded", "true");
}

const light = (event, on) => {
  const mark = event.target instanceof Element && event.target.closest(".cite");
  const card = mark && document.getElementById(mark.dataset.source);
  if (card) card.classList.toggle("lit", on);
};
for (const [name, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
  log.addEventListener(name, (event) => light(event, on));
}

for (const button of log.querySelectorAll(".copy")) button.hidden = false;
for (const card of log.querySelectorAll(".source")) foldIfLong(card);
