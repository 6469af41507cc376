// The runtime of SCORM 1.2 and 2004 around one SCO, on the host of the SCO itself.

import { kept, launch, send, stamped, tryAgain } from "./keeper.js";

const frame = document.getElementById("unit");
const EDITIONS = {
  scorm12: { file: "./vendor/scorm12.min.js", make: "Scorm12API", at: "API", begin: "LMSInitialize" },
  scorm2004: { file: "./vendor/scorm2004.min.js", make: "Scorm2004API", at: "API_1484_11", begin: "Initialize" },
};
const edition = EDITIONS[launch.format];
let latest = null;

function asSave(sent, about) {
  latest = stamped(sent.cmi, Boolean(about && about.isTerminateCommit));
  if (latest.final) {
    // A beacon tells nobody whether it arrived; the same again changes nothing.
    setTimeout(send, 0, latest);
  }
  return latest;
}

async function openSco() {
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
  });
  api.loadFromJSON(launch.kept);
  api.on(edition.begin, () => send(stamped(null, false)));
  api.on("CommitSuccess", () => !latest?.final && kept());
  api.on("CommitError", () => tryAgain(latest));
  for (const [wish, step] of [["SequenceNext", "next"], ["SequencePrevious", "previous"]]) {
    api.on(wish, () => go(launch[step]));
  }
  window[edition.at] = api;
  addEventListener("pagehide", () => leave(api));
}

// The SCO may still have its say after us: what it saves then is later, and stays.
function leave(api) {
  if (api.isInitialized() && launch.counts) {
    const sent = api.renderCommitCMI(true);
    navigator.sendBeacon(launch.save, JSON.stringify(stamped(sent.cmi, true)));
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
  send(stamped(done[launch.format], true));
}

if (launch.asset) {
  frame.addEventListener("load", noteAsset, { once: true });
} else {
  await openSco();
}
frame.src = launch.unit;
