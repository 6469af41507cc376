/**
 * Exercises in a lesson: how each kind reads its answer, looks at it and shows what it found.
 *
 * An exercise is a <fieldset class="question" data-kind="..."> in the page. The right answers and
 * the friendly words about them stand in the HTML, so writing a lesson needs no JavaScript.
 */
"use strict";

const all = (root, selector) => [...root.querySelectorAll(selector)];

/** Choose one (radio) or more (checkbox); data-right="a c" on the fieldset names the right values. */
const CHOICE = {
  read: (box) => all(box, "input:checked").map((input) => input.value),
  fill: (box, answer) => {
    for (const input of all(box, "input")) input.checked = answer.includes(input.value);
  },
  isGiven: (answer) => answer.length > 0,
  points: (box, answer) => {
    const right = box.dataset.right.split(" ");
    return right.length === answer.length && right.every((value) => answer.includes(value)) ? 1 : 0;
  },
  show: (box, answer) => {
    for (const input of all(box, "input")) {
      const isRight = box.dataset.right.split(" ").includes(input.value);
      const state = answer.includes(input.value) ? (isRight ? "good" : "look") : "";
      input.closest("label").dataset.state = state;
    }
  },
};

/** One select per row; data-right on each select. Every row that fits earns its share. */
const MATCH = {
  read: (box) => all(box, "select").map((select) => select.value),
  fill: (box, answer) => {
    all(box, "select").forEach((select, place) => (select.value = answer[place] ?? ""));
  },
  isGiven: (answer) => answer.every((value) => value !== ""),
  points: (box, answer) => {
    const selects = all(box, "select");
    return selects.filter((one, place) => one.dataset.right === answer[place]).length / selects.length;
  },
  show: (box, answer) => {
    all(box, "select").forEach((select, place) => {
      const row = select.closest(".row");
      row.dataset.state = select.dataset.right === answer[place] ? "good" : "look";
      for (const why of all(row, ".why")) why.hidden = false;
    });
  },
};

/** Press the parts of a sentence that the question asks for; data-right on the right ones. */
const MARK = {
  prepare: (box, changed) => {
    for (const chip of all(box, "button.chip")) {
      chip.setAttribute("aria-pressed", "false");
      chip.addEventListener("click", () => {
        chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
        changed();
      });
    }
  },
  read: (box) => all(box, "button.chip").map((chip) => chip.getAttribute("aria-pressed")),
  fill: (box, answer) => {
    all(box, "button.chip").forEach((chip, place) =>
      chip.setAttribute("aria-pressed", answer[place] ?? "false"),
    );
  },
  isGiven: (answer) => answer.includes("true"),
  points: (box, answer) => {
    const chips = all(box, "button.chip");
    return chips.every((chip, place) => "right" in chip.dataset === (answer[place] === "true")) ? 1 : 0;
  },
  show: (box, answer) => {
    all(box, "button.chip").forEach((chip, place) => {
      const isRight = "right" in chip.dataset;
      chip.dataset.state = answer[place] === "true" ? (isRight ? "good" : "look") : "";
    });
  },
};

/** Put steps in order with buttons; data-place on each item is where it belongs. */
const ORDER = {
  prepare: (box, changed) => {
    for (const item of all(box, "li")) {
      item.append(moveButton(item, "Omhoog", -1, changed), moveButton(item, "Omlaag", 1, changed));
    }
  },
  read: (box) => all(box, "li").map((item) => item.dataset.place),
  fill: (box, answer) => {
    const list = box.querySelector("ol");
    for (const place of answer) list.append(list.querySelector(`[data-place="${place}"]`));
  },
  isGiven: () => true,
  points: (box, answer) => (answer.every((place, index) => Number(place) === index + 1) ? 1 : 0),
  show: (box, answer) => {
    all(box, "li").forEach((item, index) => {
      item.dataset.state = Number(answer[index]) === index + 1 ? "good" : "look";
    });
  },
};

/** Write something yourself. There is nothing to judge, and the text never leaves the page. */
const WRITE = {
  read: (box) => [all(box, "textarea, input[type=text]").some((field) => field.value.trim()) ? "x" : ""],
  fill: () => {},
  isGiven: (answer) => answer.includes("x"),
  points: () => 1,
  show: () => {},
};

const KINDS = { one: CHOICE, many: CHOICE, match: MATCH, mark: MARK, order: ORDER, write: WRITE };

function moveButton(item, word, by, changed) {
  const button = document.createElement("button");
  const text = item.querySelector("span").textContent;
  button.type = "button";
  button.className = "move";
  button.textContent = by < 0 ? "▲" : "▼";
  button.setAttribute("aria-label", `${word}: ${text}`);
  button.addEventListener("click", () => {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(item);
    else other.after(item);
    button.focus();
    changed();
  });
  return button;
}

class Question {
  #answered;

  /** `answered(question)` is called when the learner asked to look at the answer. */
  constructor(box, answered) {
    this.box = box;
    this.id = box.id;
    this.kind = KINDS[box.dataset.kind];
    this.inQuiz = box.closest("[data-quiz]") !== null;
    this.given = null;
    this.#answered = answered;
    this.status = document.createElement("div");
    this.status.className = "status";
    this.status.setAttribute("role", "status");
    for (const text of all(box, "[data-when], .why")) text.hidden = true;
    this.kind.prepare?.(box, () => this.#forget());
    box.addEventListener("change", () => this.#forget());
    if (!this.inQuiz) box.append(this.#checkButton());
    box.append(this.status);
  }

  get isDone() {
    return this.given !== null;
  }

  get isGiven() {
    return this.kind.isGiven(this.kind.read(this.box));
  }

  get points() {
    return this.given === null ? 0 : this.kind.points(this.box, this.given);
  }

  /** Look at the answer and say what can be said about it. */
  look() {
    this.given = this.kind.read(this.box);
    this.kind.show(this.box, this.given);
    const verdict = this.points === 1 ? "right" : "wrong";
    const texts = all(this.box, "[data-when]").filter((text) =>
      [verdict, "always", ...this.given.map((value) => `=${value}`)].includes(text.dataset.when),
    );
    this.status.dataset.state = verdict === "right" ? "good" : "look";
    this.status.replaceChildren(...texts.map((text) => this.#shown(text)));
  }

  restore(answer) {
    this.kind.fill(this.box, answer);
    this.look();
    this.given = answer;
  }

  clear() {
    this.#forget();
    this.given = null;
    for (const input of all(this.box, "input")) input.checked = false;
    for (const select of all(this.box, "select")) select.value = "";
  }

  #shown(text) {
    const copy = text.cloneNode(true);
    copy.hidden = false;
    return copy;
  }

  /** The answer changed: what was said about the former one no longer holds. */
  #forget() {
    this.status.replaceChildren();
    for (const part of all(this.box, "[data-state]")) delete part.dataset.state;
    for (const why of all(this.box, ".why")) why.hidden = true;
  }

  #checkButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button secondary";
    button.textContent = this.box.dataset.button ?? "Kijk na";
    button.addEventListener("click", () => {
      if (!this.isGiven) {
        this.status.dataset.state = "look";
        this.status.textContent = this.box.dataset.empty ?? "Kies eerst een antwoord.";
        return;
      }
      this.look();
      this.#answered(this);
    });
    return button;
  }
}
