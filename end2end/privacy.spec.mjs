// Privacy requests: written down, answered with everything that is held, followed to the erasure; and rules of keeping.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { axe, fake, open, server } from './harness.mjs';
import { ask, bring, connect, enter, onBoth as walk } from './world.mjs';

const muster = server();
let platform;
let all;

before(async () => {
  platform = await fake('wecom', { members: 30, departments: 6, customers: 60, seed: 11 });
  const { context } = await open();
  await enter(context, muster.url);
  const connection = await connect(context, muster.url, platform);
  await bring(context, muster.url, connection, 'sync_contacts');
  await bring(context, muster.url, connection, 'sync_customers');
  ({ items: all } = await ask(context, muster.url, 'customers/list', { query: { page: { limit: 500 } } }));
  await context.close();
});
after(() => platform?.stop());

/** Both devices, signed in. */
const onBoth = (name, body) =>
  walk(name, async (opened) => {
    await enter(opened.context, opened.url);
    await body(opened);
  });

/** Customers whose names nobody else has, ten for each device. */
const own = (phone) => {
  const single = all.filter((one) => all.filter((other) => other.name.includes(one.name)).length === 1);
  return phone ? single.slice(10, 20) : single.slice(0, 10);
};
const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const begin = (context, url, fields) =>
  ask(context, url, 'privacy/save', { save: { kind: 'access', law: 'gdpr', channel: 'email', ...fields } });

onBoth('a request is written down, is marked when it is late, and is refused only with a reason', async ({ page, context, url, tag }) => {
  await page.goto('/customers');
  await page.getByRole('main').getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name: 'Privacy requests' }).click();
  await page.waitForURL('/customers/privacy');
  await page.getByRole('button', { name: 'New request' }).click();
  const dialog = page.getByRole('dialog', { name: 'New request' });
  await dialog.getByText('Somebody else', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`Zoe ${tag}`);
  await dialog.locator('[name=received_at]').fill('2020-01-02');
  await axe(page);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await toast(page, 'The request is saved.');
  await page.getByRole('tab', { name: /^Overdue/ }).click();
  await page.getByText(`Zoe ${tag}`).first().click();
  const drawer = page.getByRole('dialog', { name: `Zoe ${tag}` });
  await drawer.getByText('Overdue', { exact: true }).first().waitFor();
  await axe(page);
  await drawer.getByRole('button', { name: 'Close the request' }).click();
  const closing = page.getByRole('dialog', { name: 'Close this request?' });
  await closing.getByText('Refuse', { exact: true }).click();
  await closing.getByRole('button', { name: 'Save', exact: true }).click();
  await closing.getByText('Fill this in.').first().waitFor();
  await closing.getByRole('textbox', { name: 'Reason' }).fill('Not a customer of ours');
  await closing.getByRole('button', { name: 'Save', exact: true }).click();
  await toast(page, 'The request is closed.');
  await drawer.getByText('Not a customer of ours').first().waitFor();
  const { items } = await ask(context, url, 'privacy/list', { query: { state: 'refused' } });
  assert.ok(items.some((one) => one.name === `Zoe ${tag}` && !one.overdue));
});

onBoth('everything that is held about a customer is gathered, read and taken home', async ({ page, context, url, phone }) => {
  const [one] = own(phone);
  const request = await begin(context, url, { customer: one.id });
  await page.goto(`/customers/privacy?open=${request.id}`);
  const drawer = page.getByRole('dialog', { name: one.name });
  await drawer.getByRole('button', { name: 'Gather' }).click();
  const read = drawer.getByRole('link', { name: 'Read and print' });
  await read.waitFor();
  await axe(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    drawer.getByRole('link', { name: 'Download as JSON' }).click(),
  ]);
  const document = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual([document.schema, document.record[0].name], ['muster.person/1', one.name]);
  await page.goto(await read.getAttribute('href'));
  await page.getByRole('heading', { level: 1, name: one.name }).waitFor();
  assert.equal(await page.locator('script').count(), 0);
  await axe(page);
});

onBoth('an erasure begins at the request and is followed there', async ({ page, context, url, phone }) => {
  const [, one] = own(phone);
  const request = await begin(context, url, { customer: one.id, kind: 'erasure', law: 'lgpd' });
  await page.goto(`/customers/privacy?open=${request.id}`);
  const drawer = page.getByRole('dialog', { name: one.name });
  await drawer.getByRole('button', { name: 'Delete this customer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 1 customer' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asked us to');
  assert.equal(await dialog.getByRole('combobox', { name: 'Legal basis' }).inputValue(), 'lgpd_18_6');
  await dialog.getByRole('button', { name: 'Delete 1 customer' }).click();
  await toast(page, '1 customer is in the recycle bin.');
  await drawer.getByText(/^In the recycle bin until /).waitFor();
  await page.goto(`/customers/bin?search=${encodeURIComponent(one.name)}`);
  await page.getByText(one.name).first().waitFor();
  await page.getByText(/^Names lie sealed here/).waitFor();
});

onBoth('a rule of keeping is previewed, saved and carried out', async ({ page, context, url, phone }) => {
  await page.goto('/customers/privacy?tab=retention');
  await page.getByText('The activity is never cleared').waitFor();
  const days = page.getByLabel('Addresses of messages');
  await days.fill('1');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The limit is 7.').waitFor();
  await days.fill(phone ? '60' : '90');
  await page.locator('.retention-line').filter({ hasText: 'Addresses of messages' }).getByRole('button', { name: 'Preview' }).click();
  await page.getByText('Nothing is old enough.').waitFor();
  await axe(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await toast(page, 'The rules are saved.');
  await page.getByRole('button', { name: 'Clear now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clear now' }).click();
  await toast(page, 'Clearing has begun.');
  await page.getByText('nothing was old enough').first().waitFor();
  const rules = await ask(context, url, 'retention/read_rules');
  assert.deepEqual(rules.days, [['messages', phone ? 60 : 90]]);
});
