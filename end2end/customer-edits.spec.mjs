// Customers added, edited, tagged and merged by hand.
import assert from 'node:assert/strict';
import { axe, server } from './harness.mjs';
import { ask, enter, onBoth } from './world.mjs';

server();

const toast = (page, text) => page.getByRole('status').getByText(text).waitFor();

onBoth('a customer is added, who is here already is named first, and an edit is told', async ({ page, context, url, tag, allow }) => {
  allow(/status of (422|409)/);
  await enter(context, url);
  const word = `Larkspur${tag}`;
  const [name, phone] = [`Lin ${word}`, tag === 'P' ? '+8613800000001' : '+8613800000002'];
  await page.goto('/customers');
  await page.getByRole('button', { name: 'Add customer' }).click();
  const drawer = page.getByRole('dialog', { name: 'Add customer' });
  await drawer.getByRole('button', { name: 'Add customer' }).click();
  await drawer.getByLabel('Name').fill(name);
  await drawer.getByLabel('Phone').fill(phone);
  await drawer.getByLabel('Note').fill('Calls on Fridays');
  await axe(page);
  await drawer.getByRole('button', { name: 'Add customer' }).click();
  await toast(page, `${name} was added.`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByText('Calls on Fridays').waitFor();

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const edit = page.getByRole('dialog', { name: 'Edit customer' });
  await edit.getByLabel('Company').fill('Riverside');
  await edit.getByRole('button', { name: 'Save' }).click();
  await toast(page, 'Saved.');
  await page.getByText('Riverside').first().waitFor();

  await page.goto('/customers');
  await page.getByRole('button', { name: 'Add customer' }).click();
  await drawer.getByLabel('Name').fill(`Lyn ${word}`);
  await drawer.getByLabel('Phone').fill(phone);
  await drawer.getByRole('button', { name: 'Add customer' }).click();
  await drawer.getByText(`${name} has this Phone already.`).waitFor();
  await drawer.getByRole('button', { name: 'Add all the same' }).click();
  await page.getByRole('heading', { level: 1, name: `Lyn ${word}` }).waitFor();

  // The page of one names the other, and makes one of them.
  await page.getByRole('heading', { level: 2, name: 'May be the same person' }).waitFor();
  await page.getByRole('button', { name: 'Merge' }).click();
  const merge = page.getByRole('dialog', { name: 'Make one customer of these' });
  await merge.getByRole('radio', { name: `Lyn ${word}` }).check();
  await axe(page);
  await merge.getByRole('button', { name: 'Merge' }).click();
  await toast(page, 'Merged.');
  const { items } = await ask(context, url, 'customers/list', { query: { search: word } });
  assert.deepEqual(items.map((one) => [one.name, one.company]), [[`Lyn ${word}`, 'Riverside']]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await toast(page, 'Put back.');
  await page.goto(`/customers?search=${word}`);
  await page.getByText('2 customers ·').waitFor();
});

onBoth('a tag is made, put on chosen customers, undone, and leads to who carries it', async ({ page, context, url, tag, phone }) => {
  const word = `Marigold${tag}`;
  await enter(context, url);
  for (const name of ['Ann', 'Bo']) {
    await ask(context, url, 'customers/add', { add: { name: `${name} ${word}` } });
  }
  await page.goto('/customers/tags');
  await page.getByRole('button', { name: 'New tag' }).click();
  const dialog = page.getByRole('dialog', { name: 'New tag' });
  await dialog.getByLabel('Name').fill(`Golden ${word}`);
  await dialog.getByLabel('Group').fill('Level');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Golden ${word}`).first().waitFor();
  await axe(page);

  await page.goto(`/customers?search=${word}`);
  await page.getByText('2 customers ·').waitFor();
  for (const name of ['Ann', 'Bo']) {
    await page.getByRole('checkbox', { name: `${name} ${word}` }).check();
  }
  await page.getByRole('button', { name: 'Tag customers' }).click();
  const tagging = page.getByRole('dialog', { name: 'Tag customers' });
  await tagging.getByRole('combobox', { name: 'Put on' }).fill(word);
  await tagging.getByRole('option').first().click();
  await tagging.getByRole('button', { name: 'Tag customers' }).click();
  await toast(page, 'Tags of 2 customers changed.');
  await page.goto('/customers/tags');
  await page.getByRole('listitem').filter({ hasText: word }).getByRole('link', { name: '2 customers' }).click();
  await page.getByText('2 customers ·').waitFor();
  assert.ok(phone || (await page.getByRole('table', { name: 'Customers' }).getByText(`Golden ${word}`).count()) >= 2);
});

onBoth('duplicates are looked for and reviewed', async ({ page, context, url, tag }) => {
  const word = `Nettle${tag}`;
  await enter(context, url);
  const email = `${word.toLowerCase()}@example.com`;
  for (const name of ['One', 'Two']) {
    await ask(context, url, 'customers/add', { add: { name: `${name} ${word}`, email, even_if_here: true } });
  }
  await page.goto('/customers');
  await page.getByRole('main').getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name: 'Look for duplicates' }).click();
  const dialog = page.getByRole('dialog', { name: 'Look for duplicates' });
  await dialog.getByRole('button', { name: 'Look for duplicates' }).click();
  await page.waitForURL('**/sync/changes/**');
  await page.getByText(`Two ${word}`).first().waitFor();
});
