// Does everything tincanjs can do with a record store; prints what it saw as one line of JSON.
const TinCan = require("tincanjs");

const [endpoint, username, password] = process.argv.slice(2);
const lrs = new TinCan.LRS({ endpoint, username, password, version: "1.0.2" });
const agent = new TinCan.Agent({ mbox: "mailto:anna@springplank.example", name: "Anna" });
const definition = { name: { nl: "Les" } };
const activity = new TinCan.Activity({ id: "https://content.example/lessons/1", definition });
const verb = (name) => ({ id: `http://adlnet.gov/expapi/verbs/${name}`, display: { en: name } });

function ask(method, ...given) {
  return new Promise((resolve, reject) => {
    const cfg = given.pop();
    const callback = (fault, result) =>
      fault === null ? resolve(result) : reject(new Error(`${method}: ${fault}`));
    lrs[method](...given, { ...cfg, callback });
  });
}

const refusal = (asked) => asked.then(() => "accepted", (fault) => fault.message);

const done = (more = {}) =>
  new TinCan.Statement({ actor: agent, verb: verb("completed"), target: activity, ...more });

async function statements() {
  const full = done({
    timestamp: "2026-11-23T14:00:00.000Z",
    result: { score: { scaled: 0.5, raw: 5, min: 0, max: 10 }, success: true, duration: "PT1H30M" },
    context: {
      registration: "6f1a0c5e-1111-4222-8333-000000000001",
      team: { objectType: "Group", member: [{ mbox: "mailto:bram@springplank.example" }] },
      contextActivities: { grouping: [{ id: "https://goal.example/1" }] },
      extensions: { "https://example.com/x": ["é", 1.5, null] },
    },
  });
  await ask("saveStatement", full, {});
  const attachment = {
    display: { nl: "Verslag" },
    usageType: "https://example.com/report",
    contentType: "text/plain",
    content: "geleerd\r\n--en gedaan",
  };
  const attached = done({ attachments: [attachment] });
  await ask("saveStatement", attached, {});
  const batch = [done(), done(), done()];
  await ask("saveStatements", batch, {});
  const target = new TinCan.StatementRef({ id: batch[0].id });
  await ask("saveStatement", done({ verb: verb("voided"), target }), {});
  const sub = new TinCan.SubStatement({ actor: agent, verb: verb("attended"), target: activity });
  await ask("saveStatement", done({ target: sub }), {});
  return { full: full.id, attached: attached.id, voided: batch[0].id };
}

async function reading(ids) {
  const params = { attachments: true };
  const full = await ask("retrieveStatement", ids.full, {});
  const attached = await ask("retrieveStatement", ids.attached, { params });
  const voided = await ask("retrieveVoidedStatement", ids.voided, {});
  const asked = { agent, activity, limit: 2, ascending: true, registration: null };
  const pages = [await ask("queryStatements", { params: { ...asked, verb: verb("completed") } })];
  while (pages.at(-1).more) {
    pages.push(await ask("moreStatements", { url: pages.at(-1).more }));
  }
  const withContents = await ask("queryStatements", { params });
  return {
    full: full.asVersion("1.0.2"),
    attached: attached.attachments[0].getContentAsString(),
    voided: voided.id,
    missing: await refusal(ask("retrieveStatement", ids.voided, {})),
    pages: pages.map((page) => page.statements.map((one) => one.id)),
    contents: withContents.statements.flatMap((one) =>
      (one.attachments || []).map((part) => part.getContentAsString())),
  };
}

async function documents(kind, key, where) {
  const json = { contentType: "application/json" };
  await ask(`save${kind}`, key, { page: 1, name: "Zoë" }, { ...where, ...json });
  const first = await ask(`retrieve${kind}`, key, where);
  const again = { ...where, ...json, lastSHA1: first.etag };
  await ask(`save${kind}`, key, { page: 2 }, { ...again, method: "POST" });
  const stale = await refusal(ask(`save${kind}`, key, { page: 3 }, again));
  const second = await ask(`retrieve${kind}`, key, where);
  const listed = await ask(`retrieve${kind}Ids`, where);
  await ask(`drop${kind}`, key, where);
  const gone = await ask(`retrieve${kind}`, key, where);
  return { first: first.contents, second: second.contents, stale, listed, gone };
}

async function main() {
  const about = await ask("about", {});
  const ids = await statements();
  const known = await ask("retrieveActivity", activity.id, {});
  const registration = "6f1a0c5e-1111-4222-8333-000000000001";
  return {
    about: about.version,
    ids,
    ...(await reading(ids)),
    activity: known.definition.name,
    documents: {
      State: await documents("State", "bookmark", { agent, activity }),
      Registered: await documents("State", "bookmark", { agent, activity, registration }),
      ActivityProfile: await documents("ActivityProfile", "settings", { activity }),
      AgentProfile: await documents("AgentProfile", "preferences", { agent }),
    },
  };
}

main().then((seen) => console.log(JSON.stringify(seen)), (fault) => {
  console.error(fault);
  process.exitCode = 1;
});
