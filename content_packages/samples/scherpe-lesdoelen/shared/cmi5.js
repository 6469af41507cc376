/**
 * cmi5 run time of one assignable unit: launch, statements, own state, exit.
 *
 * Section numbers are those of the cmi5 specification (Quartz, 1st edition).
 * It is a classic script on purpose: in a sandbox with an opaque origin a module script loads
 * only when the content server sends CORS headers, and most cmi5 players do not send them.
 */
"use strict";

const CMI5_CONTEXT = "https://w3id.org/xapi/cmi5/context";
const CMI5_CATEGORY = { id: `${CMI5_CONTEXT}/categories/cmi5` };
const MOVE_ON_CATEGORY = { id: `${CMI5_CONTEXT}/categories/moveon` };
const MASTERY_SCORE = `${CMI5_CONTEXT}/extensions/masteryscore`;
const ADL_VERBS = "http://adlnet.gov/expapi/verbs/";
const LAUNCH_PARAMETERS = ["endpoint", "fetch", "actor", "registration", "activityId"];
const JSON_BODY = { "Content-Type": "application/json" };
const PAUSES_BEFORE_TRIES = [0, 400, 1600];

/** The platform did not let this session start: used or expired launch, or no launch data. */
class LaunchRefused extends Error {}

/** The platform received a request and said no; `status` is the HTTP status. */
class RequestRefused extends Error {
  constructor(status) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** A random UUID (version 4); `crypto.randomUUID` does not exist outside secure contexts. */
function newUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Milliseconds as an ISO 8601 duration, to a hundredth of a second. */
const isoDuration = (milliseconds) => `PT${Math.max(0, Math.round(milliseconds / 10) / 100)}S`;

class Cmi5Session {
  #token = "";
  #line = Promise.resolve();
  #unsent = [];
  #lastMoment = 0;
  #judged = null;

  constructor(parameters) {
    this.endpoint = parameters.endpoint.replace(/\/*$/, "/");
    this.fetchUrl = parameters.fetch;
    this.actor = JSON.parse(parameters.actor);
    this.registration = parameters.registration;
    this.activityId = parameters.activityId;
    this.ended = false;
    /** Called with the error when something could not be recorded. */
    this.onTrouble = () => {};
  }

  /** Open the session of this page; null when the page was opened without a launch (8.1). */
  static async open(address = window.location.href) {
    const query = new URL(address).searchParams;
    if (!LAUNCH_PARAMETERS.every((name) => query.get(name))) return null;
    const session = new Cmi5Session(
      Object.fromEntries(LAUNCH_PARAMETERS.map((name) => [name, query.get(name)])),
    );
    await session.#begin();
    return session;
  }

  /** completed, passed and failed belong to launch mode Normal only (10.2.2). */
  get isNormal() {
    return this.launchData.launchMode === "Normal";
  }

  get masteryScore() {
    return this.launchData.masteryScore;
  }

  /** Say that the learner saw all of it (9.3.3); `spent` is in milliseconds, over all sessions. */
  completed(spent) {
    if (!this.isNormal || this.ended) return Promise.resolve();
    const result = { completion: true, duration: isoDuration(spent) };
    return this.#deliver([this.#statement("completed", { result, categories: [MOVE_ON_CATEGORY] })]);
  }

  /** Judge a test (9.3.4, 9.3.5). A session says passed or failed once; the caller decides when. */
  judge(success, points, maximum, spent) {
    const statement = this.#judgement(success, points, maximum, spent);
    return statement ? this.#deliver([statement]) : Promise.resolve();
  }

  /** The unit's own state document; null when there is none yet. */
  loadState(stateId) {
    return this.#read("activities/state", this.#stateQuery(stateId));
  }

  /** Replace the state document. Only in Normal mode: looking around changes no bookmark. */
  saveState(stateId, document) {
    if (!this.isNormal || this.ended) return Promise.resolve();
    return this.#inLine(() =>
      this.#write("PUT", "activities/state", this.#stateQuery(stateId), document),
    );
  }

  /** End the session and go back to the platform (10.2.6); false when there is nowhere to go. */
  async exit(lastJudgement = null) {
    if (this.ended) return false;
    for (const statement of this.#closing(lastJudgement)) await this.#deliver([statement]);
    if (!this.launchData.returnURL) return false;
    window.location.assign(this.launchData.returnURL);
    return true;
  }

  /** The page goes away: send what is left in one request that outlives the page. */
  leave(lastJudgement = null) {
    if (this.ended) return;
    const body = JSON.stringify([...this.#unsent, ...this.#closing(lastJudgement)]);
    const request = { method: "POST", headers: this.#headers(JSON_BODY), body, keepalive: true };
    fetch(this.#address("statements", {}), request).catch(() => {}); // nobody is left to tell
  }

  async #begin() {
    this.#token = await this.#fetchToken();
    this.launchData = await this.#read("activities/state", this.#stateQuery("LMS.LaunchData"));
    if (!this.launchData) throw new LaunchRefused("no launch data");
    // 11: to be read before the first statement; a platform without them answers 404 or 403.
    const preferences = { agent: JSON.stringify(this.actor), profileId: "cmi5LearnerPreferences" };
    this.preferences = (await this.#read("agents/profile", preferences, [403, 404])) ?? {};
    this.startedAt = Date.now();
    await this.#write("POST", "statements", {}, [this.#statement("initialized")]);
  }

  /** Trade the one-time fetch URL for the token of this session (8.2). */
  async #fetchToken() {
    const answer = await fetch(this.fetchUrl, { method: "POST" });
    const body = answer.ok ? await answer.json() : {};
    if (!body["auth-token"]) throw new LaunchRefused(body["error-text"] ?? `HTTP ${answer.status}`);
    return body["auth-token"];
  }

  /** A cmi5 defined statement (9.4 - 9.6): the context template comes back in all of them. */
  #statement(verb, { result, categories = [], extensions = {} } = {}) {
    const context = JSON.parse(JSON.stringify(this.launchData.contextTemplate ?? {}));
    context.registration = this.registration;
    const activities = (context.contextActivities = context.contextActivities ?? {});
    activities.category = [...(activities.category ?? []), CMI5_CATEGORY, ...categories];
    context.extensions = { ...context.extensions, ...extensions };
    const statement = {
      id: newUuid(),
      timestamp: this.#nextMoment(),
      actor: this.actor,
      verb: { id: ADL_VERBS + verb, display: { en: verb } },
      object: { objectType: "Activity", id: this.activityId },
      context,
    };
    return result ? { ...statement, result } : statement;
  }

  /** The order of statements is the order of their timestamps, so no two may be equal (9.7). */
  #nextMoment() {
    this.#lastMoment = Math.max(Date.now(), this.#lastMoment + 1);
    return new Date(this.#lastMoment).toISOString();
  }

  #judgement(success, points, maximum, spent) {
    if (!this.isNormal || this.ended || this.#judged !== null) return null;
    this.#judged = success;
    const scaled = Math.round((points / maximum) * 10000) / 10000;
    const score = { scaled, raw: points, min: 0, max: maximum };
    const extensions = this.masteryScore === undefined ? {} : { [MASTERY_SCORE]: this.masteryScore };
    return this.#statement(success ? "passed" : "failed", {
      result: { success, score, duration: isoDuration(spent) },
      categories: [MOVE_ON_CATEGORY],
      extensions,
    });
  }

  /** What ends a session: a judgement that was held back, then terminated, and nothing after. */
  #closing(lastJudgement) {
    const judgement = lastJudgement ? this.#judgement(...lastJudgement) : null;
    this.ended = true;
    const result = { duration: isoDuration(Date.now() - this.startedAt) };
    return [...(judgement ? [judgement] : []), this.#statement("terminated", { result })];
  }

  #stateQuery(stateId) {
    const { activityId, registration } = this;
    return { activityId, agent: JSON.stringify(this.actor), registration, stateId };
  }

  #address(resource, query) {
    const text = new URLSearchParams(query).toString();
    return this.endpoint + resource + (text && `?${text}`);
  }

  #headers(type = {}) {
    const version = { "X-Experience-API-Version": "1.0.3" };
    return { Authorization: `Basic ${this.#token}`, ...version, ...type };
  }

  async #read(resource, query, meansNone = [404]) {
    const answer = await fetch(this.#address(resource, query), { headers: this.#headers() });
    if (meansNone.includes(answer.status)) return null;
    if (!answer.ok) throw new RequestRefused(answer.status);
    return answer.json();
  }

  /** Write with a few tries: a school's wireless network is not always there. */
  async #write(method, resource, query, document) {
    const request = { method, headers: this.#headers(JSON_BODY), body: JSON.stringify(document) };
    let trouble;
    for (const wait of PAUSES_BEFORE_TRIES) {
      await pause(wait);
      try {
        const answer = await fetch(this.#address(resource, query), request);
        if (answer.ok) return;
        trouble = new RequestRefused(answer.status);
        if (answer.status < 500 && answer.status !== 429) break;
      } catch (error) {
        trouble = error;
      }
    }
    throw trouble;
  }

  #deliver(statements) {
    this.#unsent.push(...statements);
    return this.#inLine(() => this.#sendUnsent());
  }

  async #sendUnsent() {
    const batch = [...this.#unsent];
    try {
      await this.#write("POST", "statements", {}, batch);
    } catch (error) {
      // Without a network they wait for the next turn; refused for good is not asked again.
      if (!(error instanceof RequestRefused) || error.status >= 500) throw error;
      this.onTrouble(error);
    }
    this.#unsent.splice(0, batch.length);
  }

  /** One request at a time, in the order they were asked for; trouble is told, never thrown. */
  #inLine(work) {
    this.#line = this.#line.then(work).catch((error) => this.onTrouble(error));
    return this.#line;
  }
}
