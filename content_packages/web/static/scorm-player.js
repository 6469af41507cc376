// The runtime of SCORM 1.2 and 2004 around one SCO, on the host of the SCO itself.

import { afterEnd, beforeEnd, begin, course, gone, settings } from "./course.js";
import { kept, launch, send, stamped, tryAgain } from "./keeper.js";

const frame = document.getElementById("unit");
const EDITIONS = {
  scorm12: { file: "./vendor/scorm12.min.js", make: "Scorm12API", at: "API", begin: "LMSInitialize", end: "LMSFinish" },
  scorm2004: { file: "./vendor/scorm2004.min.js", make: "Scorm2004API", at: "API_1484_11", begin: "Initialize", end: "Terminate" },
};
const edition = EDITIONS[launch.format];
let latest = null;
let isLeaving = false;

function asSave(sent, about) {
  latest = stamped(sent.cmi, Boolean(about && about.isTerminateCommit));
  if (latest.final && !launch.course) {
    // A beacon tells nobody whether it arrived; the same again changes nothing.
    setTimeout(finish, 0, latest);
  }
  return latest;
}

async function finish(made) {
  await send(made);
  if (launch.menu) {
    await renew();
  }
}

// What is done now may open what waited for it.
async function renew() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of [".menu nav", ".steps"]) {
    const now = page.querySelector(part);
    if (answer.ok && now) {
      document.querySelector(part).replaceWith(document.adoptNode(now));
    }
  }
}

async function makeApi() {
  const made = await import(edition.file);
  const api = new made[edition.make]({
    autocommit: true,
    autocommitSeconds: 30,
    lmsCommitUrl: launch.counts ? launch.save : false,
    requestHandler: asSave,
    mastery_override: launch.judged,
    alwaysSendTotalTime: true,
    autoProgress: false,
    logLevel: 5,
    ...settings,
  });
  api.on(edition.begin, () => send(stamped(null, false, course())));
  api.on("CommitSuccess", () => !latest?.final && kept());
  api.on("CommitError", () => tryAgain(latest));
  if (launch.course) {
    sequence(api);
  } else {
    for (const [wish, step] of [["SequenceNext", "next"], ["SequencePrevious", "previous"]]) {
      api.on(wish, () => go(launch[step]));
    }
  }
  return api;
}

function sequence(api) {
  const end = api[edition.end];
  api[edition.end] = (given) => {
    const runs = api.isInitialized();
    if (runs) {
      beforeEnd();
    }
    const result = end.call(api, given);
    if (runs && api.isTerminated()) {
      afterEnd(latest, isLeaving);
    }
    return result;
  };
}

// The SCO may still have its say after us: what it saves then is later, and stays.
function leave(api) {
  isLeaving = true;
  gone();
  if (api.isInitialized() && launch.counts) {
    const sent = api.renderCommitCMI(true);
    navigator.sendBeacon(launch.save, JSON.stringify(stamped(sent.cmi, true, course())));
  }
}

function go(address) {
  if (address) {
    setTimeout(() => location.assign(address), 200);
  }
}

// What is no SCO talks to nobody: it is done when it was opened.
function noteAsset() {
  const done = { scorm12: { core: { lesson_status: "completed" } }, scorm2004: { completion_status: "completed" } };
  send(stamped(done[launch.format], true, course()));
}

const api = await makeApi();
if (!launch.course || (await begin(api))) {
  if (launch.asset) {
    frame.addEventListener("load", noteAsset, { once: true });
  } else {
    // the place of the unit is known now, and what is shared with others
    api.loadFromJSON(launch.kept);
    window[edition.at] = api;
    addEventListener("pagehide", () => leave(api));
  }
  frame.src = launch.unit;
}
