/**
 * One unit as the learner sees it: steps, exercises, the quiz, the place to resume, the way out.
 *
 * Everything that is recorded goes through Cmi5Session; without one (a preview) the lesson works
 * just the same and records nothing.
 */
"use strict";

const STATE_ID = "voortgang";
const OWN_MASTERY_SCORE = 0.7;

const NOTICES = {
  preview: "Je bekijkt deze module los van je academie. Er wordt nu niets vastgelegd.",
  Browse: "Je kijkt rond in deze module. Er wordt nu niets vastgelegd.",
  Review: "Je bekijkt deze module nog eens. Er wordt nu niets vastgelegd.",
  trouble: "Je voortgang kon net niet worden bewaard. Ga gerust door; we proberen het opnieuw.",
  refused: "Deze sessie is voorbij of kon niet starten. Open de module opnieuw vanuit je academie.",
  offline: "De verbinding met je academie lukt niet. Controleer je internet en open de module opnieuw.",
  ended: "Je voortgang is bewaard. Je kunt dit venster sluiten.",
};

const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

const percent = (part) => `${Math.floor(part * 100)}%`;

class Lesson {
  constructor(main) {
    this.main = main;
    this.steps = [...main.querySelectorAll(".step")];
    this.questions = [...main.querySelectorAll(".question")].map(
      (box) => new Question(box, () => this.#keep()),
    );
    this.quiz = main.querySelector("[data-quiz]");
    this.session = null;
    this.openedAt = Date.now();
    this.pendingJudgement = null;
    this.progress = { step: this.steps[0].id, seen: [], answers: {}, spent: 0 };
    this.#build();
  }

  /** Join the lesson to its session: resume where the learner was, and mind what is recorded. */
  async begin(session) {
    this.session = session;
    session.onTrouble = () => this.notify("trouble");
    if (!session.isNormal) this.notify(session.launchData.launchMode);
    const kept = await session.loadState(STATE_ID);
    if (kept) this.#resume(kept);
    window.addEventListener("pagehide", () => session.leave(this.pendingJudgement));
    window.addEventListener("pageshow", (event) => event.persisted && this.close("refused"));
  }

  open(id, { focus = false } = {}) {
    const target = this.steps.find((step) => step.id === id) ?? this.steps[0];
    for (const step of this.steps) step.hidden = step !== target;
    this.progress.step = target.id;
    if (!this.progress.seen.includes(target.id)) this.progress.seen.push(target.id);
    this.#showPlace();
    if (target.hasAttribute("data-finish")) this.#finish(target);
    if (focus) {
      const heading = target.querySelector("h2");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      document.querySelector(".top").scrollIntoView();
    }
  }

  notify(name) {
    this.notice.textContent = NOTICES[name];
    this.notice.hidden = false;
  }

  /** Nothing can be recorded any more: say why, and leave no buttons that promise otherwise. */
  close(name) {
    this.notify(name);
    for (const part of [this.main, this.bar, this.list.parentElement, this.stop]) part.hidden = true;
    this.notice.tabIndex = -1;
    this.notice.focus();
  }

  get spent() {
    return this.progress.spent + Date.now() - this.openedAt;
  }

  #build() {
    const top = document.querySelector(".top");
    this.stop = element("button", { type: "button", className: "button quiet" }, "Bewaar en stop");
    this.stop.addEventListener("click", () => this.#exit());
    this.notice = element("p", { className: "notice", hidden: true, role: "status" });
    top.append(this.stop);
    top.after(this.notice);
    this.place = element("p", { className: "place" });
    this.meter = element("progress", { max: this.steps.length });
    this.meter.setAttribute("aria-label", "Hoe ver je bent");
    this.list = element("ol", {});
    for (const step of this.steps) {
      const link = element("button", { type: "button" }, step.querySelector("h2").textContent);
      link.addEventListener("click", () => this.#go(step.id));
      this.list.append(element("li", {}, link));
    }
    document.querySelector(".steps").append(this.place, this.meter, this.list);
    this.back = element("button", { type: "button", className: "button secondary" }, "Vorige");
    this.next = element("button", { type: "button", className: "button primary" }, "Volgende");
    this.back.addEventListener("click", () => this.#go(this.#neighbour(-1).id));
    this.next.addEventListener("click", () => this.#go(this.#neighbour(1).id));
    this.last = element("button", { type: "button", className: "button primary" }, "Afsluiten");
    this.last.addEventListener("click", () => this.#exit());
    this.bar = element("div", { className: "bar" }, this.back, this.next, this.last);
    this.main.after(this.bar);
    for (const print of this.main.querySelectorAll("[data-print]")) {
      print.addEventListener("click", () => this.#printPlan());
    }
    for (const field of this.main.querySelectorAll("[data-into]")) {
      field.addEventListener("input", () => this.#compose(field));
    }
    if (this.quiz) this.#buildQuiz();
  }

  #printPlan() {
    document.body.classList.add("plan");
    window.print();
    document.body.classList.remove("plan");
  }

  #buildQuiz() {
    const hand = element("button", { type: "button", className: "button primary" }, "Lever in");
    this.quizResult = element("div", { className: "status", role: "status" });
    hand.addEventListener("click", () => this.#handIn());
    this.quiz.append(hand, this.quizResult);
  }

  #neighbour(by) {
    return this.steps[this.steps.findIndex((step) => step.id === this.progress.step) + by];
  }

  #go(id) {
    this.open(id, { focus: true });
    this.#keep();
  }

  #showPlace() {
    const here = this.steps.findIndex((step) => step.id === this.progress.step);
    this.place.textContent = `Stap ${here + 1} van ${this.steps.length}`;
    this.meter.value = this.progress.seen.length;
    this.back.hidden = here === 0;
    this.next.hidden = here === this.steps.length - 1;
    this.last.hidden = !this.next.hidden;
    [...this.list.querySelectorAll("button")].forEach((link, place) => {
      link.classList.toggle("seen", this.progress.seen.includes(this.steps[place].id));
      if (place === here) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
  }

  /** What the learner types appears at once in the sentence or the plan it belongs to. */
  #compose(field) {
    for (const spot of this.main.querySelectorAll(`[data-from="${field.dataset.into}"]`)) {
      spot.textContent = field.value.trim() || spot.dataset.empty;
    }
  }

  #resume(kept) {
    this.progress = { ...this.progress, ...kept };
    for (const question of this.questions) {
      if (kept.answers?.[question.id]) question.restore(kept.answers[question.id]);
    }
    if (kept.score !== undefined) this.#sayScore(kept.score);
    this.open(this.progress.step);
  }

  #keep() {
    for (const question of this.questions) {
      if (question.isDone) this.progress.answers[question.id] = question.given;
    }
    return this.session?.saveState(STATE_ID, { ...this.progress, spent: this.spent });
  }

  /** Completed means: every step seen and every exercise tried. Right or wrong does not matter. */
  #finish(target) {
    const unseen = this.steps.filter((step) => !this.progress.seen.includes(step.id));
    const untried = this.questions.filter((question) => !question.isDone);
    const todo = new Set([...unseen, ...untried.map((question) => question.box.closest(".step"))]);
    const spot = target.querySelector("[data-outcome]");
    if (todo.size) {
      const links = this.steps.filter((step) => todo.has(step)).map((step) => this.#linkTo(step));
      const words = "Je bent er bijna. Hier staat nog iets voor je open:";
      spot.replaceChildren(element("p", {}, words), element("ul", { className: "todo" }, ...links));
      return;
    }
    spot.replaceChildren(element("p", { className: "done" }, target.dataset.finish));
    if (this.quiz && !this.#isEnough(this.progress.score)) {
      const words = `Je haalt het ook, als je vanaf ${percent(this.#needed)} scoort. Probeer gerust opnieuw:`;
      const list = element("ul", { className: "todo" }, this.#linkTo(this.quiz));
      spot.append(element("p", {}, words), list);
    }
    if (this.progress.completed || !this.session?.isNormal) return;
    this.progress.completed = true;
    this.session.completed(this.spent);
    this.#keep();
  }

  #linkTo(step) {
    const text = step.querySelector("h2").textContent;
    const link = element("button", { type: "button", className: "link" }, text);
    link.addEventListener("click", () => this.#go(step.id));
    return element("li", {}, link);
  }

  #handIn() {
    const asked = this.questions.filter((question) => question.inQuiz);
    const open = asked.filter((question) => !question.isGiven);
    if (open.length) {
      const numbers = open.map((question) => asked.indexOf(question) + 1).join(", ");
      this.quizResult.dataset.state = "look";
      this.quizResult.textContent = `Beantwoord ook nog vraag ${numbers}. Daarna kun je inleveren.`;
      return;
    }
    for (const question of asked) question.look();
    const points = asked.reduce((sum, question) => sum + question.points, 0);
    this.progress.score = points / asked.length;
    this.#sayScore(this.progress.score);
    this.#judge(Math.round(points * 100) / 100, asked.length);
    this.#keep();
  }

  /** A pass is told at once. A miss waits until the end: within a session there is another try. */
  #judge(points, maximum) {
    if (!this.session?.isNormal || this.progress.passed) return;
    const judgement = [this.#isEnough(points / maximum), points, maximum, this.spent];
    this.pendingJudgement = judgement[0] ? null : judgement;
    if (!judgement[0]) return;
    this.progress.passed = true;
    this.session.judge(...judgement);
  }

  get #needed() {
    return this.session?.masteryScore ?? OWN_MASTERY_SCORE;
  }

  #isEnough(score) {
    return score >= this.#needed;
  }

  #sayScore(score) {
    const enough = this.#isEnough(score);
    const words = enough
      ? `Mooi, je hebt ${percent(score)}. Dat is genoeg om dit deel te halen.`
      : `Je hebt ${percent(score)}. Vanaf ${percent(this.#needed)} haal je dit deel.` +
        " Lees de uitleg bij de vragen en probeer het nog eens.";
    this.quizResult.dataset.state = enough ? "good" : "look";
    const again = element("button", { type: "button", className: "button secondary" }, "Probeer opnieuw");
    again.addEventListener("click", () => this.#again());
    this.quizResult.replaceChildren(element("p", {}, words), ...(enough ? [] : [again]));
  }

  #again() {
    const asked = this.questions.filter((question) => question.inQuiz);
    for (const question of asked) question.clear();
    this.quizResult.replaceChildren();
    asked[0].box.querySelector("input, select, button").focus();
  }

  async #exit() {
    this.stop.disabled = this.last.disabled = true;
    if (!this.session) return this.close("preview");
    await this.#keep();
    const goesBack = await this.session.exit(this.pendingJudgement);
    if (goesBack) return undefined;
    this.close("ended");
    return window.close(); // works where the platform opened this window, and does nothing elsewhere
  }
}

async function start() {
  const lesson = new Lesson(document.querySelector("main"));
  lesson.open(lesson.progress.step);
  try {
    const session = await Cmi5Session.open();
    if (session) await lesson.begin(session);
    else lesson.notify("preview");
    document.body.dataset.ready = session ? session.launchData.launchMode : "preview";
  } catch (error) {
    lesson.close(error instanceof TypeError ? "offline" : "refused");
  }
}

start();
