// Who sees what, and what is remembered of what everybody did.
import assert from 'node:assert/strict';
import { before } from 'node:test';
import { axe, browserTest, open, owner, server, signIn } from './harness.mjs';
import { ask, enter, member, onBoth, refused } from './world.mjs';

const muster = server();
const people = {};
before(async () => {
  const { context } = await open();
  await enter(context, muster.url);
  for (const tag of ['D', 'P']) {
    people[tag] = await member(context, muster.url, { name: `Mia Member ${tag}`, email: `mia${tag}@example.com` });
    people[`${tag} admin`] = await member(
      context,
      muster.url,
      { name: `Alan Admin ${tag}`, email: `alan${tag}@example.com` },
      'account_admin',
    );
  }
  await context.close();
});

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();

// The pages that the menu offers; on a phone some stand in a sheet.
async function offered(page, phone) {
  const menu = page.getByRole('navigation', { name: 'Main menu' });
  await menu.getByRole('link', { name: 'Home' }).waitFor();
  const more = menu.getByRole('button', { name: 'More', exact: true });
  if (!phone || !(await more.isVisible())) return menu.getByRole('link').allInnerTexts();
  await more.tap();
  const sheet = page.getByRole('dialog', { name: 'Main menu' });
  await sheet.getByRole('link').first().waitFor();
  const names = await sheet.getByRole('link').allInnerTexts();
  await page.keyboard.press('Escape');
  return names;
}

onBoth('a member without rights sees neither pages nor data, not even by their addresses', async ({ page, context, url, phone, tag }) => {
  await signIn(page, people[tag]);
  await page.getByText(`Welcome, ${people[tag].name}`).waitFor();
  await axe(page);
  assert.deepEqual(await offered(page, phone), ['Home']);
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const tried = phone ? ['/customers'] : ['/members', '/customers', '/sync/connections/new', '/activity', '/settings'];
  for (const name of [...tried, `/members?open=${people[tag].id}`]) {
    await page.goto(name);
    await page.getByText('You are in Harbour Works').last().waitFor();
    await page.getByText('Your role has nothing to administer here.').waitFor();
    assert.equal(await page.getByRole('table').count(), 0);
  }
  const functions = asked.filter((one) => one.startsWith('/fn/') && !one.startsWith('/fn/organisation/'));
  assert.deepEqual(functions, [], 'the pages did not even ask');
  for (const name of ['members/list', 'members/counts', 'customers/list', 'audit/list', 'runs/list', 'joins/list']) {
    const [status, problem] = await refused(context, url, name, { query: {} });
    assert.deepEqual([name, status, problem.code], [name, 403, 'forbidden']);
  }
  const [status] = await refused(context, url, 'members/get', { id: people[tag].id });
  assert.equal(status, 403);
});

onBoth('a role that the owner gives changes what its holder sees', async ({ page, context, url, phone, tag }) => {
  const mia = people[tag];
  await enter(context, url);
  const hers = await open({ device: phone ? 'phone' : 'desktop' });
  try {
    await enter(hers.context, url, mia);
    await hers.page.goto('/');
    await hers.page.getByText(`Welcome, ${mia.name}`).waitFor();

    await page.goto(`/members?open=${mia.id}`);
    const drawer = page.getByRole('dialog', { name: 'Member', exact: true });
    await drawer.getByRole('combobox', { name: /^Role/ }).selectOption({ label: 'Auditor' });
    await drawer.getByRole('button', { name: 'Change role' }).click();
    await toast(page, `${mia.name} is now Auditor.`);

    await hers.page.reload();
    assert.deepEqual(await offered(hers.page, phone), ['Home', 'Members', 'Org chart', 'Joining', 'Customers', 'Hand-over', 'Presence Sync', 'Agents', 'Sync', 'Activity']);
    await hers.page.goto('/members?search=alan');
    await hers.page.getByRole('link', { name: `Alan Admin ${tag}` }).click();
    const reading = hers.page.getByRole('dialog', { name: 'Member', exact: true });
    await reading.getByText('May sign in.').waitFor();
    for (const verb of ['Edit profile', 'Suspend', 'Change role']) assert.equal(await reading.getByRole('button', { name: verb }).count(), 0);
    await hers.page.keyboard.press('Escape');
    for (const verb of ['Add department', 'Sync WeCom contacts', 'Invite']) {
      assert.equal(await hers.page.getByText(verb, { exact: true }).count(), 0, verb);
    }
    await hers.page.goto('/settings');
    await hers.page.getByText('Your role does not include this page').last().waitFor();
    const [status] = await refused(hers.context, url, 'invitations/create', { new: {} });
    assert.equal(status, 403);
    assert.deepEqual(hers.unexpected(), []);
  } finally {
    await hers.context.close();
  }
});

browserTest('an Account Admin cannot touch a Super Admin or give that role', async ({ page, context, url }) => {
  await enter(context, url, people['D admin']);
  const { items } = await ask(context, url, 'members/list', { query: { search: owner.email } });
  await page.goto(`/members?open=${items[0].id}`);
  const drawer = page.getByRole('dialog', { name: 'Member', exact: true });
  assert.ok(await drawer.getByRole('combobox', { name: /^Role/ }).isDisabled());
  await page.goto(`/members?open=${people.D.id}`);
  const options = drawer.getByRole('combobox', { name: /^Role/ }).locator('option');
  await options.first().waitFor({ state: 'attached' });
  assert.ok(await options.filter({ hasText: 'Super Admin' }).evaluate((option) => option.disabled));
  const change = { id: items[0].id, revision: items[0].revision, role: 'member', scope: [] };
  const [, problem] = await refused(context, url, 'members/change_role', { change });
  assert.equal(problem.code, 'role_above_own');
});

onBoth('activity lists every change with its fields, and is filtered by kind, verb and name', async ({ page, context, url, tag }) => {
  await enter(context, url);
  const act = (name, body) => ask(context, url, name, body);
  const seen = async () => (await act('audit/list', { query: { page: { limit: 500 } } })).items;
  const before = (await seen())[0].seq;
  const [top] = await act('departments/tree');
  const yard = await act('departments/add', { new: { parent_id: top.id, name: `Yard ${tag}` } });
  const renamed = await act('departments/rename', { id: yard.id, name: `Dock ${tag}`, revision: yard.revision });
  await act('departments/delete', { id: yard.id, revision: renamed.revision });
  const link = await act('invitations/create', { new: { note: `Link ${tag}` } });
  await act('invitations/revoke', { id: link.id, revision: link.revision });
  const { row } = await act('members/get', { id: people[tag].id });
  await act('members/edit', { edit: { id: row.id, revision: row.revision, position: `Bosun ${tag}` } });

  const entries = (await seen()).filter((entry) => entry.seq > before);
  assert.deepEqual(
    entries.map((entry) => `${entry.verb} ${entry.subject}`),
    ['update member', 'revoke invitation', 'create invitation', 'delete department', 'update department', 'create department'],
  );
  assert.ok(entries.every((entry) => entry.actor === owner.name && entry.origin === 'console'));

  await page.goto('/activity');
  const feed = page.getByRole('region', { name: 'Activity' });
  await feed.getByText(people[tag].name).first().waitFor();
  await page.getByLabel('What').selectOption({ label: 'Department' });
  await feed.getByText(people[tag].name).first().waitFor({ state: 'detached' });
  await feed.getByText(`Dock ${tag}`).first().waitFor();
  await page.getByLabel('Action').selectOption({ label: 'Changed' });
  await page.getByRole('button', { name: 'Remove filter: Action: Changed' }).waitFor();
  await feed.locator('summary').filter({ hasText: 'Deleted' }).first().waitFor({ state: 'detached' });
  await feed.locator('summary').filter({ hasText: `Dock ${tag}` }).locator('time').click();
  const change = feed.getByRole('row').filter({ hasText: `Yard ${tag}` });
  assert.deepEqual(await change.getByRole('cell').allInnerTexts(), [`Yard ${tag}`, `Dock ${tag}`]);
  await page.reload();
  await feed.getByText(`Dock ${tag}`).first().waitFor();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await feed.getByText(people[tag].name).first().waitFor();

  await page.getByRole('searchbox', { name: /^By whom/ }).fill('Mia');
  await page.getByRole('button', { name: 'Remove filter: By: Mia' }).waitFor();
  await feed.getByText('Asked to join').first().waitFor();
  assert.equal(await feed.getByText(`Dock ${tag}`).count(), 0);
});
