// Ways to get somewhere without a walk: what is no part of a test's own story is made by the calls that the pages make.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { browserTest, owner } from './harness.mjs';

/** The same walk with a mouse on a desktop and with fingers at 360 px. `body` gets `phone` too, and a `tag` for its names. */
export function onBoth(name, options, body) {
  if (typeof options === 'function') [options, body] = [{}, options];
  for (const device of ['desktop', 'phone']) {
    const phone = device === 'phone';
    browserTest(`${name} (${device})`, { ...options, device }, (opened) => body({ ...opened, phone, tag: phone ? 'P' : 'D' }));
  }
}

/** Calls a server function as the person who is signed in to this context. Fails on a problem. */
export async function ask(context, url, name, body = {}) {
  const answer = await context.request.post(`${url}/fn/${name}`, { data: body, headers: { origin: url } });
  const text = await answer.text();
  assert.ok(answer.ok(), `${name}: ${answer.status()} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** What a server function refuses with: its status and the problem. */
export async function refused(context, url, name, body = {}) {
  const answer = await context.request.post(`${url}/fn/${name}`, { data: body, headers: { origin: url } });
  return [answer.status(), await answer.json().catch(() => null)];
}

/** What an admin types to connect the fake. */
export const settings = (platform) => ({
  name: 'WeCom',
  base_url: `${platform.url}/cgi-bin`,
  corp_id: 'ww00000000fa4e0001',
  agent_id: '1000002',
  contact_secret: 'fake-contact-secret',
  app_secret: 'fake-app-secret',
});

/** Connects the fake; the connection. */
export function connect(context, url, platform) {
  const { name, ...values } = settings(platform);
  return ask(context, url, 'connections/save', { save: { kind: 'wecom', name, settings: values, brake_percent: 5 } });
}

/** Presses *Sync*; the run when it is over. `kind` is `sync_contacts`, `sync_customers` or `sync_seats`. */
export async function run(context, url, connection, kind) {
  const started = await ask(context, url, 'runs/start_sync', { connection: connection.id, kind });
  return over(context, url, started.run.id);
}

/** Waits until a run is over. */
export async function over(context, url, id) {
  for (let waited = 0; waited < 300; waited++) {
    const now = await ask(context, url, 'runs/get', { id });
    if (!['queued', 'running'].includes(now.state)) return now;
    await sleep(100);
  }
  assert.fail('the run did not end within 30 s');
}

/** Synchronises and applies all that came out; the run. */
export async function bring(context, url, connection, kind) {
  const read = await run(context, url, connection, kind);
  if (!read.change_set) return read;
  const { run: applied } = await ask(context, url, 'changes/apply', { id: read.change_set, word: 'APPLY' });
  await over(context, url, applied.id);
  return read;
}

/** Does something in the fake: `act` with an action, `fail` with a fault, `clock`. */
export async function control(platform, verb, body) {
  const answer = await fetch(`${platform.url}/_fake/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${verb}: ${answer.status}`);
  return answer.json();
}

/** Somebody asks to join by a link, as the page's form does without a browser. */
export async function apply(link, who) {
  const form = new URLSearchParams({ way: 'new', password: owner.password, ...who });
  const headers = { origin: new URL(link).origin };
  const answer = await fetch(link, { method: 'POST', body: form, headers, redirect: 'manual' });
  assert.equal(answer.headers.get('location'), '/waiting', await answer.text());
}

/** Somebody who joined by the door number, was let in and given a role; who signs in with it. */
export async function member(context, url, who, role = 'member') {
  const door = await ask(context, url, 'invitations/door');
  await apply(`${url}/join/${door.number}`, who);
  const { items } = await ask(context, url, 'joins/list', { query: { states: ['waiting'] } });
  const join = items.find((join) => join.email === who.email);
  await ask(context, url, 'joins/decide', { ids: [join.id], decision: { approve: { department: null, position: null } } });
  const { row } = await ask(context, url, 'members/get', { id: join.member_id });
  if (role !== 'member')
    await ask(context, url, 'members/change_role', { change: { id: row.id, revision: row.revision, role, scope: [] } });
  return { ...who, id: row.id, password: owner.password };
}

/** A signed-in person without the walk through the form. */
export async function enter(context, url, who = owner) {
  const form = { email: who.email, password: who.password };
  const answer = await context.request.post(`${url}/sign-in`, { form, headers: { origin: url }, maxRedirects: 0 });
  assert.equal(answer.status(), 303, await answer.text());
}
