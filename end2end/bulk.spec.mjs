// Many members at once: what would change is looked at, carried out, put back.
import assert from 'node:assert/strict';
import { axe, server } from './harness.mjs';
import { ask, enter, member, onBoth } from './world.mjs';

const muster = server();

onBoth('the chosen members get another position after a look at it, and get the old one back', async ({ page, context, tag }) => {
  await enter(context, muster.url);
  const names = ['Ann', 'Ben'].map((name) => `${name} ${tag}`);
  const ids = [];
  for (const name of names) {
    ids.push((await member(context, muster.url, { name, email: `${name.replace(' ', '.')}@example.com` })).id);
  }
  const positions = async () => Promise.all(ids.map(async (id) => (await ask(context, muster.url, 'members/get', { id })).row.position));

  await page.goto(`${muster.url}/members`);
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit 2 members' });
  await dialog.getByLabel('Position', { exact: true }).selectOption('Set to');
  await dialog.locator('input[name=position]').fill('Pilot');
  await axe(page);
  await dialog.getByRole('button', { name: 'See who would change' }).click();

  await page.getByRole('heading', { name: 'Changes: Bulk edit of members' }).waitFor();
  await page.getByText(names[0]).first().waitFor();
  assert.deepEqual(await positions(), ['', ''], 'looking changes nothing');
  await axe(page);
  await page.getByRole('button', { name: 'Apply 2 changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Apply 2 changes' }).click();
  await page.getByText('2 changes were applied.').waitFor();
  assert.deepEqual(await positions(), ['Pilot', 'Pilot']);

  await page.getByRole('button', { name: 'Undo the whole' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo 2 changes' }).click();
  await page.getByText('2 changes were undone.').waitFor();
  assert.deepEqual(await positions(), ['', '']);
});
