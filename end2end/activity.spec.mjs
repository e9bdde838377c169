// The activity: an entry is put back or says why not, the chain is checked, what the filters find goes home.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before } from 'node:test';
import { axe, open, server } from './harness.mjs';
import { ask, enter, onBoth as walk } from './world.mjs';

const muster = server();
let top;

before(async () => {
  const { context } = await open();
  await enter(context, muster.url);
  [top] = await ask(context, muster.url, 'departments/tree');
  await context.close();
});

/** Both devices, signed in. */
const onBoth = (name, body) =>
  walk(name, async (opened) => {
    await enter(opened.context, opened.url);
    await body(opened);
  });

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const line = (page, text) => page.getByRole('region', { name: 'Activity' }).locator('details').filter({ hasText: text }).first();

onBoth('a change is put back from its entry, and says who changed the same since', async ({ page, context, url, tag }) => {
  const act = (name, body) => ask(context, url, name, body);
  const yard = await act('departments/add', { new: { parent_id: top.id, name: `Yard ${tag}` } });
  await act('departments/rename', { id: yard.id, name: `Dock ${tag}`, revision: yard.revision });
  await page.goto(`/activity?verb=update&name=Dock%20${tag}`);
  await line(page, `Dock ${tag}`).locator('summary').click();
  await page.getByText('Hash of the entry before').first().waitFor();
  await axe(page);
  await page.getByRole('button', { name: 'Put back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Put this change back?' });
  await axe(page);
  await dialog.getByRole('button', { name: 'Put back' }).click();
  await toast(page, 'It is as it was before.');
  const tree = await act('departments/tree');
  assert.equal(tree.find((one) => one.id === yard.id).name, `Yard ${tag}`);

  // Its entry is still there, and cannot be put back a second time.
  await page.goto(`/activity?verb=update&name=Dock%20${tag}`);
  await line(page, `Dock ${tag}`).locator('summary').click();
  await page.getByText('It cannot be put back: these fields changed since: Name.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Put back' }).count(), 0);
});

onBoth('the chain is checked, and its newest hash can be kept outside', async ({ page, context, url }) => {
  await page.goto('/activity');
  const panel = page.locator('details.chain');
  await panel.locator('summary').click();
  await panel.getByText('Keep the hash of the newest entry outside').waitFor();
  await panel.getByRole('button', { name: 'Check now' }).click();
  await panel.getByText(/^The chain holds up to entry [0-9,]+\.$/).waitFor();
  await axe(page);
  const { hash, check } = await ask(context, url, 'audit/chain');
  assert.equal(check.fault, null);
  await panel.getByText(hash).waitFor();
});

onBoth('what the filters find goes home as a file', async ({ page, context, url, tag }) => {
  await ask(context, url, 'departments/add', { new: { parent_id: top.id, name: `Quay ${tag}` } });
  await page.goto(`/activity?name=Quay%20${tag}`);
  await line(page, `Quay ${tag}`).waitFor();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Export/ });
  await dialog.getByRole('radio', { name: /^JSON/ }).check();
  await axe(page);
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Download' }).click()]);
  const rows = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(rows.map((row) => [row.verb, row.name]), [['create', `Quay ${tag}`]]);
});
