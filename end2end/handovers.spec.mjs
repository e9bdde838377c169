// Hand-overs: a leaver's plan from the member's drawer to its end on the platform, one with a date, customers of somebody who stays,
// and what a leaver left behind.
import assert from 'node:assert/strict';
import { axe, fake, owner, server } from './harness.mjs';
import { ask, bring, connect, control, enter, onBoth } from './world.mjs';

const stories = ['Plan', 'Date', 'OnJob', 'Group', 'Left'].flatMap((story) => ['D', 'P'].map((tag) => `${story} ${tag}`));
const admin = (story) => ({ ...owner, organisation: story, email: `${story.replace(' ', '')}@example.com` });
server({ others: stories.map(admin) });

const patient = { timeout: 30_000 };
const day = 86_400;
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function sound(page) {
  await axe(page);
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
}

/** A story on both devices: an organisation with its own fake, whose contacts and customers are here. */
function story(name, sentence, body) {
  onBoth(sentence, { timeout: 180_000 }, async (opened) => {
    const { context, url, tag } = opened;
    const platform = await fake('wecom', { members: 40, departments: 8, customers: 300, seed: 7 });
    try {
      await enter(context, url, admin(`${name} ${tag}`));
      const act = (name, body) => ask(context, url, name, body);
      const connection = await connect(context, url, platform);
      await bring(context, url, connection, 'sync_contacts');
      await bring(context, url, connection, 'sync_customers');
      await body({ ...opened, platform, act });
    } finally {
      await platform.stop();
    }
  });
}

/** Members with customers, those with the most first. */
async function salespeople(act) {
  const { items } = await act('members/list', { query: { statuses: ['active'], source: 'wecom', page: { limit: 100 } } });
  const people = [];
  for (const { id, name } of items) {
    const { total } = await act('customers/list', { query: { owner: id, page: { limit: 1, count: true } } });
    if (total > 0) people.push({ id, name, held: total });
  }
  // A name that two have would be two rows of a list.
  const alone = people.filter((one) => people.filter((other) => other.name === one.name).length === 1);
  return alone.sort((a, b) => b.held - a.held);
}

const userid = async (act, id) => (await act('members/get', { id })).external_id;
const externalId = async (act, id) => (await act('customers/get', { id })).external_id;

/** Types into a field that finds people, and takes the one that is meant. */
async function choose(within, label, name) {
  await within.getByRole('combobox', { name: label }).fill(name);
  await within.getByRole('option').filter({ hasText: name }).first().click();
}

const button = (within, name) => within.getByRole('button', { name, exact: true });
const next = (page) => button(page, 'Next').click();
const tab = (page, name) => page.getByRole('tab', { name }).first();

story('Plan', 'a plan goes from the member to its end, with a refusal and a successor who is full', async ({ page, platform, act }) => {
  const [leaver, one, other, third] = await salespeople(act);
  await control(platform, 'act', { action: 'leave', userid: await userid(act, leaver.id) });
  await control(platform, 'act', { action: 'contacts_full', userid: await userid(act, other.id), full: true });

  // Customer inheritance, in the member's drawer.
  await page.goto(`/members?open=${leaver.id}`);
  const drawer = page.getByRole('dialog', { name: 'Member', exact: true });
  await button(drawer, 'Customer inheritance').click();
  const start = page.getByRole('dialog', { name: 'Customer inheritance' });
  await start.getByText(`Everything that ${leaver.name} holds`).waitFor();
  await sound(page);
  await button(start, 'Prepare').click();
  await page.waitForURL(/\/handovers\/./);
  const id = page.url().split('/').at(-1).split('?')[0];
  await page.getByRole('heading', { level: 1, name: leaver.name }).waitFor();
  await page.getByText('Being prepared', { exact: true }).first().waitFor();
  const count = async (wanted) => {
    const { counts } = await act('handovers/get', { id });
    return counts.filter(([kind, where]) => kind === 'customer' && where === wanted).reduce((sum, [, , n]) => sum + n, 0);
  };
  const held = await count('planned');

  // Who and when.
  await page.getByRole('radio', { name: /^As soon as somebody says so/ }).waitFor();
  await sound(page);
  await next(page);

  // What is held.
  await tab(page, 'Customers').click();
  await page.waitForURL(/kind=customer/);
  await page.getByText('For good', { exact: true }).first().waitFor();
  await sound(page);
  await next(page);

  // Successors: half each. What was saved is there after a reload.
  const customers = page.locator('section.card').filter({ has: page.getByRole('heading', { name: `${held} customers` }) });
  await customers.getByText('Nobody is chosen').waitFor();
  await choose(customers, 'Goes to', one.name);
  await choose(customers, 'Goes to', other.name);
  await customers.getByRole('combobox', { name: 'Divided' }).selectOption('evenly');
  await button(page, 'Divide').click();
  const line = (person) => page.getByRole('row').filter({ hasText: person.name });
  await line(one).getByText('Can take it over').waitFor();
  const loads = await act('handovers/loads', { id });
  const after = loads.find((load) => load.member_id === one.id).after;
  assert.ok(after >= one.held + Math.floor(held / 2), 'half of them are his');
  await line(one).getByRole('cell', { name: String(after), exact: true }).waitFor();
  await page.reload();
  await customers.getByRole('button', { name: `Remove ${one.name}` }).waitFor();
  await sound(page);
  await next(page);

  // Message.
  await page.getByRole('textbox', { name: 'Message' }).fill('Somebody else looks after you from now on.');
  await page.locator('blockquote').getByText('Somebody else looks after you').waitFor();
  await sound(page);
  await next(page);

  // Review: what cannot be put back takes the name.
  await page.getByText(new RegExp(`^${held} customers go to `)).waitFor();
  await page.getByText(/^1 membership ends/).waitFor();
  await sound(page);
  await button(page, 'Carry out').click();
  const question = page.getByRole('dialog', { name: 'Carry out this hand-over?' });
  assert.ok(await button(question, 'Carry out').isDisabled(), 'the name is missing');
  await question.locator('[name=word]').fill(leaver.name);
  await sound(page);
  await button(question, 'Carry out').click();

  // The board: WeCom asks half of the customers, and has no room for the others.
  await page.getByText('Under way', { exact: true }).first().waitFor(patient);
  await tab(page, 'Waits for the customer').waitFor(patient);
  await tab(page, 'Successor is full').waitFor(patient);
  const full = await count('full');
  assert.equal((await count('waiting')) + full, held);
  await page.getByText('The customer may refuse until').first().waitFor();
  await sound(page);
  assert.equal((await act('members/get', { id: leaver.id })).row.status, 'terminated');

  // A day later all but one have gone over; those without room get another successor.
  const { items } = await act('handovers/items', { query: { handover: id, kind: 'customer', state: 'waiting', page: { limit: 1 } } });
  await control(platform, 'act', { action: 'transfer_refuse', external_userid: await externalId(act, items[0].subject) });
  await control(platform, 'clock', { advance: day + 3600 });
  await tab(page, 'Successor is full').click();
  await page.waitForURL(/state=full/);
  while ((await page.locator('tbody').getByRole('row').count()) !== full) await page.waitForTimeout(100);
  for (const box of await page.locator('tbody').getByRole('checkbox').all()) await box.check();
  await button(page.locator('.selection-bar'), 'Try again…').click();
  let again = page.getByRole('dialog', { name: full === 1 ? 'Try 1 thing again' : `Try ${full} things again` });
  await choose(again, 'To another successor', third.name);
  await sound(page);
  await button(again, 'Try again…').click();
  await tab(page, 'Done').waitFor(patient);
  await tab(page, 'Refused').waitFor(patient);
  assert.equal(await count('waiting'), full);
  assert.equal(await count('refused'), 1);

  // Another day later nothing waits any more. Who refused is tried once again, with the one who has no room.
  await control(platform, 'clock', { advance: day + 3600 });
  await tab(page, 'Refused').click();
  await page.waitForURL(/state=refused/);
  await page.getByRole('button', { name: /^Actions for / }).first().click();
  await page.getByRole('menuitem', { name: 'Try again…' }).click();
  again = page.getByRole('dialog', { name: 'Try 1 thing again' });
  await choose(again, 'To another successor', other.name);
  await button(again, 'Try again…').click();
  await page.getByText('Finished', { exact: true }).first().waitFor(patient);
  assert.equal(await count('done'), held - 1);
  assert.equal(await count('full'), 1);

  // Putting back says what stays.
  await button(page, 'Put back…').click();
  const back = page.getByRole('dialog', { name: 'Put this hand-over back?' });
  await back.getByText('Stays', { exact: true }).waitFor();
  await back.getByText('Comes back', { exact: true }).waitFor();
  await sound(page);
  await button(back, 'Cancel').click();

  // The list and the home page tell.
  await page.goto('/handovers');
  await page.getByRole('row').filter({ hasText: leaver.name }).getByText('1 did not go over').waitFor();
  await sound(page);
  await page.goto('/');
  await page.getByText(`Not all of ${leaver.name} went over`).click();
  await page.waitForURL(new RegExp(`/handovers/${id}`));
});

story('Date', 'a plan with a date suspends until then, and is given up without a trace', async ({ page, act, allow }) => {
  // Whose leaving is being prepared already is refused, and that plan opened.
  allow(/status of 4\d\d/);
  const [leaver, friend] = await salespeople(act);
  await page.goto('/handovers');
  await page.getByText('No leaving plans yet').waitFor();
  await sound(page);
  await button(page, 'Plan a leave').click();
  const start = page.getByRole('dialog', { name: 'Customer inheritance' });
  await button(start, 'Prepare').click();
  await start.locator('[name=leavers][aria-invalid=true]').waitFor();
  await choose(start, 'Who leaves', leaver.name);
  await button(start, 'Prepare').click();
  await page.waitForURL(/\/handovers\/./);
  const id = page.url().split('/').at(-1).split('?')[0];

  // The same plan is what comes up when it is begun once more.
  await page.goto(`/members?open=${leaver.id}`);
  await button(page.getByRole('dialog', { name: 'Member', exact: true }), 'Customer inheritance').click();
  await button(page.getByRole('dialog', { name: 'Customer inheritance' }), 'Prepare').click();
  await page.waitForURL(new RegExp(`/handovers/${id}`));

  await page.getByRole('radio', { name: /^At a date and time/ }).check();
  await next(page);
  await page.locator('[name=at][aria-invalid=true]').waitFor();
  const year = new Date().getUTCFullYear() + 1;
  await page.locator('[name=at]').fill(`${year}-03-02T09:30`);
  await page.locator('[name=zone]').fill('Mars/Olympus');
  await next(page);
  await page.locator('[name=zone][aria-invalid=true]').waitFor();
  await page.locator('[name=zone]').fill('Asia/Shanghai');
  // The bar at the top would lie over half of a button.
  await page.evaluate(() => window.scrollTo(0, 0));
  await sound(page);
  // Somebody leaves with him; no, he stays.
  await choose(page, 'Who leaves', friend.name);
  await next(page);
  await page.waitForURL(/step=held/);
  await page.getByRole('heading', { level: 1, name: friend.name }).waitFor();
  assert.equal((await act('handovers/get', { id })).leavers.length, 2);
  await page.goto(`/handovers/${id}?step=who`);
  await button(page, `Remove ${friend.name}`).click();
  await next(page);
  await page.waitForURL(/step=held/);
  const saved = await act('handovers/get', { id });
  assert.deepEqual(saved.leavers.map((one) => one.member_id), [leaver.id]);
  assert.equal(new Date(saved.at).toISOString(), `${year}-03-02T01:30:00.000Z`);
  assert.equal(saved.zone, 'Asia/Shanghai');

  await page.goto(`/handovers/${id}?step=review`);
  await page.getByText(`Until then, ${leaver.name} is suspended`).waitFor();
  await button(page, 'Set the date').click();
  const question = page.getByRole('dialog', { name: 'Carry out this hand-over?' });
  await question.locator('[name=word]').fill(leaver.name);
  await button(question, 'Set the date').click();
  await page.getByText('Has its date', { exact: true }).first().waitFor();
  await page.getByText('Is carried out by itself on').waitFor();
  await sound(page);
  const status = async () => (await act('members/get', { id: leaver.id })).row.status;
  assert.equal(await status(), 'suspended');

  await page.goto('/');
  await page.getByText(`${leaver.name} hands over`).click();
  await button(page, 'Give up').click();
  await button(page.getByRole('dialog', { name: 'Give this hand-over up?' }), 'Give up').click();
  await page.getByText('This hand-over was given up').waitFor();
  await sound(page);
  assert.equal(await status(), 'active');
});

story('OnJob', 'chosen customers of somebody who stays go to a colleague', async ({ page, platform, act }) => {
  const [giver, taker] = await salespeople(act);
  await page.goto(`/customers?owner=${giver.id}`);
  await page.getByRole('row').nth(1).waitFor();
  await page.locator('tbody').getByRole('checkbox').first().check();
  await button(page.locator('.selection-bar'), 'Transfer…').click();
  const start = page.getByRole('dialog', { name: 'Transfer customers' });
  await start.getByText('1 customer is chosen.').waitFor();
  await choose(start, 'Who hands over', giver.name);
  await sound(page);
  await button(start, 'Prepare').click();
  await page.waitForURL(/\/handovers\/./);
  const id = page.url().split('/').at(-1).split('?')[0];
  await page.getByRole('heading', { level: 1, name: giver.name }).waitFor();

  await page.goto(`/handovers/${id}?step=successors`);
  await choose(page, 'Goes to', taker.name);
  await next(page);
  await page.waitForURL(/step=message/);
  await next(page);
  await page.getByText(`1 customer goes to ${taker.name}.`).waitFor();
  await page.getByText('By another transfer', { exact: true }).waitFor();
  await button(page, 'Carry out').click();
  await button(page.getByRole('dialog', { name: 'Carry out this hand-over?' }), 'Carry out').click();
  await tab(page, 'Waits for the customer').waitFor(patient);
  await sound(page);

  await page.goto('/handovers?tab=on_job');
  await page.getByRole('row').filter({ hasText: giver.name }).getByText('1 waits').waitFor();
  await sound(page);
  await page.getByRole('combobox', { name: 'Status' }).selectOption('done');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByRole('row').filter({ hasText: giver.name }).waitFor();
});

story('Group', 'a customer group of somebody who stays goes to a colleague', async ({ page, act }) => {
  const people = await salespeople(act);
  const groups = await Promise.all(people.map(({ id }) => act('handovers/groups', { query: { owner: id } })));
  const at = groups.findIndex((found) => found.length > 0);
  const [giver, group] = [people[at], groups[at][0].name];
  const taker = people.find(({ id }) => id !== giver.id);
  await page.goto('/handovers?tab=on_job');
  await button(page, 'Transfer customers').first().click();
  const start = page.getByRole('dialog', { name: 'Transfer customers' });
  await choose(start, 'Who hands over', giver.name);
  await choose(start, 'Which customer groups', group);
  await sound(page);
  await button(start, 'Prepare').click();
  await page.waitForURL(/\/handovers\/./);
  const id = page.url().split('/').at(-1).split('?')[0];
  await page.goto(`/handovers/${id}?step=successors`);
  await page.getByRole('heading', { name: '1 customer group' }).waitFor();
  await choose(page, 'Goes to', taker.name);
  await next(page);
  await page.waitForURL(/step=message/);
  await next(page);
  await page.getByText(`1 customer group gets ${taker.name} as its owner.`).waitFor();
  await sound(page);
});

story('Left', 'what a leaver left behind is found and gets a plan', async ({ page, act }) => {
  const [leaver] = await salespeople(act);
  const plan = await act('handovers/draft', { new: { kind: 'leaving', leavers: [leaver.id] } });
  await act('handovers/apply', { id: plan.id, revision: plan.revision });
  await page.goto('/handovers?tab=unassigned');
  await page.getByRole('row').filter({ hasText: leaver.name }).first().waitFor();
  await sound(page);
  await page.locator('tbody').getByRole('checkbox').first().check();
  await button(page.locator('.selection-bar'), 'Hand over…').click();
  const start = page.getByRole('dialog', { name: 'Customer inheritance' });
  await start.getByText(`1 thing that ${leaver.name} left`).waitFor();
  await button(start, 'Prepare').click();
  await page.waitForURL(/\/handovers\/./);
  await page.getByRole('heading', { level: 1, name: leaver.name }).waitFor();
  await page.goto('/handovers?tab=unassigned');
  await page.getByRole('link', { name: 'In a hand-over' }).waitFor();
});
