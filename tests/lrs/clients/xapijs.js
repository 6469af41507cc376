// Does everything @xapi/xapi can do with a record store; prints what it saw as one line of JSON.
// Contents go by fetch only: in Node, axios gives multipart bodies a content type of its own.
const { createHash, randomUUID } = require("node:crypto");
const XAPI = require("@xapi/xapi");

const [endpoint, username, password, adapter] = process.argv.slice(2);
const auth = XAPI.toBasicAuth(username, password);
const xapi = new XAPI({ endpoint, auth, version: "1.0.3", adapter });
const agent = { objectType: "Agent", mbox: "mailto:anna@springplank.example", name: "Anna" };
const activityId = "https://content.example/lessons/1";
const object = { objectType: "Activity", id: activityId, definition: { name: { nl: "Les" } } };
const registration = "6f1a0c5e-1111-4222-8333-000000000001";

const seen = (asked) => asked.then((answer) => answer.data);
const refusal = (asked) =>
  asked.then(() => "accepted", (fault) =>
    (fault.response ? fault.response.data : JSON.parse(fault.message)).code);
const done = (more = {}) => ({ actor: agent, verb: XAPI.Verbs.COMPLETED, object, ...more });

async function statements() {
  const full = done({
    id: randomUUID(),
    timestamp: "2026-11-23T14:00:00.000Z",
    result: { score: { scaled: 0.5, raw: 5, min: 0, max: 10 }, success: true, duration: "PT1H30M" },
    context: { registration, extensions: { "https://example.com/x": ["é", 1.5, null] } },
  });
  await xapi.sendStatement({ statement: full });
  const attached = adapter === "fetch" ? await withContent() : null;
  const batch = await seen(xapi.sendStatements({ statements: [done(), done(), done()] }));
  await xapi.voidStatement({ actor: agent, statementId: batch[0] });
  await xapi.voidStatements({ actor: agent, statementIds: [batch[1]] });
  return { full: full.id, attached, voided: batch[0], kept: batch[2] };
}

async function withContent() {
  const content = new TextEncoder().encode("geleerd en gedaan");
  const attachment = {
    usageType: XAPI.AttachmentUsages.SUPPORTING_MEDIA,
    display: { nl: "Verslag" },
    contentType: "text/plain",
    length: content.length,
    sha2: createHash("sha256").update(content).digest("hex"),
  };
  const statement = done({ attachments: [attachment] });
  const [sent] = await seen(xapi.sendStatement({ statement, attachments: [content.buffer] }));
  const got = await seen(xapi.getStatement({ statementId: sent, attachments: true }));
  return { id: sent, content: got[1] };
}

async function reading(ids) {
  const asked = { agent, verb: XAPI.Verbs.COMPLETED.id, activity: activityId, limit: 2 };
  const pages = [await seen(xapi.getStatements({ ...asked, ascending: true }))];
  while (pages.at(-1).more) {
    pages.push(await seen(xapi.getMoreStatements({ more: pages.at(-1).more })));
  }
  const related = { registration, agent, related_agents: true, related_activities: true };
  const all = await seen(xapi.getStatements({ ...related, attachments: true }));
  return {
    full: await seen(xapi.getStatement({ statementId: ids.full, format: "exact" })),
    canonical: await seen(xapi.getStatement({ statementId: ids.full, format: "canonical" })),
    voided: (await seen(xapi.getVoidedStatement({ voidedStatementId: ids.voided }))).id,
    missing: await refusal(xapi.getStatement({ statementId: ids.voided })),
    pages: pages.map((page) => page.statements.map((one) => one.id)),
    registered: all[0].statements.map((one) => one.id),
  };
}

async function documents(kind, name, where, idOf) {
  const one = { ...where, [idOf]: "preferences" };
  const isNew = { etag: "*", matchHeader: "If-None-Match" };
  await xapi[`create${kind}`]({ ...one, [name]: { page: 1, name: "Zoë" }, ...isNew });
  const first = await xapi[`get${kind}`](one);
  const known = { etag: first.headers.etag, matchHeader: "If-Match" };
  await xapi[`set${kind}`]({ ...one, [name]: { page: 2 }, ...known });
  const stale = await refusal(xapi[`set${kind}`]({ ...one, [name]: { page: 3 }, ...known }));
  const second = await seen(xapi[`get${kind}`](one));
  const listed = await seen(xapi[`get${kind}s`](where));
  await xapi[`delete${kind}`](one);
  const gone = await refusal(xapi[`get${kind}`](one));
  return { first: first.data, second, stale, listed, gone };
}

async function wholeShelf() {
  const where = { agent, activityId, registration };
  await xapi.setState({ ...where, stateId: "a", state: { x: 1 } });
  await xapi.setState({ ...where, stateId: "b", state: "tekst", contentType: "text/plain" });
  const text = await seen(xapi.getState({ ...where, stateId: "b" }));
  await xapi.deleteStates(where);
  return { text, left: await seen(xapi.getStates(where)) };
}

async function main() {
  const about = await seen(xapi.getAbout());
  const ids = await statements();
  const where = { agent, activityId };
  return {
    about: about.version,
    ids,
    ...(await reading(ids)),
    activity: (await seen(xapi.getActivity({ activityId }))).definition.name,
    person: await seen(xapi.getAgent({ agent })),
    shelf: await wholeShelf(),
    documents: {
      State: await documents("State", "state", where, "stateId"),
      Registered: await documents("State", "state", { ...where, registration }, "stateId"),
      ActivityProfile: await documents("ActivityProfile", "profile", { activityId }, "profileId"),
      AgentProfile: await documents("AgentProfile", "profile", { agent }, "profileId"),
    },
  };
}

main().then((saw) => console.log(JSON.stringify(saw)), (fault) => {
  console.error(fault.response?.data ?? fault);
  process.exitCode = 1;
});
