// Inviting: the link with its QR code, the table of links, the door number; and what a phone without scripts says of dead ones.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { axe, open, server } from './harness.mjs';
import { apply, ask, enter, onBoth } from './world.mjs';

const muster = server();
let phone;
before(async () => {
  phone = await open({ device: 'phone', scripts: false });
  const { context } = await open();
  await enter(context, muster.url);
  const [top] = await ask(context, muster.url, 'departments/tree');
  await ask(context, muster.url, 'departments/add', { new: { parent_id: top.id, name: 'Dockside' } });
  await context.close();
});
after(() => phone?.context.close());

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();

// What an invitee sees at an address: the status and the heading.
async function seen(address) {
  const answer = await phone.page.goto(address);
  return [answer.status(), await phone.page.getByRole('heading', { level: 1 }).innerText()];
}

// A picture's bytes, as the page's own link fetches them.
async function picture(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()]);
  const pieces = [];
  for await (const piece of await download.createReadStream()) pieces.push(piece);
  return [download.suggestedFilename(), Buffer.concat(pieces)];
}

onBoth('a link is made with expiry, limit, department, position and role, and comes with a QR code to save and to print', async (opened) => {
  const { page, context, url, tag } = opened;
  await enter(context, url);
  await page.addInitScript(() => (window.print = () => (window.printed = document.querySelector('.poster').innerText)));
  await page.goto('/joining');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite people to Harbour Works' });
  await dialog.getByLabel('Expires').selectOption({ label: 'In 1 day' });
  await dialog.getByLabel('Uses').selectOption({ label: 'Own number' });
  await dialog.getByLabel('Own number').fill('0');
  await dialog.getByRole('combobox', { name: 'Department' }).fill('Dock');
  await page.getByRole('option', { name: 'Dockside' }).click();
  await dialog.getByLabel('Position').fill('Rigger');
  await dialog.getByLabel('Role').selectOption({ label: 'Department Admin' });
  await dialog.getByText('They look after the department that you choose here.').waitFor();
  await dialog.getByLabel('Note').fill(`Riggers ${tag}`);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  // What cannot be taken is said beside its field, and nothing typed is lost.
  await dialog.getByText(/^Outside of what is allowed/).waitFor();
  assert.equal(await dialog.getByLabel('Note').inputValue(), `Riggers ${tag}`);
  await dialog.getByLabel('Own number').fill('3');
  await page.keyboard.press('Enter');

  const code = dialog.getByRole('img', { name: 'QR code to join Harbour Works' });
  await code.waitFor();
  await page.waitForFunction((code) => code.complete && code.naturalWidth > 0, await code.elementHandle());
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  const [svgName, svg] = await picture(page, 'SVG');
  assert.deepEqual([svgName, svg.subarray(0, 4).toString()], ['invitation.svg', '<svg']);
  const [pngName, png] = await picture(page, 'PNG');
  assert.deepEqual([pngName, png.subarray(1, 4).toString()], ['invitation.png', 'PNG']);
  await dialog.getByRole('button', { name: 'Print poster' }).click();
  await page.waitForFunction(() => window.printed?.includes('Join Harbour Works'));
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await axe(page);

  const made = (await ask(context, url, 'invitations/list', { ended: false })).find((one) => one.note === `Riggers ${tag}`);
  assert.deepEqual([made.url, made.max_uses, made.uses, made.position, made.department[1]], [link, 3, 0, 'Rigger', 'Dockside']);
  assert.equal(made.role, 'department_admin');
  assert.ok(Math.abs(made.expires_at - made.created_at - 86_400_000) < 5_000, 'a day');
  assert.deepEqual(await seen(link), [200, 'Join Harbour Works']);
  for (const text of ['Ada Owner invites you.', 'Dockside', 'Rigger']) await phone.page.getByText(text).first().waitFor();
});

onBoth('links in force show their uses, pause, resume and end, and each dead one says why', async ({ page, context, url, tag }) => {
  await enter(context, url);
  const make = (note, max_uses) => ask(context, url, 'invitations/create', { new: { note, max_uses } });
  const [deck, bow] = [await make(`Deck ${tag}`, 2), await make(`Bow ${tag}`, null)];
  await page.goto('/joining?tab=links');
  const row = (note) => page.getByRole('row').filter({ hasText: `${note} ${tag}` });
  const verb = async (note, verb) => {
    await page.getByRole('button', { name: `Actions for ${note} ${tag}` }).click();
    await page.getByRole('menuitem', { name: verb, exact: true }).click();
  };
  await row('Bow').getByText('0/∞').waitFor();
  await row('Deck').getByText('0/2').waitFor();
  await apply(deck.url, { name: 'First', email: `first${tag}@example.com` });
  // Without a reload.
  await row('Deck').getByText('1/2').waitFor();

  await verb('Deck', 'Pause');
  await row('Deck').getByText('Paused').waitFor();
  assert.deepEqual(await seen(deck.url), [410, 'This invitation is paused']);
  await axe(phone.page);
  await verb('Deck', 'Resume');
  await row('Deck').getByText('In force').waitFor();
  assert.deepEqual(await seen(deck.url), [200, 'Join Harbour Works']);
  await apply(deck.url, { name: 'Second', email: `second${tag}@example.com` });
  assert.deepEqual(await seen(deck.url), [410, 'This invitation is used up']);

  await verb('Bow', 'Revoke');
  const asked = page.getByRole('dialog', { name: 'Revoke this link?' });
  await asked.getByText('There is no way back; you can make a new link.').waitFor();
  await asked.getByRole('button', { name: 'Revoke' }).click();
  await toast(page, 'The link was revoked.');
  await row('Bow').waitFor({ state: 'detached' });
  assert.deepEqual(await seen(bow.url), [410, 'This invitation was withdrawn']);
  await page.getByRole('switch', { name: 'Also ended ones' }).click();
  await row('Bow').getByText('Withdrawn').waitFor();
  await row('Deck').getByText('Used up').waitFor();
  await row('Deck').getByText('2/2').waitFor();
});

onBoth('the door number is replaced, switched off and on, and a phone is told', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/joining?tab=door');
  const number = page.locator('output');
  await number.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).waitFor();
  const old = await number.innerText();
  await page.getByRole('button', { name: 'Make a new door number' }).click();
  const asked = page.getByRole('dialog', { name: 'Make a new door number?' });
  await asked.getByText('The present number cannot be brought back.').waitFor();
  await asked.getByRole('button', { name: 'Make a new door number' }).click();
  await toast(page, 'The door number is new.');
  await page.waitForFunction((old) => document.querySelector('output').innerText !== old, old);
  const now = await number.innerText();
  assert.deepEqual(await seen(`/join/${old}`), [404, 'This link leads nowhere']);

  await page.getByRole('switch', { name: 'Door number in use' }).click();
  await page.getByText('The door number is off: nobody can use it').waitFor();
  assert.deepEqual(await seen(`/join/${now}`), [410, 'This organisation takes nobody now']);
  await page.getByRole('switch', { name: 'Door number in use' }).click();
  await page.getByRole('img', { name: 'QR code to join Harbour Works' }).waitFor();

  // Typed as people type it.
  await phone.page.goto('/join');
  await phone.page.getByLabel('Door number').fill(now.toLowerCase().replace('-', ' '));
  await phone.page.keyboard.press('Enter');
  await phone.page.getByRole('heading', { level: 1, name: 'Join Harbour Works' }).waitFor();
  await axe(phone.page);
});
