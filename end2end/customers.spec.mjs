// Customers: brought in by the button, found, and shown with every relation and all that happened.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { axe, browserTest, fake, open, server } from './harness.mjs';
import { ask, bring, connect, control, enter, onBoth } from './world.mjs';

const muster = server();
let platform;
let all;
before(async () => {
  platform = await fake('wecom', { members: 30, departments: 6, customers: 120, seed: 7 });
  const { context } = await open();
  await enter(context, muster.url);
  const connection = await connect(context, muster.url, platform);
  await bring(context, muster.url, connection, 'sync_contacts');
  await bring(context, muster.url, connection, 'sync_customers');
  ({ items: all } = await ask(context, muster.url, 'customers/list', { query: { page: { limit: 500 } } }));
  await context.close();
});
after(() => platform?.stop());

const day = (moment) => new Date(moment).toLocaleDateString('sv');

onBoth('the list searches, filters by owner, tag and day, turns pages, and the address keeps it all', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/customers');
  const rows = page.getByRole('table', { name: 'Customers' }).getByRole('row');
  const many = (n) => page.getByText(`${n} ${n === 1 ? 'customer' : 'customers'} ·`).waitFor();
  await many(120);
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByText('101–120 of 120').waitFor();
  await page.goBack();
  await page.getByText('1–100 of 120').waitFor();

  const company = all.find((customer) => customer.company).company;
  const search = page.getByRole('main').getByRole('searchbox');
  await search.fill(company);
  await many(all.filter((customer) => customer.company === company).length);
  await rows.nth(1).getByText(company).waitFor();
  await search.press('Escape');
  await many(120);

  const owner = all[0].owners[0];
  const owned = all.filter((customer) => customer.owners.some((one) => one.member_id === owner.member_id));
  await page.getByRole('combobox', { name: 'Looked after by' }).fill(owner.name);
  await page.getByRole('option', { name: owner.name }).first().click();
  await many(owned.length);
  const tag = owned.flatMap((customer) => customer.tags)[0];
  const tagged = owned.filter((customer) => customer.tags.some((one) => one.id === tag.id));
  await page.getByRole('combobox', { name: 'Tags' }).fill(tag.name);
  await page.getByRole('option', { name: tag.name }).first().click();
  await many(tagged.length);
  await page.reload();
  await many(tagged.length);
  await page.getByRole('button', { name: `Remove filter: Tags: ${tag.name}` }).click();
  await many(owned.length);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await many(120);

  const days = all.map((customer) => day(customer.added_at)).sort();
  const [from, until] = [days[40], days[80]];
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByLabel('Added from').fill(from);
  await page.getByLabel('Added until').fill(until);
  await many(days.filter((one) => from <= one && one <= until).length);
});

onBoth('one customer is shown with every relation, also those that ended, and with all that happened', async ({ page, context, url, phone }) => {
  // A second member follows the customer, then the first removes him.
  await enter(context, url);
  const customer = all.filter((one) => one.owners.length === 1)[phone ? 0 : 1];
  const { external_id, relations } = await ask(context, url, 'customers/get', { id: customer.id });
  const userid = async (id) => (await ask(context, url, 'members/get', { id })).external_id;
  const first = relations[0].owner;
  const second = all.flatMap((one) => one.owners).find((owner) => owner.member_id !== first.member_id);
  await control(platform, 'act', { action: 'customer_add', userid: await userid(second.member_id), external_userid: external_id });
  await control(platform, 'act', { action: 'customer_remove', userid: await userid(first.member_id), external_userid: external_id });
  const [connection] = await ask(context, url, 'connections/list');
  await bring(context, url, connection, 'sync_customers');

  await page.goto(`/customers?search=${encodeURIComponent(customer.name)}`);
  await page.locator(`a[href="/customers/${customer.id}"]`).click();
  await page.getByRole('heading', { level: 1, name: customer.name }).waitFor();
  await page.getByText(external_id).waitFor();
  await page.getByRole('heading', { level: 2, name: '2 relations' }).waitFor();
  const relation = (owner) => page.getByRole('article').filter({ has: page.getByRole('link', { name: owner.name }) });
  await relation(second).getByText('Live', { exact: true }).waitFor();
  await relation(first).getByText('Ended', { exact: true }).waitFor();
  const history = page.getByRole('listitem').filter({ hasText: 'Ada Owner' });
  assert.ok((await history.count()) >= 3, 'made, followed, left');
  await relation(second).getByRole('link', { name: second.name }).click();
  await page.getByRole('dialog', { name: 'Member', exact: true }).getByText(second.name).first().waitFor();
});

browserTest('the button on the page starts a sync whose progress is live, and a second press shows the one that runs', async ({ page, context, url }) => {
  await enter(context, url);
  await control(platform, 'fail', { path: 'externalcontact/batch/get_by_user', times: 2, kind: { slow_ms: 1500 } });
  await page.goto('/customers');
  await page.getByRole('button', { name: 'Sync customers' }).click();
  await page.getByRole('status').getByText('The synchronisation has begun. You may leave this page.').waitFor();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Sync customers' }).click();
  await page.getByRole('status').getByText('This synchronisation is under way already').waitFor();
  const runs = await ask(context, url, 'runs/list', { query: { kind: 'sync_customers', under_way: true } });
  assert.equal(runs.items.length, 1);
  await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: 30_000 });
});

onBoth('the list goes home as a file', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/customers');
  await page.getByText(/^120 customers/).waitFor();
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export 120 customers' });
  await dialog.getByRole('radio', { name: 'CSV' }).check();
  await axe(page);
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const lines = (await readFile(await (await coming).path())).toString().trimEnd().split('\r\n');
  assert.equal(lines[0], '\ufeffName,Company,Position,Phone,E-mail,Note,Kind,Looked after by,Tags,Added,Last contact,Source');
  assert.equal(lines.length, 121);
});
