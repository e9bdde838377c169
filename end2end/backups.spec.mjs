// Backups of the whole installation: made, fetched, kept by a schedule, and restored while the server stays up.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { axe, server } from './harness.mjs';
import { ask, enter, member, onBoth as walk } from './world.mjs';

server();

/** Both devices, signed in, on the page. */
const onBoth = (name, body, options = {}) =>
  walk(name, options, async (opened) => {
    await enter(opened.context, opened.url);
    await opened.page.goto('/settings/backups');
    await opened.page.getByRole('heading', { name: 'Backups', level: 1 }).waitFor();
    await body(opened);
  });

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const names = async (context, url) =>
  (await ask(context, url, 'members/list', { query: { page: { limit: 500 } } })).items.map((one) => one.name);

/** Makes a backup and waits until the page, too, says that it was checked: before that its menu offers little. The newest of the list. */
async function made(page, context, url) {
  await page.getByRole('button', { name: 'Back up now' }).click();
  await toast(page, 'The backup has begun.');
  for (;;) {
    const { items } = await ask(context, url, 'backups/list');
    if (items.length && items.every((one) => one.state !== 'making')) {
      const actions = page.getByRole('button', { name: `Actions for ${items[0].file_name}`, exact: true });
      await page.getByRole('row').filter({ has: actions }).getByText('Verified').waitFor();
      return items[0];
    }
    await page.waitForTimeout(100);
  }
}

async function choose(page, file, verb) {
  await page.getByRole('button', { name: `Actions for ${file}`, exact: true }).click();
  await page.getByRole('menuitem', { name: verb, exact: true }).click();
}

onBoth('a backup is made, checked, fetched after a question, and deleted', async ({ page, context, url }) => {
  const backup = await made(page, context, url);
  await axe(page);
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
  await choose(page, backup.file_name, 'Download');
  const dialog = page.getByRole('dialog', { name: 'Download without encryption?' });
  await dialog.getByText('holds everything in the clear').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Download' }).click()]);
  assert.equal(download.suggestedFilename(), backup.file_name);
  assert.equal((await readFile(await download.path())).length, backup.size);
  await choose(page, backup.file_name, 'Delete');
  await page.getByRole('dialog', { name: 'Delete this backup?' }).getByRole('button', { name: 'Delete' }).click();
  await toast(page, 'The backup was deleted.');
  await page.getByText('Removed').first().waitFor();
});

onBoth('the schedule is set, and what cannot be is said beside its field', async ({ page, allow }) => {
  allow(/422.*backups\/save/);
  await page.getByRole('combobox', { name: 'How often' }).selectOption('day');
  await page.getByRole('textbox', { name: 'Time of day' }).fill('25:00');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('[name=at][aria-invalid=true]').waitFor();
  await page.getByRole('textbox', { name: 'Time of day' }).fill('03:30');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await toast(page, 'Saved');
  await page.getByText(/^The next one:/).waitFor();
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
});

onBoth(
  'a restore shows what would be lost, asks for the word, and brings the earlier state back',
  async ({ page, context, url, tag, allow }) => {
    // While the data changes places everybody is told to come back.
    allow(/503|Failed to fetch|ERR_/);
    // Whoever watches the run of the restore asks a state that is older than that run.
    allow(/404.*runs\/get/);
    const backup = await made(page, context, url);
    const later = `Late ${tag}`;
    await member(context, url, { name: later, email: `late.${tag.toLowerCase()}@example.com` });
    assert.ok((await names(context, url)).includes(later));
    await choose(page, backup.file_name, 'Restore');
    const dialog = page.getByRole('dialog', { name: 'Restore from this backup' });
    await dialog.getByRole('button', { name: 'Look what would change' }).click();
    await page.getByRole('heading', { name: `What restoring ${backup.file_name} would change` }).waitFor();
    await page.getByRole('rowheader', { name: 'Members' }).waitFor();
    await axe(page);
    assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    const question = page.getByRole('dialog', { name: `Restore ${backup.file_name}?` });
    await question.getByRole('textbox').fill('RESTORE');
    await question.getByRole('button', { name: 'Restore', exact: true }).click();
    await page.getByText(`${backup.file_name} was restored by`).waitFor({ timeout: 60_000 });
    assert.ok(!(await names(context, url)).includes(later), 'who came later is not here');
  },
);
