// Departments and members: the tree, the table, one member's drawer.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { axe, browserTest, fake, open, server } from './harness.mjs';
import { ask, bring, connect, enter, member, onBoth } from './world.mjs';

const muster = server();
let platform;
let mara;
before(async () => {
  platform = await fake('wecom', { members: 120, departments: 8, customers: 10, seed: 7 });
  const { context } = await open();
  await enter(context, muster.url);
  mara = await member(context, muster.url, { name: 'Mara Manual', email: 'mara@example.com' });
  await bring(context, muster.url, await connect(context, muster.url, platform), 'sync_contacts');
  await context.close();
});
after(() => platform?.stop());

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();

// On a phone the tree is in a sheet behind a button.
async function tree(page, phone) {
  if (!phone) return page.getByRole('tree', { name: 'Departments' });
  if (!(await page.getByRole('dialog', { name: 'Departments' }).isVisible()))
    await page.getByRole('button', { name: 'Choose a department' }).click();
  return page.getByRole('dialog', { name: 'Departments' }).getByRole('tree');
}

async function choose(page, phone, department, verb) {
  await (await tree(page, phone)).getByRole('button', { name: `Actions for ${department}`, exact: true }).click();
  await page.getByRole('menuitem', { name: verb, exact: true }).click();
}

onBoth('departments are added, renamed, ordered, moved, headed and deleted', async ({ page, context, url, phone, tag }) => {
  const [yard, stores, crane, depot] = ['Yard', 'Stores', 'Crane', 'Depot'].map((name) => `${name} ${tag}`);
  const departments = async () => ask(context, url, 'departments/tree');
  const find = async (name) => (await departments()).find((department) => department.name === name);
  const below = async (name) => {
    const all = await departments();
    const { id } = all.find((department) => department.name === name);
    return all.filter((department) => department.parent_id === id).map((department) => department.name);
  };
  await enter(context, url);
  await page.goto('/members');

  await page.getByRole('button', { name: 'Add department' }).click();
  await page.getByLabel('Name of the department').fill(yard);
  await page.keyboard.press('Enter');
  await toast(page, `${yard} added.`);
  for (const name of [stores, crane]) {
    await choose(page, phone, yard, 'Add a department below');
    await page.getByLabel('Name of the department').fill(name);
    await page.keyboard.press('Enter');
    await toast(page, `${name} added.`);
  }
  const items = await tree(page, phone);
  const item = (name) => items.getByRole('treeitem').filter({ hasText: name });
  await item(crane).waitFor();
  assert.deepEqual(await below(yard), [stores, crane]);

  if (phone) {
    await choose(page, phone, stores, 'Rename');
  } else {
    await item(stores).focus();
    await page.keyboard.press('F2');
  }
  await page.getByRole('textbox', { name: 'New name' }).fill(depot);
  await page.keyboard.press('Enter');
  await toast(page, `${stores} is now called ${depot}.`);
  await item(depot).waitFor();

  if (phone) {
    await choose(page, phone, crane, 'Move up');
  } else {
    await item(crane).focus();
    await page.keyboard.press('Alt+ArrowUp');
  }
  await toast(page, `${crane} moved within ${yard}.`);
  await item(crane).and(page.locator('[aria-posinset="1"]')).waitFor();
  assert.deepEqual(await below(yard), [crane, depot]);

  if (phone) {
    await choose(page, phone, depot, 'Move to…');
    const moving = page.getByRole('dialog', { name: `Move ${depot}` });
    await moving.getByRole('combobox', { name: 'Below' }).fill(crane);
    await page.getByRole('option', { name: crane }).click();
    await moving.getByRole('button', { name: 'Move 1 department' }).click();
  } else {
    await item(depot).dragTo(item(crane));
  }
  await toast(page, `${depot} moved below ${crane}.`);
  assert.deepEqual(await below(crane), [depot]);
  // While a sheet is open the message is in it: nothing outside can be pressed.
  const messages = phone ? page.getByRole('dialog', { name: 'Departments' }) : page;
  await messages.getByRole('status').filter({ hasText: 'moved below' }).getByRole('button', { name: 'Undo' }).last().click();
  await item(depot).and(page.locator('[aria-level="3"]')).waitFor();
  assert.deepEqual(await below(crane), []);

  await choose(page, phone, crane, 'Set heads');
  const heads = page.getByRole('dialog', { name: `Heads of ${crane}` });
  await heads.getByRole('combobox', { name: 'Heads' }).fill('Mara');
  await page.getByRole('option', { name: 'Mara Manual' }).click();
  await heads.getByRole('button', { name: 'Save' }).click();
  await toast(page, `Heads of ${crane} saved.`);
  assert.deepEqual((await find(crane)).heads.map((head) => head.name), ['Mara Manual']);

  await choose(page, phone, yard, 'Delete');
  const full = page.getByRole('dialog', { name: `${yard} cannot be deleted yet` });
  await full.getByText('2 sub-departments are still inside.').waitFor();
  await page.keyboard.press('Escape');
  await full.waitFor({ state: 'detached' });

  await choose(page, phone, depot, 'Delete');
  await page.getByRole('dialog', { name: `Delete ${depot}?` }).getByRole('button', { name: 'Delete 1 department' }).click();
  await toast(page, `${depot} deleted.`);
  await item(depot).waitFor({ state: 'detached' });
  assert.deepEqual(await below(yard), [crane]);
});

onBoth('the table counts, searches, filters, sorts and turns pages, and the address keeps it all', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/members');
  const rows = page.getByRole('table', { name: 'Members' }).getByRole('row');
  const counts = Object.fromEntries(await ask(context, url, 'members/counts', { query: {} }));
  await page.getByRole('tab', { name: `Active ${counts.active}` }).waitFor();
  await page.getByRole('tab', { name: `Suspended ${counts.suspended}` }).waitFor();
  assert.ok(counts.active > 100, 'more than one page');

  await page.getByText(`1–100 of ${counts.active}`).waitFor();
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByText(`101–${counts.active} of ${counts.active}`).waitFor();
  assert.equal(await rows.count(), counts.active - 100 + 1);
  await page.reload();
  await page.getByText(`101–${counts.active} of ${counts.active}`).waitFor();
  await page.goBack();
  await page.getByText(`1–100 of ${counts.active}`).waitFor();

  const search = page.getByRole('main').getByRole('searchbox', { name: 'Name, e-mail, phone or work number' });
  await search.fill('mara manual');
  await page.getByText('1 in all', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Mara Manual' }).waitFor();
  await search.fill('ada o');
  await page.getByRole('link', { name: 'Ada Owner' }).waitFor();
  await page.getByText('1 in all', { exact: true }).waitFor();
  await search.fill('nobody of this name');
  await page.getByText('Nothing matches these filters.').waitFor();
  await search.fill('');
  await page.getByText(`1–100 of ${counts.active}`).waitFor();

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const filters = page.getByRole('dialog', { name: 'Filter' });
  await filters.getByLabel('Source').selectOption({ label: 'Added here' });
  await rows.nth(1).getByRole('link', { name: 'Ada Owner' }).waitFor();
  await filters.getByLabel('Order').selectOption({ label: 'Newest first' });
  await page.keyboard.press('Escape');
  await filters.waitFor({ state: 'detached' });
  await rows.nth(1).getByRole('link', { name: 'Mara Manual' }).waitFor();
  await page.reload();
  await rows.nth(1).getByRole('link', { name: 'Mara Manual' }).waitFor();
  await page.getByRole('button', { name: 'Remove filter: Source: Added here' }).click();
  await page.getByText(`1–100 of ${counts.active}`).waitFor();

  await page.getByRole('tab', { name: `Suspended ${counts.suspended}` }).click();
  await page.getByText(`${counts.suspended} in all`, { exact: true }).waitFor();
});

onBoth('the drawer opens by the name, edits what is ours, and closes by Escape and by Back', async ({ page, context, url, phone, tag }) => {
  await enter(context, url);
  const someone = await member(context, url, { name: `Dora Drawer ${tag}`, email: `dora${tag}@example.com` });
  await page.goto('/members?search=Dora');
  const link = page.getByRole('link', { name: `Dora Drawer ${tag}` });
  await link.click();
  const drawer = page.getByRole('dialog', { name: 'Member', exact: true });
  await drawer.getByText(someone.email).first().waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  assert.ok(await link.evaluate((link) => link === document.activeElement), 'the focus is back on the name');
  await link.click();
  await drawer.waitFor();
  await page.goBack();
  await drawer.waitFor({ state: 'detached' });

  if (phone) await link.tap();
  else await page.keyboard.press('Enter');
  await drawer.getByRole('button', { name: 'Edit profile' }).click();
  const department = (await ask(context, url, 'departments/tree')).find((department) => department.source === 'wecom').name;
  await drawer.getByRole('combobox', { name: 'Departments' }).fill(department);
  await page.getByRole('option', { name: department }).first().click();
  await drawer.getByLabel('Position').fill('Crane driver');
  await drawer.getByLabel('Location').fill('Pier 4');
  await drawer.getByLabel('Work number').fill(`W-${tag}`);
  await page.keyboard.press('Enter');
  await toast(page, 'Saved.');
  await drawer.getByText('Crane driver').first().waitFor();
  const { row } = await ask(context, url, 'members/get', { id: someone.id });
  assert.deepEqual([row.position, row.location, row.work_number], ['Crane driver', 'Pier 4', `W-${tag}`]);
  assert.deepEqual(row.departments.map((place) => place.name), ['Harbour Works', department]);

  await drawer.getByRole('button', { name: 'Suspend' }).click();
  await page.getByRole('dialog', { name: /^Suspend/ }).getByRole('button', { name: 'Suspend 1 member' }).click();
  await toast(page, `Dora Drawer ${tag} suspended.`);
  await drawer.getByText('May not sign in for the time being.').waitFor();
  await axe(page);
});

browserTest('of two admins who edit one member the second is told what changed and loses nothing typed', async ({ page, context, url, allow }) => {
  allow(/409/);
  await enter(context, url);
  await page.goto(`/members?open=${mara.id}`);
  const drawer = page.getByRole('dialog', { name: 'Member', exact: true });
  await drawer.getByRole('button', { name: 'Edit profile' }).click();
  await drawer.getByLabel('Position').fill('Pilot');

  const second = await open({ device: 'phone' });
  try {
    second.allow(/409/);
    await enter(second.context, url);
    await second.page.goto(`/members?open=${mara.id}`);
    const sheet = second.page.getByRole('dialog', { name: 'Member', exact: true });
    await sheet.getByRole('button', { name: 'Edit profile' }).click();
    await sheet.getByLabel('Position').fill('Helmswoman');
    await sheet.getByLabel('Location').fill('Bridge');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await toast(page, 'Saved.');

    await sheet.getByText('Someone changed this member meanwhile.').waitFor();
    await sheet.getByText('Position is now: Pilot').waitFor();
    assert.equal(await sheet.getByLabel('Position').inputValue(), 'Helmswoman');
    assert.equal(await sheet.getByLabel('Location').inputValue(), 'Bridge');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await toast(second.page, 'Saved.');
    const { row } = await ask(context, url, 'members/get', { id: mara.id });
    assert.deepEqual([row.position, row.location], ['Helmswoman', 'Bridge']);
    assert.deepEqual(second.unexpected(), []);
  } finally {
    await second.context.close();
  }
});

onBoth('the list goes home as a file: all that match, or the chosen ones', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/members?search=example.com');
  await page.getByText('Mara Manual').first().waitFor();
  const saved = async (press) => {
    const coming = page.waitForEvent('download');
    await press();
    const download = await coming;
    const bytes = await readFile(await download.path());
    return [download.suggestedFilename(), bytes];
  };
  const dialog = page.getByRole('dialog', { name: /^Export/ });
  await page.getByRole('button', { name: 'Export' }).click();
  await dialog.getByRole('radio', { name: 'CSV' }).check();
  await dialog.getByRole('checkbox', { name: 'Location' }).uncheck();
  await axe(page);
  const [name, bytes] = await saved(() => dialog.getByRole('button', { name: 'Download' }).click());
  assert.match(name, /^members-\d{4}-\d\d-\d\d\.csv$/);
  const lines = bytes.toString().trimEnd().split('\r\n');
  assert.equal(lines[0], '\ufeffName,E-mail,Phone,Departments,Position,Work number,Role,Status,Source,Created,Last seen');
  const { total } = await ask(context, url, 'members/list', { query: { statuses: ['active'], search: 'example.com', page: { count: true } } });
  assert.equal(lines.length, 1 + total);
  await toast(page, 'The file is on its way.');

  const box = page.getByRole('checkbox', { name: 'Select Mara Manual' });
  await box.check();
  await page.getByRole('region').filter({ hasText: '1 selected' }).getByRole('button', { name: 'Export' }).click();
  await page.getByRole('dialog', { name: 'Export 1 member' }).waitFor();
  const [book, packed] = await saved(() => dialog.getByRole('button', { name: 'Download' }).click());
  assert.match(book, /\.xlsx$/);
  assert.equal(packed.subarray(0, 2).toString(), 'PK');
  assert.equal((await ask(context, url, 'audit/list', { query: {} })).items[0].verb, 'export');
});
