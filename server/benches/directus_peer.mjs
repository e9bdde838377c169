// The customer table with what people would take instead: Directus on SQLite, the same customers, the same questions over HTTP.
// Prints lines of JSON for `cargo bench -p muster -- customers`.
//
//     npm install --prefix /tmp/directus directus@11.3.5     (later ones need Node 22 or newer)
//     MUSTER_BENCH_DIRECTUS=/tmp/directus node directus_peer.mjs muster.db /tmp/work
//
// What is done in its favour: only columns that are asked about, no rights to look up (an administrator asks), one department
// for each member, an index for each filter with each order, statistics for SQLite's planner, "any of" as a subquery (`_some`),
// which it answers sooner than a join. WAL and `synchronous = FULL`, as ours. Names are sorted as they stand: it has no pinyin.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const [source, work] = process.argv.slice(2).map((path) => resolve(path));
const home = resolve(process.env.MUSTER_BENCH_DIRECTUS);
const file = join(work, "directus.db");
const TOKEN = "a-token-for-measuring-only";
const DAY = 86_400_000;
/// Longest wait for one answer, longest time for one question, in milliseconds.
const PATIENCE = 60_000;
const ENOUGH = 3_000;
const REQUESTS = 30;

/** A running Directus. */
class Directus {
  static async start() {
    const port = await freePort();
    const child = run("start", { HOST: "127.0.0.1", PORT: `${port}` });
    const server = Object.assign(new Directus(), { child, origin: `http://127.0.0.1:${port}` });
    for (const end = Date.now() + 300_000; ; await sleep(200)) {
      if (child.exitCode !== null || Date.now() > end) throw new Error("Directus does not start");
      const answer = await fetch(`${server.origin}/server/ping`).catch(() => null);
      if (answer?.ok) break;
    }
    // What it reads about its own tables is kept from now on.
    await server.ask("GET", "/items/tags?limit=1").catch(() => null);
    return server;
  }

  /** The data of an answer. */
  async ask(method, path, body) {
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(this.origin + path, { method, headers, signal, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text && JSON.parse(text).data;
  }

  /** Resident memory, now or the most there was, in megabytes. */
  memory(field) {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Math.round(Number(status.match(new RegExp(`${field}:\\s*(\\d+)`))?.[1] ?? 0) / 1024);
  }

  async stop(signal = "SIGTERM") {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill(signal);
    await gone;
  }
}

/** A command of Directus, on our file, without anything else of the environment. */
function run(command, more = {}) {
  const env = {
    PATH: process.env.PATH,
    HOME: work,
    NODE_ENV: "production",
    DB_CLIENT: "sqlite3",
    DB_FILENAME: file,
    SECRET: "a-secret-for-measuring-only",
    ADMIN_EMAIL: "ada@example.com",
    ADMIN_PASSWORD: "correct horse battery staple",
    ADMIN_TOKEN: TOKEN,
    TELEMETRY: "false",
    RATE_LIMITER_ENABLED: "false",
    LOG_LEVEL: "silent",
    ...more,
  };
  // The flag is asked for by isolated-vm, which Directus uses.
  const words = ["--no-node-snapshot", join(home, "node_modules/directus/cli.js"), command];
  return spawn(process.execPath, words, { cwd: work, env, stdio: ["ignore", "ignore", "inherit"] });
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Collections and relations, through its own API. */
async function makeSchema(directus) {
  const id = { field: "id", type: "string", schema: { is_primary_key: true, length: 255 } };
  const count = { field: "id", type: "integer", schema: { is_primary_key: true, has_auto_increment: true } };
  const plain = (type, ...names) => names.map((field) => ({ field, type, schema: {}, meta: {} }));
  const many = (field) => ({ field, type: "alias", meta: { interface: "list-m2m", special: ["m2m"] } });
  const collections = {
    departments: [id, ...plain("string", "name")],
    members: [id, ...plain("string", "name", "department")],
    tags: [id, ...plain("string", "name")],
    customers: [
      id,
      ...plain("string", "name", "company", "phone", "source"),
      ...plain("bigInteger", "added_at", "contacted_at"),
      ...plain("boolean", "ended"),
      many("owners"),
      many("tags"),
    ],
    customers_members: [count, ...plain("string", "customers_id", "members_id"), ...plain("boolean", "live")],
    customers_tags: [count, ...plain("string", "customers_id", "tags_id")],
  };
  for (const [collection, fields] of Object.entries(collections)) {
    await directus.ask("POST", "/collections", { collection, fields, schema: {}, meta: {} });
  }
  for (const [collection, field, related_collection, one_field, junction_field] of [
    ["members", "department", "departments", null, null],
    ["customers_members", "customers_id", "customers", "owners", "members_id"],
    ["customers_members", "members_id", "members", null, "customers_id"],
    ["customers_tags", "customers_id", "customers", "tags", "tags_id"],
    ["customers_tags", "tags_id", "tags", null, "customers_id"],
  ]) {
    const meta = { one_field, junction_field };
    await directus.ask("POST", "/relations", {
      collection, field, related_collection, meta, schema: { on_delete: "CASCADE" },
    });
  }
}

const COPY = [
  "insert into departments (id, name) select id, name from old.departments",
  "insert into members (id, name, department) select m.id, m.name, \
     (select min(md.department_id) from old.member_departments md where md.member_id = m.id) from old.members m",
  "insert into tags (id, name) select id, name from old.tags",
  "insert into customers (id, name, company, phone, source, added_at, contacted_at, ended) \
     select id, name, company, phone, source, added_at, contacted_at, ended from old.customers",
  "insert into customers_members (customers_id, members_id, live) \
     select customer_id, member_id, state <> 'ended' from old.relations",
  "insert into customers_tags (customers_id, tags_id) select customer_id, tag_id from old.customer_tags",
  "create index customers_by_age on customers (ended, added_at)",
  "create index customers_by_name on customers (ended, name)",
  "create index customers_by_contact on customers (ended, contacted_at)",
  "create index customers_by_source on customers (ended, source, added_at)",
  "create index members_by_department on members (department)",
  "create index owners_by_customer on customers_members (customers_id, members_id)",
  "create index owners_by_member on customers_members (members_id, live, customers_id)",
  "create index tags_by_customer on customers_tags (customers_id, tags_id)",
  "create index tags_by_tag on customers_tags (tags_id, customers_id)",
  "pragma analysis_limit = 1000",
  "analyze main",
];

/** Copies our rows with the SQLite of Directus; gives back what questions are about. */
async function copyRows() {
  const sqlite = createRequire(join(home, "node_modules/@directus/api/package.json"))("sqlite3");
  const db = new sqlite.Database(file);
  const exec = promisify(db.exec.bind(db));
  const get = promisify(db.get.bind(db));
  await exec("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000; pragma foreign_keys = off");
  await exec(`attach '${source.replaceAll("'", "''")}' as old`);
  for (const sql of COPY) {
    process.stderr.write(`  Directus: ${sql.slice(0, 60)}\n`);
    await exec(sql);
  }
  // As fill_customers.rs has named them; the newest contact is from the moment of filling.
  const known = await get(
    "select (select id from members where name = 'Owner 7') as owner, \
     (select id from departments where name = 'branch3') as department, \
     (select id from tags where name = 'Level 0') as half, (select id from tags where name = 'Level 11') as few, \
     (select max(contacted_at) from customers where ended = 0) as now",
  );
  await exec("detach old");
  await exec("pragma journal_mode = wal");
  await promisify(db.close.bind(db))();
  return known;
}

/** Those of `questions()` in customers.rs that it can answer, by the same names. */
function questions(known) {
  const owned = (...conditions) => ({ owners: { _some: { _and: [...conditions, { live: { _eq: true } }] } } });
  const tagged = (tag) => ({ tags: { _some: { tags_id: { _eq: tag } } } });
  const single = {
    "all": null,
    "owner": owned({ members_id: { _eq: known.owner } }),
    "department": owned({ members_id: { department: { _eq: known.department } } }),
    "tag on half": tagged(known.half),
    "tag on few": tagged(known.few),
    "source manual": { source: { _eq: "manual" } },
    "added lately": { added_at: { _gte: known.now - 30 * DAY } },
    "contact lately": { contacted_at: { _gte: known.now - 30 * DAY } },
  };
  const live = { ended: { _eq: false } };
  const all = (...filters) => ({ filter: { _and: [live, ...filters.filter(Boolean)] } });
  const asked = Object.entries(single).map(([name, filter]) => [name, all(filter)]);
  asked.push(["former", { filter: { ended: { _eq: true } } }]);
  for (const [one, other] of [
    ["owner", "tag on half"],
    ["owner", "tag on few"],
    ["department", "tag on half"],
    ["tag on half", "added lately"],
    ["source manual", "contact lately"],
  ]) {
    asked.push([`${one} + ${other}`, all(single[one], single[other])]);
  }
  for (const search of ["wangfang", "王芳", "wf", "riverside", "4242", "ang"]) {
    asked.push([`search \u201c${search}\u201d`, { ...all(), search }]);
  }
  return asked;
}

const ORDERS = { newest: "-added_at", name: "name" };

function tell(line) {
  console.log(JSON.stringify(line));
}

/** One question in one order, again and again; whether it was given up, since Directus would go on with it. */
async function measure(directus, name, order, { filter, search }) {
  const query = new URLSearchParams({ limit: "50", sort: ORDERS[order], filter: JSON.stringify(filter) });
  if (search) query.set("search", search);
  const times = [];
  let found = null;
  let late = false;
  const end = performance.now() + ENOUGH;
  while (times.length < REQUESTS && (times.length === 0 || performance.now() < end) && !late) {
    const began = performance.now();
    try {
      found = (await directus.ask("GET", `/items/customers?${query}`)).length;
    } catch (error) {
      if (error.name !== "TimeoutError") throw error;
      late = true;
    }
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (part) => Number(times[Math.floor((times.length - 1) * part)].toFixed(3));
  tell({ name, order, p50: at(0.5), p99: at(0.99), found, late });
  return late;
}

/** A thousand in one request, the newest as on our side. */
async function measureDeletion(directus) {
  const filter = JSON.stringify({ ended: { _eq: false } });
  const query = new URLSearchParams({ limit: "1000", sort: "-added_at", fields: "id", filter });
  const rows = await directus.ask("GET", `/items/customers?${query}`);
  const began = performance.now();
  let late = false;
  try {
    await directus.ask("DELETE", "/items/customers", rows.map((row) => row.id));
  } catch (error) {
    if (error.name !== "TimeoutError") throw error;
    late = true;
  }
  tell({ what: "delete 1000", ms: Number((performance.now() - began).toFixed(3)), gone: rows.length, late });
}

async function main() {
  mkdirSync(work, { recursive: true });
  const [code] = await once(run("bootstrap"), "exit");
  if (code !== 0) throw new Error(`bootstrap ended with ${code}`);
  let directus = await Directus.start();
  let peak = 0;
  try {
    await makeSchema(directus);
    await directus.stop();
    const known = await copyRows();
    directus = await Directus.start();
    for (const [name, question] of questions(known)) {
      for (const order of Object.keys(ORDERS)) {
        process.stderr.write(`  Directus: ${name}, ${order}\n`);
        if (await measure(directus, name, order, question)) {
          peak = Math.max(peak, directus.memory("VmHWM"));
          await directus.stop("SIGKILL");
          directus = await Directus.start();
        }
      }
    }
    await measureDeletion(directus);
    tell({ what: "memory", now: directus.memory("VmRSS"), peak: Math.max(peak, directus.memory("VmHWM")) });
  } finally {
    await directus.stop("SIGKILL");
  }
}

await main();
