// Presence Sync: states flow between the telephones and the contact centre, seen on the board as they happen, by rules that are edited.
import assert from 'node:assert/strict';
import { axe, fake, owner, server } from './harness.mjs';
import { ask, enter, member, onBoth, run } from './world.mjs';

const admin = (tag) => ({ ...owner, organisation: `States ${tag}`, email: `states${tag}@example.com` });
server({ others: ['D', 'P'].map(admin) });

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const button = (within, name) => within.getByRole('button', { name, exact: true });
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const patient = { timeout: 30_000 };

async function sound(page) {
  await axe(page);
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
}

async function act(platform, action) {
  const answer = await fetch(`${platform.url}/_fake/act`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(action) });
  assert.ok(answer.ok, await answer.text());
}

/** Both platforms with the same people, who join. */
async function connectBoth(context, url, telephony, centre) {
  const save = (kind, name, settings) => ask(context, url, 'connections/save', { save: { kind, name, settings, brake_percent: 5 } });
  const phones = await save('ringcentral', 'RingCentral', {
    base_url: telephony.url,
    client_id: 'fake-client-id',
    client_secret: 'fake-client-secret',
    jwt: 'fake.jwt.credential',
  });
  const agents = await save('cxone', 'CXone', {
    base_url: centre.url,
    client_id: 'fake-client',
    client_secret: 'fake-client-secret',
    access_key_id: 'FAKEACCESSKEYID',
    access_key_secret: 'fake+access/key&secret==',
    calls_per_second: '20',
  });
  const accounts = async (connection) => {
    await run(context, url, connection, 'sync_mappings');
    return (await ask(context, url, 'mappings/accounts', { query: { connection: connection.id, page: { limit: 200 } } })).items;
  };
  const [here, there] = [await accounts(phones), await accounts(agents)];
  const people = [];
  for (const one of here) {
    const email = one.email.toLowerCase();
    const agent = there.find((other) => other.email.toLowerCase() === email && other.active);
    if (!email || !agent || !one.active || here.filter((other) => other.email.toLowerCase() === email).length > 1) continue;
    await member(context, url, { name: one.name, email });
    people.push({ name: one.name, extension: one.external_id, agent: Number(agent.external_id) });
    if (people.length === 3) break;
  }
  assert.equal(people.length, 3);
  for (const connection of [phones, agents]) {
    const ended = await run(context, url, connection, 'sync_mappings');
    const applied = await ask(context, url, 'changes/apply', { id: ended.change_set, word: '' });
    for (let waited = 0; waited < 100; waited++) {
      const now = await ask(context, url, 'runs/get', { id: applied.run.id });
      if (now.state === 'done') break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return people;
}

onBoth('a call on the telephones is on the board and in the contact centre, by rules that people edit', { timeout: 240_000 }, async (opened) => {
  const { page, context, url, tag, allow } = opened;
  const telephony = await fake('ringcentral', { accounts: 20, seed: 5 });
  const centre = await fake('cxone', { agents: 20, seed: 5 });
  try {
    await enter(context, url, admin(tag));
    const people = await connectBoth(context, url, telephony, centre);
    const [one] = people;

    // It begins: which tenant with which.
    await page.goto('/presence?tab=board');
    await page.getByText('States of RingCentral do not flow yet').waitFor();
    await sound(page);
    await button(page, 'Let states flow').click();
    await toast(page, 'States flow now.');
    await page.getByText('Tells by itself').waitFor(patient);
    await page.getByText('Is asked').waitFor(patient);
    const row = page.getByRole('row').filter({ hasText: one.name });
    await row.first().waitFor(patient);
    await sound(page);

    // The agent signs in and takes calls; then the telephone rings.
    await act(centre, { action: 'log_out', agent: one.agent });
    await act(centre, { action: 'log_in', agent: one.agent });
    await act(centre, { action: 'state', agent: one.agent });
    await row.getByText('Available').first().waitFor(patient);
    await act(telephony, { action: 'call_begins', extension: one.extension });
    await row.getByText('On a call → On Call').waitFor(patient);
    await row.getByText('Told', { exact: true }).waitFor();
    await sound(page);
    await act(telephony, { action: 'call_ends', extension: one.extension });
    await row.getByText('Call or meeting ended → Available').waitFor(patient);

    // Filters stand in the address.
    await page.getByRole('combobox', { name: 'State', exact: true }).selectOption('available');
    await page.waitForURL(/state=available/);
    await row.first().waitFor();
    await page.getByRole('combobox', { name: 'State', exact: true }).selectOption('');

    // The rules: both ways, another code, a line for lunch.
    await page.getByRole('tab', { name: 'State rules' }).click();
    await page.getByRole('radio', { name: /^Both ways/ }).check();
    await page.getByRole('combobox', { name: 'On a call' }).selectOption('Training');
    await page.getByRole('combobox', { name: 'Add a line for a code' }).selectOption('Lunch');
    await page.getByRole('combobox', { name: 'Lunch: Status' }).selectOption('offline');
    await page.getByRole('combobox', { name: 'Add a team' }).selectOption({ index: 1 });
    await sound(page);
    await page.getByRole('textbox', { name: /^Wait for further changes/ }).fill('9000');
    await button(page, 'Save').click();
    await page.locator('[name=debounce][aria-invalid=true]').waitFor();
    await page.getByRole('textbox', { name: /^Wait for further changes/ }).fill('0');
    await button(page, 'Save').click();
    await toast(page, 'Saved.');
    await page.getByRole('button', { name: /^Take .* away$/ }).last().click();
    await button(page, 'Save').click();
    await toast(page, 'Saved.');
    await page.getByRole('tab', { name: 'States', exact: true }).click();
    await act(telephony, { action: 'call_begins', extension: one.extension });
    await row.getByText('On a call → Training').waitFor(patient);
    await act(telephony, { action: 'call_ends', extension: one.extension });
    await row.getByText('Call or meeting ended → Available').waitFor(patient);

    // Somebody says how a person is.
    await button(page, `Actions for ${one.name}`).click();
    await page.getByRole('menuitem', { name: 'Set state…' }).click();
    const dialog = page.getByRole('dialog', { name: `State of ${one.name}` });
    await sound(page);
    allow(/presence\/override/);
    await button(dialog, 'Save').click();
    await dialog.locator('[name=code][aria-invalid=true]').waitFor();
    await dialog.getByRole('combobox', { name: 'Unavailable code' }).selectOption('Lunch');
    await button(dialog, 'Save').click();
    await toast(page, `The state of ${one.name} is set.`);
    await row.getByText('Set by hand').waitFor(patient);
    await row.getByText('Lunch').first().waitFor(patient);
  } finally {
    await telephony.stop();
    await centre.stop();
  }
});
