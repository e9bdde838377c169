// Agents, in the order of the vendor's guide: added, let in by a mailed password, reset, edited, forced offline, resumed, deleted.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { axe, fakeMail, open, owner, server } from './harness.mjs';
import { ask, enter, member, onBoth } from './world.mjs';

const admin = (tag) => ({ ...owner, organisation: `Agents ${tag}`, email: `agents${tag.toLowerCase()}@example.com` });
server({ others: ['D', 'P'].map(admin) });
let mail;
before(async () => {
  mail = await fakeMail();
});
after(() => mail?.stop());

const own = 'a password of my own';
const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const button = (within, name) => within.getByRole('button', { name, exact: true });
const row = (page, name) => page.getByRole('row').filter({ hasText: name });
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const patient = { timeout: 30_000 };

/** Looked at where no message lies over it: on a phone one may leave little of what is below. */
async function sound(page) {
  await page.waitForFunction(() => !document.querySelector('.toast'), null, { timeout: 20_000 });
  await axe(page);
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
}

/** An item of a row's ⋮. What was asked for before the menu opened may still come, and a row that is drawn anew takes its menu with it. */
async function choose(page, name, item) {
  for (let left = 3; ; left--) {
    await button(page, `Actions for ${name}`).click();
    try {
      return await page.getByRole('menuitem', { name: item }).click({ timeout: 2_500 });
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

/** Once an organisation; both walks of a device may ask. */
async function connectMail(context, url) {
  if ((await ask(context, url, 'connections/list')).length > 0) return;
  const settings = { host: '127.0.0.1', port: String(mail.port), security: 'none', from: 'Muster <console@example.com>' };
  await ask(context, url, 'connections/save', { save: { kind: 'smtp', name: 'Mail', settings } });
}

/** The newest password that was mailed to an address, another than `former`. */
async function mailed(to, former) {
  for (let waited = 0; waited < 200; waited++) {
    for (const letter of (await mail.letters()).filter((letter) => letter.to.some((one) => one.includes(to)))) {
      const found = letter.text.split(/\s+/).find((word) => /^[A-Za-z2-9]{16}$/.test(word));
      if (found === former) break;
      if (found) return found;
    }
    await sleep(100);
  }
  assert.fail(`no password to ${to} within 20 s`);
}

/** Types an address and a password into the sign-in page. */
async function come(page, email, password) {
  await page.goto('/sign-in');
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.press('[name=password]', 'Enter');
}

/** Comes in with a mailed password and chooses one of one's own. */
async function comeIn(page, email, password) {
  await come(page, email, password);
  await page.waitForURL((to) => to.pathname === '/new-password');
  await page.fill('[name=password]', own);
  await page.press('[name=password]', 'Enter');
  await page.waitForURL((to) => to.pathname === '/');
}

/** Whoever stands on a page is led to the door, without a press. */
const isOut = (page) => page.waitForURL((to) => to.pathname === '/sign-in', patient);

onBoth('an agent is added, signs in by the mailed password, is reset, edited, forced offline, resumed, deleted and restored', { timeout: 240_000 }, async (opened) => {
  const { page, context, url, tag, phone } = opened;
  const name = `Wei ${tag}`;
  const email = `wei.${tag.toLowerCase()}@example.test`;
  await enter(context, url, admin(tag));
  await connectMail(context, url);

  // Adding agents: name, nickname, number, e-mail, role; the skill group is not a mandatory item.
  await page.goto('/agents');
  await page.getByText('No agents yet').waitFor();
  await sound(page);
  await button(page, 'Add Agent').first().click();
  const adding = page.getByRole('dialog', { name: 'Add Agent' });
  await adding.getByText('There is no skill group yet.').waitFor();
  await sound(page);
  await button(adding, 'Add Agent').click();
  await adding.getByText('Fill this in.').first().waitFor();
  await adding.locator('[name=name]').fill(name);
  await adding.locator('[name=nickname]').fill('Vivi');
  await adding.locator('[name=number]').fill('10 01');
  await adding.locator('[name=email]').fill(admin(tag).email);
  // The address is a member's: he can be made one instead.
  await button(adding, `Make ${owner.name} an agent`).waitFor();
  await sound(page);
  await adding.locator('[name=email]').fill(email);
  await button(adding, `Make ${owner.name} an agent`).waitFor({ state: 'detached' });
  await button(adding, 'Add Agent').click();
  await adding.getByText('It holds a character that is not allowed here.').waitFor();
  await adding.locator('[name=number]').fill('1001');
  await button(adding, 'Add Agent').click();
  await toast(page, `${name} is an agent. The password is on its way to ${email}.`);
  const drawer = page.getByRole('dialog', { name: 'Agent', exact: true });
  await drawer.getByText('1001').first().waitFor();
  // Without a reload.
  await drawer.getByText('Sent', { exact: true }).waitFor(patient);
  await sound(page);
  await page.keyboard.press('Escape');
  await row(page, name).getByText('Offline', { exact: true }).waitFor();

  // Who has a number and an address already is told while they are typed.
  await button(page, 'Add Agent').first().click();
  await adding.locator('[name=number]').fill('1001');
  await adding.getByText(`${name} has this number.`).waitFor();
  await adding.locator('[name=email]').fill(email);
  await adding.getByText(`${name} has this address.`).waitFor();
  await page.keyboard.press('Escape');

  // The agent checks the mail and comes in.
  const theirs = await open({ device: phone ? 'phone' : 'desktop' });
  try {
    const first = await mailed(email);
    await comeIn(theirs.page, email, first);
    await theirs.page.goto('/profile');
    await theirs.page.getByRole('heading', { name: 'You as an agent' }).waitFor();
    await theirs.page.getByText('1001').first().waitFor();
    await sound(theirs.page);
    await button(theirs.page, 'Free').click();
    await toast(theirs.page, 'You are: Free');
    // Nobody pressed anything in the admin's browser.
    await row(page, name).getByText('Free', { exact: true }).waitFor();
    await page.goto('/agents?state=free');
    await button(page, 'Remove filter: State: Free').waitFor();
    await row(page, name).waitFor();
    await sound(page);
    await page.goto('/agents');

    // Resetting: the old one stops at once, another is mailed.
    await choose(page, name, 'Password Reset');
    const resetting = page.getByRole('dialog', { name: `Reset the password of ${name}?` });
    await resetting.getByText('The old password stops at once').waitFor();
    await sound(page);
    await button(resetting, 'Reset password').click();
    await toast(page, `A new password is on its way to ${name}.`);
    await isOut(theirs.page);
    await come(theirs.page, email, own);
    await theirs.page.getByRole('alert').waitFor();
    await comeIn(theirs.page, email, await mailed(email, first));

    // Editing: three fields and the shifts; the rest is padlocked.
    await choose(page, name, 'Edit');
    for (const fixed of ['number', 'email', 'role']) {
      const field = drawer.locator(`input[name=${fixed}]`);
      await field.waitFor();
      assert.notEqual(await field.getAttribute('readonly'), null, fixed);
    }
    await drawer.locator('[name=nickname]').fill('Viv');
    await button(drawer, 'Monday to Friday, 9:00–18:00').click();
    await drawer.locator('[name=to]').first().fill('8:00');
    await button(drawer, 'Save').click();
    await drawer.getByText('Write times like 09:00, with the end after the beginning.').waitFor();
    await drawer.locator('[name=to]').first().fill('18:00');
    await drawer.locator('[name=zone]').fill('Asia/Shanghai');
    await sound(page);
    await button(drawer, 'Save').click();
    await toast(page, 'Saved.');
    await drawer.getByText('09:00–18:00').first().waitFor();
    await drawer.getByText('Viv', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');

    // Force offline: a reason, a length; out at once, and the door says why.
    await theirs.page.goto('/profile');
    await theirs.page.getByRole('heading', { name: 'You as an agent' }).waitFor();
    await choose(page, name, 'Force Offline');
    const forcing = page.getByRole('dialog', { name: `Force ${name} offline` });
    await button(forcing, 'Force offline').click();
    await forcing.getByText('Fill this in.').waitFor();
    await forcing.locator('[name=reason]').fill('Training in room 4');
    await forcing.getByRole('radio', { name: 'For 1 hour' }).check();
    await sound(page);
    await button(forcing, 'Force offline').click();
    await toast(page, `${name} is offline and cannot sign in.`);
    await row(page, name).getByText('Forced offline').waitFor();
    await row(page, name).getByText(`by ${owner.name}, until`).waitFor();
    await isOut(theirs.page);
    await come(theirs.page, email, own);
    await theirs.page.getByText('Training in room 4').waitFor();

    // Resume online: one press.
    await choose(page, name, 'Resume Online');
    await toast(page, `${name} can sign in again.`);
    await come(theirs.page, email, own);
    await theirs.page.waitForURL((to) => to.pathname === '/');
    await row(page, name).getByText('Not ready').waitFor();

    // Deleting: the agent cannot log in; the recycle bin gives back.
    await choose(page, name, 'Delete');
    const deleting = page.getByRole('dialog', { name: `Delete ${name}?` });
    await deleting.getByText('For 30 days').waitFor();
    await sound(page);
    await button(deleting, 'Delete agent').click();
    await toast(page, `${name} is in the recycle bin.`);
    await isOut(theirs.page);
    await come(theirs.page, email, own);
    await theirs.page.getByRole('alert').waitFor();
    await page.getByRole('tab', { name: 'Recycle bin' }).click();
    await row(page, name).getByText('30 days left').waitFor();
    await sound(page);
    await choose(page, name, 'Restore');
    await toast(page, `${name} is back.`);
    await page.getByText('The recycle bin is empty').waitFor();
    await come(theirs.page, email, own);
    await theirs.page.waitForURL((to) => to.pathname === '/');

    // What was done is in the activity, and leads back to the agent.
    const { items } = await ask(context, url, 'agents/list', { query: {} });
    const agent = items.find((one) => one.number === '1001');
    const { history } = await ask(context, url, 'agents/get', { id: agent.id });
    const verbs = history.map((entry) => entry.verb);
    for (const verb of ['create', 'reset', 'update', 'suspend', 'resume', 'delete', 'restore']) assert.ok(verbs.includes(verb), verb);
  } finally {
    await theirs.context.close();
  }
});

onBoth('a number, an address and a role change by replacing the agent; what many are asked for has an outcome each', { timeout: 180_000 }, async (opened) => {
  const { page, context, url, tag } = opened;
  await enter(context, url, admin(tag));
  await connectMail(context, url);
  const low = tag.toLowerCase();
  const add = (add) => ask(context, url, 'agents/add', { add });
  const names = ['Ana', 'Bo'].map((name) => `${name} ${tag}`);
  for (const [at, name] of names.entries())
    await add({ name, number: `200${at}`, email: `${name.slice(0, 2).trim().toLowerCase()}.many.${low}@example.test` });
  // She has an account of her own.
  const mia = await member(context, url, { name: `Mia ${tag}`, email: `mia.many.${low}@example.com` });

  // A member becomes an agent.
  await page.goto('/agents?dialog=add');
  const adding = page.getByRole('dialog', { name: 'Add Agent' });
  await adding.getByRole('radio', { name: /^A member/ }).check();
  await adding.getByRole('combobox', { name: 'Member' }).fill(mia.name);
  await page.getByRole('option', { name: mia.name }).click();
  await adding.locator('[name=number]').fill('2009');
  await button(adding, 'Add Agent').click();
  await toast(page, `${mia.name} is an agent. A mail to ${mia.email} tells so.`);
  const drawer = page.getByRole('dialog', { name: 'Agent', exact: true });
  await drawer.getByText('Signs in with an account of their own').waitFor();
  assert.ok(await button(drawer, 'Send a new password').isDisabled());
  await page.keyboard.press('Escape');

  // Several at once, and who was left out.
  const all = [...names, mia.name];
  for (const name of all) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await button(page, 'Reset passwords').click();
  const resetting = page.getByRole('dialog', { name: 'Reset the passwords of 3 agents?' });
  await button(resetting, 'Reset 3 passwords').click();
  await toast(page, 'New passwords are on their way to 2 agents.');
  const left = page.locator('.agent-outcomes');
  await left.getByText(mia.name).waitFor();
  await left.getByText('Only they change its password.').waitFor();
  await sound(page);
  await button(page, 'Close').first().click();
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.locator('.selection-bar').getByRole('button', { name: 'Force Offline' }).click();
  const forcing = page.getByRole('dialog', { name: 'Force 2 agents offline' });
  await forcing.locator('[name=reason]').fill('The hall is closed');
  await button(forcing, 'Force 2 agents offline').click();
  await toast(page, '2 agents are offline and cannot sign in.');
  await page.goto('/agents?access=forced_offline');
  for (const name of names) await row(page, name).waitFor();
  assert.equal(await row(page, mia.name).count(), 0);
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.locator('.selection-bar').getByRole('button', { name: 'Resume Online' }).click();
  await toast(page, '2 agents can sign in again.');

  // What is deleted can be taken back at once.
  await page.goto('/agents');
  await choose(page, names[1], 'Delete');
  await button(page.getByRole('dialog', { name: `Delete ${names[1]}?` }), 'Delete agent').click();
  await toast(page, `${names[1]} is in the recycle bin.`);
  await button(page, 'Undo').first().click();
  await toast(page, `${names[1]} is back.`);
  await row(page, names[1]).waitFor();

  // Replacing.
  await choose(page, names[0], 'Replace agent');
  const replacing = page.getByRole('dialog', { name: `Replace ${names[0]}` });
  await replacing.getByText('With the same address it is the same person').waitFor();
  await replacing.locator('[name=number]').fill('2001');
  await replacing.getByText(`${names[1]} has this number.`).waitFor();
  await replacing.locator('[name=number]').fill('2100');
  await sound(page);
  await button(replacing, 'Replace agent').click();
  await toast(page, `${names[0]} is agent 2100 now.`);
  await drawer.getByRole('link', { name: '2000' }).click();
  await drawer.getByText('Another agent took this one’s place.').waitFor();
  await drawer.getByRole('link', { name: '2100' }).waitFor();
  await sound(page);
});

onBoth('skill groups warn of hours without anybody; agents are put in, moved, ranked and taken out', { timeout: 180_000 }, async (opened) => {
  const { page, context, url, tag, phone, allow } = opened;
  // A column of the board may ask for its group a moment after it was deleted.
  allow(/skill_groups\/get/);
  await enter(context, url, admin(tag));
  await connectMail(context, url);
  const name = `Gil ${tag}`;
  await ask(context, url, 'agents/add', { add: { name, number: '3001', email: `gil.groups.${tag.toLowerCase()}@example.test` } });

  await page.goto('/agents?tab=groups');
  await page.getByText('No skill groups yet').waitFor();
  await sound(page);
  for (const group of ['Orders', 'Returns']) {
    await button(page, 'Add skill group').first().click();
    const making = page.getByRole('dialog', { name: 'Add skill group' });
    await making.locator('[name=name]').fill(group);
    if (group === 'Orders') {
      await making.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Online chat' });
      await making.locator('[name=concurrency]').fill('21');
      await button(making, 'Add hours').click();
      await making.locator('[name=zone]').fill('Asia/Shanghai');
      await button(making, 'Add skill group').click();
      await making.getByText('Outside of what is allowed. The limit is 20.').waitFor();
      await sound(page);
      await making.locator('[name=concurrency]').fill('3');
    }
    await button(making, 'Add skill group').click();
    await toast(page, `${group} is saved.`);
  }
  const table = page.getByRole('table', { name: 'Skill groups' });
  await table.getByText('Nobody on Monday 09:00–18:00').waitFor();
  await sound(page);

  // In, by the field under the column.
  const column = (group) => page.getByRole('region', { name: group, exact: true });
  await column('Orders').getByRole('combobox', { name: 'Add an agent to Orders' }).fill(name);
  await page.getByRole('option', { name }).click();
  await toast(page, `${name} is in Orders now.`);
  const card = (group) => column(group).locator('.agent-card').filter({ hasText: name });
  await card('Orders').waitFor();
  await sound(page);

  // To another, by the mouse; by fingers with the menu.
  const byMenu = async (item) => {
    await button(page, `Move ${name}`).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  if (phone) await byMenu('Move to Returns');
  else await card('Orders').dragTo(column('Returns'), { sourcePosition: { x: 14, y: 24 } });
  await toast(page, `${name} was moved to Returns.`);
  await card('Returns').waitFor();
  assert.equal(await card('Orders').count(), 0);
  await button(page, 'Undo').first().click();
  await card('Orders').waitFor();
  await column('Orders').getByRole('combobox', { name: `Priority of ${name}` }).selectOption('1');
  await toast(page, `${name} has priority 1 now.`);
  const [orders] = (await ask(context, url, 'skill_groups/list')).filter((group) => group.name === 'Orders');
  assert.equal((await ask(context, url, 'skill_groups/get', { id: orders.id })).agents[0].priority, 1);

  // Only one that nobody is in is deleted.
  await button(page, 'Actions for Orders').click();
  await page.getByRole('menuitem', { name: /^Delete/ }).getByText('Agents in this skill group: 1.').waitFor();
  await page.keyboard.press('Escape');
  await byMenu('Take out of Orders');
  await toast(page, `${name} is no longer in Orders.`);
  await card('Orders').waitFor({ state: 'detached' });
  await page.reload();
  await table.getByText('Nobody on Monday').waitFor();
  await choose(page, 'Orders', 'Delete');
  await button(page.getByRole('dialog', { name: 'Delete Orders?' }), 'Delete skill group').click();
  await toast(page, 'Orders is deleted.');
  await table.getByText('Orders').waitFor({ state: 'detached' });

  // The agent's own groups, with the priority in each.
  await page.goto('/agents');
  await choose(page, name, 'Edit');
  const drawer = page.getByRole('dialog', { name: 'Agent', exact: true });
  await drawer.getByRole('combobox', { name: 'Skill groups' }).fill('Ret');
  await page.getByRole('option', { name: 'Returns' }).click();
  await drawer.getByRole('combobox', { name: 'Priority in Returns' }).selectOption('2');
  await sound(page);
  await button(drawer, 'Save').click();
  await toast(page, 'Saved.');
  await drawer.getByText('Returns: priority 2').waitFor();
});

onBoth('everybody changes the own password on the profile', async ({ page, context, url, tag, allow }) => {
  allow(/422.*change_password/);
  await enter(context, url, admin(tag));
  const ivo = await member(context, url, { name: `Ivo ${tag}`, email: `ivo.own.${tag.toLowerCase()}@example.com` });
  await context.clearCookies();
  await enter(context, url, ivo);
  await page.goto('/profile');
  const current = page.locator('input[name=current]');
  await current.fill('not the password');
  await page.locator('input[name=password]').fill(own);
  await button(page, 'Change password').click();
  await page.getByText('This is not right. Try again.').waitFor();
  await sound(page);
  await current.fill(ivo.password);
  await button(page, 'Change password').click();
  await toast(page, 'The password is changed.');
  assert.equal(await page.getByRole('heading', { name: 'You as an agent' }).count(), 0, 'Ivo is no agent');
  await page.goto('about:blank');
  await context.clearCookies();
  await enter(context, url, { ...ivo, password: own });
});
