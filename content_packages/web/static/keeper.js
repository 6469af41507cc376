// Keeps what a unit saves: nothing is lost when the network drops or the window closes.

export const launch = JSON.parse(document.getElementById("launch").textContent);

const AGAIN = 3000;
const state = document.getElementById("state");
let moment = launch.moment;
let unsaved = null;
let waiting = null;
let over = false;

function show(now) {
  state.dataset.now = now;
  state.textContent = state.dataset[now] ?? "";
}

export const pause = (time) => new Promise((done) => setTimeout(done, time));

// A later save has a later moment, so that an older one that arrives late is put aside; also on a
// device whose clock is behind that of the last one.
export function stamped(data, final, course) {
  moment = Math.max(moment + 1, Date.now());
  return { sitting: launch.sitting, moment, final, data, course };
}

export async function send(made) {
  if (!launch.counts || over) {
    return;
  }
  unsaved = made;
  try {
    const body = JSON.stringify(made);
    const keepalive = body.length < 60000;
    const answer = await fetch(launch.save, { method: "POST", body, keepalive });
    if (answer.status === 403 || answer.status === 404) {
      over = true;
      show("over");
    } else if (!answer.ok) {
      throw new Error(answer.status);
    } else if (unsaved === made) {
      kept();
    }
  } catch {
    tryAgain();
  }
}

// For whoever goes to another page after it.
export async function untilKept(made) {
  await send(made);
  while (unsaved === made && !over) {
    await pause(300);
  }
}

export function kept() {
  unsaved = null;
  clearTimeout(waiting);
  if (launch.counts && !over) {
    show("saved");
  }
}

// What was sent in another way did not arrive, or may not have.
export function tryAgain(made = unsaved) {
  unsaved = made;
  if (unsaved && !over) {
    show("trying");
    clearTimeout(waiting);
    waiting = setTimeout(() => unsaved && send(unsaved), AGAIN);
  }
}

// What is said one after the other goes in that order, and stays in line until it arrived.
const waitingLine = [];
let sent = 0;
let sending = false;

export function queue(said) {
  waitingLine.push(said);
  flush();
}

async function flush() {
  if (sending || over || !launch.counts || waitingLine.length === 0) {
    return;
  }
  sending = true;
  const events = waitingLine.slice(0, 50);
  try {
    const body = JSON.stringify({ sitting: launch.sitting, first: sent, events });
    const answer = await fetch(launch.heard, { method: "POST", body, keepalive: body.length < 60000 });
    if (answer.status === 403 || answer.status === 404) {
      over = true;
      show("over");
    } else if (!answer.ok) {
      throw new Error(answer.status);
    } else {
      waitingLine.splice(0, events.length);
      sent += events.length;
      kept();
    }
  } catch {
    show("trying");
    setTimeout(flush, AGAIN);
  }
  sending = false;
  if (state.dataset.now !== "trying") {
    flush();
  }
}

addEventListener("online", () => (unsaved ? send(unsaved) : flush()));
addEventListener("beforeunload", (event) => {
  if ((unsaved || waitingLine.length > 0) && !over && state.dataset.now === "trying") {
    event.preventDefault();
  }
});
