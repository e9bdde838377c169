// Imports: a faulty file is mapped, repaired and carried out, and put back; pasted rows, presets, two tabs at once; customers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { axe, server } from './harness.mjs';
import { ask, enter, onBoth } from './world.mjs';

server();

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

const table = (rows, between = ',') => rows.map((row) => row.join(between)).join('\r\n');

/** Everything that is written in a workbook: the texts of the parts of a zip file, found by its table of contents. */
function written(book) {
  let at = book.readUInt32LE(book.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
  let text = '';
  while (book.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, start] = [book.readUInt16LE(at + 10), book.readUInt32LE(at + 20), book.readUInt32LE(at + 42)];
    const from = start + 30 + book.readUInt16LE(start + 26) + book.readUInt16LE(start + 28);
    const part = book.subarray(from, from + packed);
    text += method === 8 ? inflateRawSync(part) : part;
    at += 46 + book.readUInt16LE(at + 28) + book.readUInt16LE(at + 30) + book.readUInt16LE(at + 32);
  }
  return text;
}

/** Chooses a file in the first step; waits until it was read. */
async function upload(page, name, text) {
  await page.goto('/import');
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('heading', { name: 'What the columns mean' }).waitFor();
}

/** Types a cell of the grid anew, as a mouse and a keyboard do it or as fingers do. */
async function retype(page, phone, row, column, text) {
  const cell = page.locator(`#cell-${row}-${column}`);
  await cell.click();
  if (!phone) await page.keyboard.press('Enter');
  await cell.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
}

onBoth('a faulty file is mapped, repaired and carried out, and put back', { timeout: 90_000 }, async ({ page, context, url, phone, tag }) => {
  await enter(context, url);
  const present = async () => {
    const { items } = await ask(context, url, 'members/list', { query: { search: `staff${tag}`, statuses: ['invited'] } });
    return items.map((row) => row.name).sort();
  };
  await page.goto('/members');
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'Import members' }).waitFor();
  await page.getByText(/\d+ of today’s 100 files left/).waitFor();
  await page.getByRole('link', { name: 'Download the template' }).waitFor();
  assert.ok((await sideways(page)) <= 0, 'the first step fits the screen');
  await axe(page);

  const mail = (name) => `${name}.staff${tag}@example.com`;
  const rows = [
    ['Whoever', 'E-mail', 'Department', 'Shoe size'],
    [`Ann ${tag}`, mail('ann'), `Crew ${tag}`, '38'],
    [`Ben ${tag}`, 'ben at example', `Crew ${tag}`, '44'],
    [`Cid ${tag}`, 'cid', '', ''],
    [`Dee ${tag}`, 'dee', '', ''],
  ];
  await page.locator('input[type=file]').setInputFiles({ name: `staff ${tag}.csv`, mimeType: 'text/csv', buffer: Buffer.from(table(rows)) });
  await page.getByRole('heading', { name: `staff ${tag}.csv` }).waitFor();
  const check = page.getByRole('button', { name: 'Check the rows' });
  await page.getByText('Assign a column to: Name.').waitFor();
  assert.ok(await check.isDisabled(), 'not without a name');
  await page.getByLabel('Meaning of Whoever').selectOption('Name');
  assert.equal(await page.getByLabel('Meaning of E-mail').inputValue(), 'email', 'told by its heading');
  assert.equal(await page.getByLabel('Meaning of Shoe size').inputValue(), '', 'left out');
  await page.getByLabel('Create departments that do not exist yet').check();
  assert.ok((await sideways(page)) <= 0, 'the second step fits the screen');
  await axe(page);

  await check.click();
  const grid = page.getByRole('grid', { name: 'Rows of the file' });
  await grid.getByText('E-mail: This is no e-mail address.').first().waitFor();
  await page.getByRole('tab', { name: /^Errors ?3/ }).waitFor();
  await page.getByText('1 department will be made').waitFor();
  assert.ok((await sideways(page)) <= 0, 'the grid scrolls in its own box');
  await axe(page);

  await retype(page, phone, 3, 1, mail('ben'));
  await page.getByRole('tab', { name: /^Errors ?2/ }).waitFor();
  await page.getByRole('button', { name: 'Skip row 4' }).click();
  await page.getByRole('tab', { name: /^Skipped ?1/ }).waitFor();
  if (!phone) {
    // Escape takes back; arrows walk.
    await page.locator('#cell-5-1').click();
    await page.keyboard.press('F2');
    await page.locator('#cell-5-1').getByRole('textbox').fill('never kept');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'cell-5-0');
    assert.equal(await page.locator('#cell-5-1').innerText(), 'dee');
  }
  await page.reload();
  await page.getByRole('tab', { name: /^Errors ?1/ }).waitFor();

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the rejected rows' }).click(),
  ]);
  const text = written(readFileSync(await file.path()));
  for (const part of ['Reason', `Dee ${tag}`, 'E-mail: This is no e-mail address.']) assert.ok(text.includes(part), part);
  assert.ok(!text.includes(`Ann ${tag}`), 'a good row is not among them');

  await page.getByLabel('Rows with errors').selectOption('All or nothing');
  await page.getByText('1 row has an error.').waitFor();
  await page.getByLabel('Rows with errors').selectOption('Import only the valid rows');
  assert.deepEqual(await present(), [], 'looking changes nothing');
  await page.getByRole('button', { name: 'See what 2 rows would change' }).click();

  await page.getByRole('heading', { name: 'Changes: Import of members' }).waitFor();
  await page.getByRole('button', { name: 'Apply 3 changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Apply 3 changes' }).click();
  await page.getByText('3 changes were applied.').waitFor();
  assert.deepEqual(await present(), [`Ann ${tag}`, `Ben ${tag}`]);

  await page.getByRole('button', { name: 'Undo the whole' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo 3 changes' }).click();
  await page.getByText('3 changes were undone.').waitFor();
  assert.deepEqual(await present(), []);

  await page.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: 'Import' }).click();
  const line = page.getByRole('row').filter({ hasText: `staff ${tag}.csv` });
  await line.getByText('Undone').waitFor();
  await axe(page);
  await line.getByRole('link').click();
  await page.getByText('The import was undone.').waitFor();
  await page.getByRole('link', { name: 'See the changes' }).waitFor();
});

onBoth('pasted rows get their columns from a preset, and of two who choose at once the second is told', async ({ page, context, url, tag, allow }) => {
  allow(/status of 409/);
  await enter(context, url);
  await page.goto('/import');
  await page.getByRole('button', { name: 'Paste from a spreadsheet' }).click();
  const rows = [[`Wer ${tag}`, `Wo ${tag}`], ['Eva', `eva.pasted${tag}@example.com`]];
  await page.getByLabel('Rows, with their headings').fill(table(rows, '\t'));
  await page.getByRole('button', { name: 'Use these rows' }).click();
  await page.getByRole('heading', { name: 'Pasted rows' }).waitFor();
  await page.getByRole('radio', { name: 'Row 1' }).check();
  await page.getByLabel(`Meaning of Wer ${tag}`).selectOption('Name');
  await page.getByRole('button', { name: 'Keep as a preset' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keep as a preset' });
  await dialog.getByLabel('Name').fill(`HR ${tag}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Preset HR ${tag} saved.`).waitFor();

  await page.getByLabel(`Meaning of Wer ${tag}`).selectOption('Left out');
  await page.getByLabel('Preset', { exact: true }).selectOption('');
  await page.getByLabel('Preset', { exact: true }).selectOption(`HR ${tag}`);
  assert.equal(await page.getByLabel(`Meaning of Wer ${tag}`).inputValue(), 'name');

  // Somebody else chooses something in another window.
  const id = page.url().split('/').pop();
  const { import: other } = await ask(context, url, 'imports/get', { id });
  await page.getByText('What the file says holds').click();
  await ask(context, url, 'imports/save', { id, revision: other.revision, options: { ...other.options, duplicates: 'fill_empty' } });
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await page.getByText('changed this meanwhile').waitFor();
  await page.getByRole('button', { name: 'Show it as it is now' }).click();
  await page.getByRole('radio', { name: /^Fill what is empty/, checked: true }).waitFor();
  await page.getByRole('button', { name: `Delete preset HR ${tag}` }).click();
  await page.getByText(`Preset HR ${tag} deleted.`).waitFor();

  await page.reload();
  await page.getByRole('button', { name: 'Give up this import' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Give up this import' }).click();
  await page.getByText('This import was given up').waitFor();
});

onBoth('a file that is none says what to do, and the same file again is told', async ({ page, context, url, tag, allow }) => {
  allow(/status of 4\d\d/);
  await enter(context, url);
  await page.goto('/import');
  const html = Buffer.from(`<!doctype html><html><body><table><tr><td>${tag}</td></tr></table></body></html>`);
  await page.locator('input[type=file]').setInputFiles({ name: 'staff.xls', mimeType: 'application/vnd.ms-excel', buffer: html });
  await page.getByText('The file is a web page, whatever its name says.').waitFor();
  await page.getByText('Nothing was imported.').waitFor();
  await axe(page);
  await page.getByRole('link', { name: 'Import another file' }).click();
  await page.getByRole('heading', { name: 'Import members' }).waitFor();

  const text = table([['Name', 'E-mail'], [`Fay ${tag}`, `fay.same${tag}@example.com`]]);
  await upload(page, 'same.csv', text);
  assert.equal(await page.getByText('This very file was imported before.').count(), 0);
  await upload(page, 'same.csv', text);
  await page.getByText('This very file was imported before.').waitFor();
});

onBoth('customers come with their tags, an unknown owner is repaired, and all of it is put back', { timeout: 90_000 }, async ({ page, context, url, phone, tag }) => {
  await enter(context, url);
  const present = async () => {
    const { items } = await ask(context, url, 'customers/list', { query: { search: `client${tag}` } });
    return items.map((row) => row.name).sort();
  };
  await page.goto('/import');
  await page.getByRole('heading', { name: 'Import members' }).waitFor();
  await page.getByRole('radio', { name: 'Customers' }).check();
  await page.getByRole('heading', { name: 'Import customers' }).waitFor();
  await page.getByText('No file was imported yet.').or(page.getByRole('table', { name: 'Earlier imports' })).first().waitFor();
  assert.equal(await page.getByRole('link', { name: 'Download the template' }).getAttribute('href'), '/import/template/customers');
  assert.ok((await sideways(page)) <= 0, 'the first step fits the screen');
  await axe(page);

  const rows = [
    ['Customer', 'Company', 'E-mail', 'Owner', 'Tags'],
    [`Lin ${tag}`, `Quay ${tag}`, `lin.client${tag}@example.com`, '', `Level ${tag}/Gold`],
    [`Mia ${tag}`, `Quay ${tag}`, `mia.client${tag}@example.com`, 'Nobody Ever', ''],
  ];
  await page.locator('input[type=file]').setInputFiles({ name: `clients ${tag}.csv`, mimeType: 'text/csv', buffer: Buffer.from(table(rows)) });
  await page.getByRole('heading', { name: `clients ${tag}.csv` }).waitFor();
  assert.equal(await page.getByLabel('Meaning of Owner').inputValue(), 'owners', 'told by its heading');
  await page.getByText('Customers who are here already').waitFor();
  assert.equal(await page.getByLabel('Send an invitation').count(), 0, 'customers are not invited');
  await page.getByLabel('Create tags that do not exist yet').check();
  assert.ok((await sideways(page)) <= 0, 'the second step fits the screen');
  await axe(page);

  await page.getByRole('button', { name: 'Check the rows' }).click();
  const grid = page.getByRole('grid', { name: 'Rows of the file' });
  await grid.getByText('Looked after by: No member is Nobody Ever.').waitFor();
  await page.getByText('1 tag will be made').waitFor();
  await axe(page);
  await retype(page, phone, 3, 3, '');
  await page.getByRole('tab', { name: /^Errors ?0/ }).waitFor();
  assert.deepEqual(await present(), [], 'looking changes nothing');
  await page.getByRole('button', { name: 'See what 2 rows would change' }).click();

  await page.getByRole('heading', { name: 'Changes: Import of customers' }).waitFor();
  await page.getByRole('button', { name: 'Apply 3 changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Apply 3 changes' }).click();
  await page.getByText('3 changes were applied.').waitFor();
  assert.deepEqual(await present(), [`Lin ${tag}`, `Mia ${tag}`]);
  await page.getByRole('button', { name: 'Undo the whole' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo 3 changes' }).click();
  await page.getByText('3 changes were undone.').waitFor();
  assert.deepEqual(await present(), []);

  await page.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: 'Import' }).click();
  await page.getByRole('heading', { name: 'Import customers' }).waitFor();
  await page.getByRole('row').filter({ hasText: `clients ${tag}.csv` }).getByText('Undone').waitFor();
});
