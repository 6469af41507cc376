// The way through a course of SCORM 2004: scorm-again walks its activity tree, this page opens what
// that delivers. Each unit is a page of its own, so what is known goes to the server in between.

import { launch, pause, stamped, untilKept } from "./keeper.js";

const { tree, kept, units, wanted } = launch.course ?? {};
const frame = document.getElementById("unit");
const bar = document.querySelector(".bar");
let api;
let fresh;
let delivered;
let ended;
let wish;
let unsettled;
let moving = false;

export const settings = launch.course && {
  sequencing: {
    activityTree: tree,
    logLevel: "error",
    eventListeners: {
      onActivityDelivery: (activity) => (delivered = activity.id),
      onSequencingSessionEnd: ({ reason }) => (ended = reason),
    },
  },
};

const service = () => api.getSequencingService();
const overall = () => service().getOverallSequencingProcess();
const activities = () => api.adl.sequencing.activityTree;
const current = () => activities().currentActivity;
const own = () => activities().getActivity(launch.item);
const asks = (request, target) => service().processNavigationRequest(request, target);

// Activity → all that the engine knows of it.
function known(node = activities().root.getSuspensionState(), found = {}) {
  const { children, ...rest } = node;
  found[node.id] = rest;
  children.forEach((one) => known(one, found));
  return found;
}

// Only what differs from the tree as it was built: a beacon carries little.
function changed() {
  const found = {};
  for (const [id, now] of Object.entries(known())) {
    const other = Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(fresh[id][name]));
    if (other.length > 0) {
      found[id] = Object.fromEntries(other);
    }
  }
  return found;
}

function reached(activity, found = {}) {
  const is = { a: activity.attemptCount > 0, c: activity.completionStatus === "completed", p: activity.successStatus === "passed" };
  found[activity.id] = Object.keys(is).filter((letter) => is[letter]).join("");
  activity.children.forEach((one) => reached(one, found));
  return found;
}

export function course() {
  if (!launch.course) {
    return undefined;
  }
  const now = overall().getSequencingState();
  return {
    at: now.suspendedActivity ?? now.currentActivity ?? "",
    reached: reached(activities().root),
    state: {
      current: now.currentActivity,
      suspended: now.suspendedActivity,
      delivered: now.contentDelivered,
      changes: changed(),
      objectives: now.globalObjectiveMap,
      shared: api.captureSharedDataSnapshot(),
    },
  };
}

function restore({ current: id, suspended, delivered: contentDelivered, changes, objectives, shared }) {
  const grown = (node) => ({ ...node, ...changes[node.id], children: node.children.map(grown) });
  activities().root.restoreSuspensionState(grown(activities().root.getSuspensionState()));
  const globalObjectiveMap = { ...overall().getGlobalObjectiveMapSnapshot(), ...objectives };
  overall().restoreSequencingState({
    version: "1.0", contentDelivered, currentActivity: null, suspendedActivity: suspended, globalObjectiveMap,
  });
  // the engine would make it active, and it may have ended
  activities().setCurrentActivityWithoutActivation(id && activities().getActivity(id));
  api.restoreSharedDataSnapshot(shared);
  api.adl.configureSharedDataMaps(current()?.sharedDataMaps);
}

// What ended without a successor is taken up again, whatever the rules say of choosing it. Who
// comes back goes on where she was; who comes first begins with the unit that she chose.
function takeUp() {
  if (current() && !current().isActive && units > 1) {
    asks("suspendAll");
  }
  if (current() && !current().isActive) {
    activities().setCurrentActivityWithoutActivation(null);
  }
  ended = undefined;
  if (!current() && !asks("resumeAll") && !(wanted && asks("choice", wanted)) && !asks("start")) {
    firstToChoose();
  }
}

// Where nothing flows, the learner chooses; to begin with, the first that may be chosen.
function firstToChoose(node = tree) {
  const inner = node.children ?? [];
  return inner.length > 0 ? inner.some((one) => firstToChoose(one)) : asks("choice", node.id);
}

// Whether the unit of this page is the one to open; if not, its page opens.
export async function begin(made) {
  api = made;
  fresh = known();
  if (kept.state) {
    restore(kept.state);
  }
  takeUp();
  if (!current()) {
    close("locked");
    return false;
  }
  if (current().id !== launch.item) {
    await untilKept(stamped(null, false, course()));
    location.replace(launch.here);
    return false;
  }
  if (location.hash === "#wacht") {
    document.getElementById("wait").hidden = false;
    history.replaceState(null, "", location.pathname);
  }
  delivered = undefined;
  listen();
  update();
  return true;
}

function listen() {
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-request]");
    if (button) {
      depart(button.dataset.request, button.dataset.item);
    }
  });
  bar.querySelector(".menu")?.addEventListener("toggle", update);
  addEventListener("beforeunload", () => {
    leaving();
    setTimeout(() => (wish = undefined), 2000);
  });
}

// Whoever closes the window means to come back: a course of several units is suspended as a whole.
function leaving() {
  if (launch.course && !moving && units > 1) {
    wish = { request: "suspendAll" };
  }
}

// And says so first, in case the SCO says nothing any more.
export function gone() {
  leaving();
  if (wish && api.isInitialized()) {
    api.cmi.exit = "suspend";
  }
}

// The buttons show what the rules allow now; what they hide stays hidden.
function update() {
  const hidden = overall().getEffectiveHideLmsUi(current());
  const around = current()?.parent?.sequencingControls;
  const shown = { continue: around?.flow, previous: around?.flow && overall().predictPreviousEnabled() };
  for (const button of bar.querySelectorAll("button[data-request]")) {
    const { request, item } = button.dataset;
    if (item) {
      button.disabled = !overall().predictChoiceEnabled(item);
    } else {
      button.hidden = !shown[request] || hidden.includes(request);
    }
  }
}

// The learner goes on: the SCO ends first, and what it says last still counts.
async function depart(request, target) {
  if (moving) {
    return;
  }
  moving = true;
  wish = { request, target };
  const left = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  frame.contentWindow.location.replace("about:blank");
  await Promise.race([left, pause(3000)]);
  if (wish && api.isInitialized()) {
    api.Terminate("");
  } else if (wish) {
    asks(request, target);
  }
  await settle(true);
}

// Just before the SCO's own Terminate: where the learner goes counts above where the SCO sends her.
export function beforeEnd() {
  if (wish) {
    api.adl.nav.request = wish.target ? `{target=${wish.target}}choice` : wish.request;
  }
  if (api.adl.nav.request === "suspendAll") {
    api.cmi.exit = "suspend";
  }
  wish = undefined;
}

// Just after it: on a page that closes, only a beacon still gets away.
export function afterEnd(save, isLeaving) {
  unsettled = save;
  if (isLeaving) {
    navigator.sendBeacon(launch.save, JSON.stringify(stamped(save?.data ?? null, true, course())));
  } else if (!moving) {
    setTimeout(settle);
  }
}

// The standard calls a unit completed that ended and said nothing of it (SN 4.7.2).
function lastWords() {
  const data = unsettled?.data ?? null;
  const silent = (data?.completion_status ?? "unknown") === "unknown";
  const { isActive, isSuspended, completionStatus } = own();
  const isDone = !isActive && !isSuspended && completionStatus === "completed";
  return silent && isDone ? { ...data, completion_status: "completed" } : data;
}

export async function settle(asked = false) {
  const goes = delivered !== undefined || ended !== undefined || asked;
  const data = lastWords();
  const refused = asked && delivered === undefined && ended === undefined;
  if (refused) {
    takeUp();
  }
  moving = goes;
  await untilKept(stamped(data, Boolean(data), course()));
  if (ended !== undefined) {
    close(ended === "suspend_all" ? "later" : "end");
  } else if (goes) {
    location.replace(refused ? `${launch.here}#wacht` : launch.here);
    if (refused) {
      location.reload();
    }
  } else {
    update();
  }
}

function close(why) {
  frame.remove();
  for (const name of [".steps", ".menu"]) {
    bar.querySelector(name)?.remove();
  }
  document.getElementById("wait").hidden = true;
  const said = document.getElementById("over");
  said.textContent = said.dataset[why];
  said.hidden = false;
  said.focus();
}
