// Inviting single people: by e-mail, with what is in the way and the way out; and the list of those who have not come yet.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { axe, fakeMail, open, owner, server } from './harness.mjs';
import { ask, enter, member, onBoth } from './world.mjs';

const muster = server();
let mail;
before(async () => {
  mail = await fakeMail();
  const { context } = await open();
  await enter(context, muster.url);
  const settings = { host: '127.0.0.1', port: String(mail.port), security: 'none', from: 'Muster <console@example.com>' };
  await ask(context, muster.url, 'connections/save', { save: { kind: 'smtp', name: 'Mail', settings } });
  const [top] = await ask(context, muster.url, 'departments/tree');
  await ask(context, muster.url, 'departments/add', { new: { parent_id: top.id, name: 'Dockside' } });
  await context.close();
});
after(() => mail?.stop());

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();

// The path of the link in the newest letter to an address.
async function link(to) {
  for (let waited = 0; waited < 150; waited++) {
    const letter = (await mail.letters()).find((letter) => letter.to.some((one) => one.includes(to)));
    if (letter) return letter.text.match(/\/join\/[^\s>)"]+/)[0];
    await sleep(100);
  }
  assert.fail(`no letter to ${to} within 15 s`);
}

const invite = (context, url, people) => ask(context, url, 'invitations/invite', { invite: { people, language: 'en' } });
const listed = async (context, url, search) => (await ask(context, url, 'members/list', { query: { search } })).items;

onBoth('addresses become chips with their verdicts, and whoever gets the letter is in as soon as he signs up', async (opened) => {
  const { page, context, url, phone, tag } = opened;
  const address = `lin.${tag.toLowerCase()}@example.test`;
  await enter(context, url);
  await page.goto('/joining?invite=people');
  const dialog = page.getByRole('dialog', { name: 'Invite people to Harbour Works' });
  const box = dialog.getByRole('textbox', { name: 'E-mail addresses or phone numbers' });
  const chip = (text) => dialog.getByRole('button', { name: `Remove ${text}`, exact: true });
  await box.fill(`${address}, `);
  await chip(`${address}: New: an invitation goes out`).waitFor();
  await box.pressSequentially(`${owner.email} `);
  await chip(`${owner.email}: Is a member already (Ada Owner)`).waitFor();
  await box.fill(address.toUpperCase());
  await box.press('Enter');
  await chip(`${address.toUpperCase()}: Twice in this list`).waitFor();
  await box.fill('nobody');
  await box.press('Enter');
  await chip('nobody: No e-mail address and no phone number').waitFor();
  await dialog.getByText('4 addresses · 3 cannot be invited like this').waitFor();
  await axe(page);
  await box.press('Backspace');
  await chip('nobody: No e-mail address and no phone number').waitFor({ state: 'detached' });
  await chip(`${address.toUpperCase()}: Twice in this list`).click();
  await dialog.getByText('2 addresses · 1 cannot be invited like this').waitFor();

  await dialog.getByText('They are in as soon as they sign up.').waitFor();
  await dialog.getByRole('combobox', { name: 'Department' }).fill('Dock');
  await page.getByRole('option', { name: 'Dockside' }).click();
  await dialog.getByRole('textbox', { name: 'Position' }).fill('Pilot');
  const send = dialog.getByRole('button', { name: 'Send 1 invitation', exact: true });
  if (phone) await send.click();
  else await box.press('Control+Enter');
  const results = dialog.getByRole('region', { name: 'What became of it' });
  await results.getByText('1 person invited.').waitFor();
  await results.getByText(address).waitFor();
  // Without a reload.
  await results.getByText('Sent', { exact: true }).waitFor();
  // What could not be invited stays in the box.
  await chip(`${owner.email}: Is a member already (Ada Owner)`).waitFor();

  const path = await link(address);
  const guest = await open({ device: 'phone', scripts: false });
  try {
    await guest.page.goto(path);
    await guest.page.getByText('Ada Owner invites you.').waitFor();
    for (const text of ['Dockside', 'Pilot']) await guest.page.getByText(text).first().waitFor();
    const form = 'form:has([name=name])';
    assert.equal(await guest.page.inputValue(`${form} [name=email]`), address);
    await guest.page.fill(`${form} [name=name]`, `Lin ${tag}`);
    await guest.page.fill(`${form} [name=password]`, owner.password);
    await guest.page.press(`${form} [name=password]`, 'Enter');
    await guest.page.waitForURL((to) => to.pathname === '/');
  } finally {
    await guest.context.close();
  }
  const [row] = await listed(context, url, address);
  assert.deepEqual([row.name, row.status, row.position, row.departments[0].name], [`Lin ${tag}`, 'active', 'Pilot', 'Dockside']);
  await page.goto(`/members?search=${address}`);
  await page.getByRole('link', { name: `Lin ${tag}` }).waitFor();
});

onBoth('Inactivated has a clock before sending again; the address is changed, an invitation is taken back', async (opened) => {
  const { page, context, url, tag } = opened;
  opened.allow(/422.*readdress/);
  const [first, other, second] = ['wei', 'wei1', 'mei'].map((name) => `${name}.${tag.toLowerCase()}@example.test`);
  await enter(context, url);
  await invite(context, url, [
    { address: first, name: `Wei ${tag}` },
    { address: second, name: `Mei ${tag}` },
  ]);
  const old = await link(first);
  await page.goto('/members?status=invited');
  const row = (name) => page.getByRole('row').filter({ hasText: `${name} ${tag}` });
  const unfold = (name) => page.getByRole('button', { name: `Actions for ${name} ${tag}`, exact: true }).click();
  const verb = async (name, verb) => {
    await unfold(name);
    await page.getByRole('menuitem', { name: verb, exact: true }).click();
  };
  await row('Wei').getByText('Sent', { exact: true }).waitFor();
  await row('Wei').getByText(first).waitFor();
  await row('Wei').getByText(/^Possible again in /).waitFor();
  await axe(page);

  await unfold('Wei');
  const again = page.getByRole('menuitem', { name: /^Send again/ });
  assert.equal(await again.getAttribute('aria-disabled'), 'true');
  const then = await again.innerText();
  // Counts down in the open menu.
  await page.waitForFunction(
    (then) => [...document.querySelectorAll('[role=menuitem]')].some((line) => line.innerText !== then && /^Send again/.test(line.innerText)),
    then,
  );
  await page.keyboard.press('Escape');

  await verb('Wei', 'Change address');
  const changing = page.getByRole('dialog', { name: `Change the address of Wei ${tag}` });
  await changing.getByRole('textbox', { name: 'E-mail or phone' }).fill(owner.email);
  await page.keyboard.press('Enter');
  await changing.getByText('In use by another. Choose another one.').waitFor();
  await changing.getByRole('textbox', { name: 'E-mail or phone' }).fill(other);
  await page.keyboard.press('Enter');
  await toast(page, `The invitation goes to ${other}.`);
  await row('Wei').getByText(other).waitFor();
  await link(other);
  assert.equal((await fetch(url + old)).status, 410, 'whoever has the old mailbox may be somebody else');

  await verb('Mei', 'Cancel invitation');
  const asked = page.getByRole('dialog', { name: 'Cancel 1 invitation?' });
  await asked.getByText(`1 member · Mei ${tag}`).waitFor();
  await asked.getByRole('button', { name: 'Cancel 1 invitation', exact: true }).click();
  await toast(page, '1 invitation cancelled.');
  await row('Mei').waitFor({ state: 'detached' });
  assert.deepEqual(await listed(context, url, second), []);

  // With several at once those who have to wait are listed.
  await page.getByRole('checkbox', { name: `Select Wei ${tag}` }).check();
  await page.getByRole('button', { name: 'Send 1 again' }).click();
  await page.getByText('Not done for 1 person:').waitFor();
  await page.getByText(/It was sent a moment ago/).first().waitFor();
});

onBoth('one member is added by address; who was removed is restored only if it is the same person', async (opened) => {
  const { page, context, url, tag } = opened;
  await enter(context, url);
  const zhang = await member(context, url, { name: `Zhang ${tag}`, email: `zhang.${tag.toLowerCase()}@example.com` });
  const { row } = await ask(context, url, 'members/get', { id: zhang.id });
  await ask(context, url, 'members/take_step', { id: row.id, revision: row.revision, step: 'terminate' });
  await page.goto('/members');
  await page.getByRole('button', { name: 'Add member' }).click();
  const drawer = page.getByRole('dialog', { name: 'Add member' });
  const address = drawer.getByRole('textbox', { name: 'E-mail or phone' });
  const same = drawer.getByRole('button', { name: 'It is the same person' });
  await address.fill(zhang.email);
  await drawer.getByRole('textbox', { name: 'Name' }).fill(`Li ${tag}`);
  await drawer.getByText('This address belonged to somebody else who was removed').waitFor();
  await drawer.getByText(`zhang.${tag.toLowerCase()}1@example.com`).waitFor();
  assert.equal(await same.count(), 0, 'never offered to somebody else');
  await axe(page);
  await drawer.getByRole('textbox', { name: 'Name' }).fill('');
  await same.click();
  const asked = page.getByRole('dialog', { name: `Is ${zhang.email} still Zhang ${tag}?` });
  await asked.getByRole('button', { name: 'Restore 1 member' }).click();
  await toast(page, `Zhang ${tag} is active again.`);
  await drawer.getByText(`Is a member already (Zhang ${tag})`).waitFor();

  const fresh = `fresh.${tag.toLowerCase()}@example.test`;
  await address.fill(fresh);
  await drawer.getByRole('textbox', { name: 'Name' }).fill(`Fresh ${tag}`);
  await drawer.getByRole('textbox', { name: 'Work number' }).fill(`W-${tag}`);
  await drawer.getByRole('button', { name: 'Send 1 invitation', exact: true }).click();
  await drawer.waitFor({ state: 'detached' });
  const [added] = await listed(context, url, fresh);
  assert.deepEqual([added.name, added.status, added.work_number], [`Fresh ${tag}`, 'invited', `W-${tag}`]);
});

onBoth('a member without an office invites from the own page, and an admin approves', async ({ page, context, url, tag }) => {
  const other = await open();
  const mia = { name: `Mia ${tag}`, email: `mia.${tag.toLowerCase()}@example.com` };
  try {
    await enter(other.context, url);
    await member(other.context, url, mia);
  } finally {
    await other.context.close();
  }
  const address = `guest.${tag.toLowerCase()}@example.test`;
  await enter(context, url, { ...mia, password: owner.password });
  await page.goto('/');
  await page.getByText('Invite colleagues').waitFor();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite people to Harbour Works' });
  await dialog.getByText('An administrator approves each of them.').first().waitFor();
  assert.equal(await dialog.getByRole('combobox', { name: 'Department' }).count(), 0, 'where to, an admin decides');
  await dialog.getByRole('textbox', { name: 'E-mail addresses or phone numbers' }).fill(address);
  await dialog.getByRole('button', { name: 'Send 1 invitation', exact: true }).click();
  await dialog.getByRole('region', { name: 'What became of it' }).getByText('1 person invited.').waitFor();
  await axe(page);
  await dialog.getByRole('tab', { name: 'From contacts' }).click();
  await dialog.getByText('You have no contacts yet').waitFor();
  await link(address);
});
