// Roles: one of the organisation's own is made, given, works at once, is changed under its holder's hands, and deleted.
import assert from 'node:assert/strict';
import { axe, open, server } from './harness.mjs';
import { ask, enter, member, onBoth, refused } from './world.mjs';

server();

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** On a phone each role is a sheet to be opened. */
async function shown(page, phone, name) {
  if (!phone) return page.getByRole('columnheader', { name });
  const sheet = page.locator('.roles-narrow details').filter({ has: page.locator('summary', { hasText: name }) });
  await sheet.waitFor();
  if (!(await sheet.evaluate((details) => details.open))) await sheet.locator('summary').click();
  return sheet;
}

const rail = (page) => page.getByRole('navigation', { name: 'Main menu' });

onBoth('a role of one’s own is made, given, changed under its holder’s hands, and deleted', async ({ page, context, url, phone, tag }) => {
  const name = `Doorkeeper ${tag}`;
  await enter(context, url);
  const dora = await member(context, url, { name: `Dora Door ${tag}`, email: `dora${tag}@example.com` });

  await page.goto('/settings/roles');
  await page.getByRole('heading', { level: 1, name: 'Roles' }).waitFor();
  await axe(page);
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
  await page.getByRole('button', { name: 'New role' }).click();
  const making = page.getByRole('dialog', { name: 'New role' });
  const tick = (right) => making.getByRole('checkbox', { name: right, exact: true });
  await making.getByRole('button', { name: 'Save' }).click();
  await making.getByText('Tick at least one right.').waitFor();
  await making.getByRole('textbox', { name: 'Name' }).fill('Super Admin');
  await making.getByRole('combobox', { name: 'Start from the rights of' }).selectOption({ label: 'Auditor' });
  assert.ok(await tick('Read the activity').isChecked());
  await making.getByRole('combobox', { name: 'Start from the rights of' }).selectOption({ label: 'Agent' });
  assert.ok(!(await tick('Read the activity').isChecked()));
  await tick('Approve and refuse').check();
  assert.ok(await tick('See who waits for approval').isChecked(), 'with what it needs');
  await axe(page);
  await making.getByRole('button', { name: 'Save' }).click();
  await making.getByText('In use by another. Choose another one.').waitFor();
  await making.getByRole('textbox', { name: 'Name' }).fill(name);
  await making.getByRole('button', { name: 'Save' }).click();
  await toast(page, `Role ${name} made.`);
  await (await shown(page, phone, name)).getByText('Nobody').waitFor();

  const hers = await open({ device: phone ? 'phone' : 'desktop' });
  try {
    await enter(hers.context, url, dora);
    await hers.page.goto('/');
    await hers.page.getByText(`Welcome, ${dora.name}`).waitFor();
    assert.deepEqual(await rail(hers.page).getByRole('link').allInnerTexts(), ['Home']);

    await page.goto(`/members?open=${dora.id}`);
    const drawer = page.getByRole('dialog', { name: 'Member', exact: true });
    await drawer.getByRole('combobox', { name: /^Role/ }).selectOption({ label: name });
    await drawer.getByRole('button', { name: 'Change role' }).click();
    await toast(page, `${dora.name} is now ${name}.`);
    // Nobody pressed anything in her browser.
    await rail(hers.page).getByRole('link', { name: 'Joining' }).waitFor();
    await hers.page.goto('/joining');
    await hers.page.getByRole('tab', { name: /^Waiting/ }).waitFor();
    for (const tab of [/^Links/, /^Door/]) assert.equal(await hers.page.getByRole('tab', { name: tab }).count(), 0);
    const [status] = await refused(hers.context, url, 'members/list', { query: {} });
    assert.equal(status, 403);

    await page.goto('/settings/roles');
    await (await shown(page, phone, name)).getByRole('button', { name: `Edit ${name}` }).click();
    const editing = page.getByRole('dialog', { name });
    await editing.getByText('A change holds for the 1 person who has this role').waitFor();
    await editing.getByRole('checkbox', { name: 'Read the activity', exact: true }).check();
    await editing.getByRole('button', { name: 'Save' }).click();
    await toast(page, `Role ${name} saved.`);
    await rail(hers.page).getByRole('link', { name: 'Activity' }).waitFor();
    assert.deepEqual(hers.unexpected(), []);
  } finally {
    await hers.context.close();
  }

  await (await shown(page, phone, name)).getByRole('button', { name: `Delete ${name}` }).click();
  const held = page.getByRole('dialog', { name: `${name} is in use` });
  await held.getByText('1 person holds this role').waitFor();
  await held.getByRole('link', { name: 'Show them' }).click();
  await page.getByRole('link', { name: dora.name }).waitFor();
  await page.getByRole('button', { name: `Remove filter: Role: ${name}` }).waitFor();
  const { row } = await ask(context, url, 'members/get', { id: dora.id });
  await ask(context, url, 'members/change_role', { change: { id: row.id, revision: row.revision, role: 'member', scope: [] } });

  await page.goto('/settings/roles');
  await (await shown(page, phone, name)).getByText('Nobody').waitFor();
  await (await shown(page, phone, name)).getByRole('button', { name: `Delete ${name}` }).click();
  await page.getByRole('dialog', { name: `Delete the role ${name}?` }).getByRole('button', { name: 'Delete role' }).click();
  await toast(page, `Role ${name} deleted.`);
  assert.equal((await ask(context, url, 'roles/list')).own.some((role) => role.name === name), false);
});

onBoth('an admin sees roles above his own without being able to change them', async ({ page, context, url, phone, tag }) => {
  await enter(context, url);
  const namer = { name: `Namer ${tag}`, permissions: ['organisation.write'] };
  await ask(context, url, 'roles/save', { save: namer });
  const alan = await member(context, url, { name: `Alan Admin ${tag}`, email: `alan${tag}@example.com` }, 'account_admin');
  await context.clearCookies();
  await enter(context, url, alan);
  await page.goto('/settings/roles');
  const role = await shown(page, phone, namer.name);
  await role.waitFor();
  assert.equal(await role.getByRole('button').count(), 0);
  await page.getByRole('button', { name: 'New role' }).click();
  const making = page.getByRole('dialog', { name: 'New role' });
  await making.getByText('You can only give rights that you have yourself.').waitFor();
  const above = making.getByRole('checkbox', { name: 'Change the organisation', exact: true });
  assert.ok(await above.isDisabled());
});

onBoth('without the right, phone numbers have their middle hidden', async ({ page, context, url, tag }) => {
  await enter(context, url);
  const number = `+86138123456${tag === 'P' ? '78' : '79'}`;
  const mia = await member(context, url, { name: `Mia Phone ${tag}`, email: `mia${tag}@example.com`, phone: number });
  const reader = await member(context, url, { name: `Rita Reader ${tag}`, email: `rita${tag}@example.com` }, 'auditor');
  await page.goto(`/members?open=${mia.id}`);
  await page.getByRole('dialog', { name: 'Member', exact: true }).getByText(number).waitFor();
  await context.clearCookies();
  await enter(context, url, reader);
  await page.goto(`/members?open=${mia.id}`);
  await page.getByRole('dialog', { name: 'Member', exact: true }).getByText(`+86 138****56${number.slice(-2)}`).waitFor();
});
