// Interoperability: who has a seat in the message archive, and who carries on. The first story is the seed's seven steps, in order.
import assert from 'node:assert/strict';
import { axe, fake, owner, server } from './harness.mjs';
import { ask, bring, enter, onBoth, settings } from './world.mjs';

const stories = ['Steps', 'Undo', 'Totals'].flatMap((story) => ['D', 'P'].map((tag) => `${story} ${tag}`));
const admin = (story) => ({ ...owner, organisation: story, email: `${story.replace(' ', '')}@example.com` });
server({ others: stories.map(admin) });

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const patient = { timeout: 30_000 };

async function sound(page) {
  await axe(page);
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
}

/** A story on both devices: an organisation with its own fake, whose contacts are here, and with `seats` also who is archived. */
function story(name, sentence, { seats }, body) {
  onBoth(sentence, { timeout: 120_000 }, async (opened) => {
    const { context, url, tag } = opened;
    const platform = await fake('wecom', { members: 40, departments: 8, customers: 60, seed: 7 });
    try {
      await enter(context, url, admin(`${name} ${tag}`));
      const act = (name, body) => ask(context, url, name, body);
      const { name: called, ...typed } = settings(platform);
      const save = { kind: 'wecom', name: called, settings: { ...typed, archive_secret: 'fake-archive-secret' }, brake_percent: 5 };
      const connection = await act('connections/save', { save });
      await bring(context, url, connection, 'sync_contacts');
      if (seats) await bring(context, url, connection, 'sync_seats');
      await body({ ...opened, platform, act, connection });
    } finally {
      await platform.stop();
    }
  });
}

/** A seat of the service edition, and those who could inherit it, each with a department to be found in. */
async function passing(act) {
  const [seat] = (await act('seats/list', { query: { kind: 'service' } })).items;
  const { items } = await act('seats/successors', { query: { seat: seat.id, page: { limit: 200 } } });
  const free = items.filter((one) => !one.bar);
  assert.ok(free.length > 1, 'somebody is free');
  const [heir, next] = free;
  const { row } = await act('members/get', { id: heir.member_id });
  return { seat, heir, next, place: row.departments[0].department_id };
}

/** The ⋮ of the row of a seat. A person may hold seats of several editions. */
async function menu(page, seat, edition, verb) {
  const row = page.getByRole('row').filter({ hasText: seat.holder }).filter({ hasText: edition });
  await row.getByRole('button', { name: `Actions for ${seat.holder}`, exact: true }).first().click();
  await page.getByRole('menuitem', { name: verb, exact: true }).click();
}

/** Chooses by the organisation tree. The dialog. */
async function choose(page, { seat, heir, place }) {
  await menu(page, seat, 'Service', 'Inherit…');
  const dialog = page.getByRole('dialog', { name: `Who inherits the seat of ${seat.holder}?` });
  await dialog.getByRole('tree', { name: 'Organisation' }).locator(`[role=treeitem][data-id="${place}"]`).click();
  // Of the department all are known there: once nobody else is listed, one of them is chosen.
  await dialog.getByText('Not known in WeCom').first().waitFor({ state: 'detached' });
  await dialog.locator(`input[type=radio][value="${heir.member_id}"]`).check();
  return dialog;
}

story('Steps', 'the seven steps: sync, inherit by the organisation tree, submit, sync contacts and customers', {}, async ({ page, act }) => {
  // 1 and 2: log in, System settings, Interoperability.
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Open Interoperability' }).click();
  await page.getByRole('heading', { name: 'Interoperability', level: 1 }).waitFor();
  await page.getByText('No seats yet').waitFor();
  await page.getByText('Has not run yet.').waitFor();
  await sound(page);

  // 3: Sync. What it found is reviewed like any synchronisation.
  await page.getByRole('button', { name: 'Sync seats' }).first().click();
  await toast(page, 'The synchronisation has begun.');
  await page.getByRole('link', { name: 'Review', exact: true }).first().click(patient);
  await page.waitForURL(/\/sync\/changes\//);
  const { accepted } = await act('changes/get', { id: page.url().split('/').at(-1).split('?')[0] });
  const apply = `Apply ${accepted} changes`;
  await page.getByRole('button', { name: apply, exact: true }).click();
  await page.getByRole('dialog', { name: 'Apply these changes?' }).getByRole('button', { name: apply }).click();
  await page.getByText(`${accepted} changes were applied.`).waitFor(patient);
  await page.goto('/settings/interoperability');
  await page.getByText('Done', { exact: true }).waitFor();
  const { seat, heir, place } = await passing(act);
  await page.getByRole('row').filter({ hasText: seat.holder }).first().waitFor();
  await sound(page);

  // 4 and 5: Inherit, behind the employee; by the organisation tree; Submit.
  await menu(page, seat, 'Service', 'Inherit…');
  const dialog = page.getByRole('dialog', { name: `Who inherits the seat of ${seat.holder}?` });
  await dialog.getByText('Choose who inherits the seat.').waitFor();
  await dialog.getByText('Not known in WeCom').first().waitFor();
  await Promise.all([
    // The people of the department, before one of them is chosen.
    page.waitForResponse(/seats\/successors/),
    dialog.getByRole('tree', { name: 'Organisation' }).locator(`[role=treeitem][data-id="${place}"]`).click(),
  ]);
  await dialog.locator(`input[type=radio][value="${heir.member_id}"]`).check();
  await dialog.getByText(`${seat.holder} → ${heir.name}: reads all that was said before. Begins now.`).waitFor();
  await dialog.getByRole('radio', { name: /^From a date/ }).check();
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await dialog.locator('[name=from][aria-invalid=true]').waitFor();
  await dialog.locator('[name=from]').fill('2024-03-01');
  await dialog.getByText(`${seat.holder} → ${heir.name}: reads what was said from`).waitFor();
  await sound(page);
  await dialog.getByRole('button', { name: 'Submit' }).click();
  const after = page.getByRole('dialog', { name: `${heir.name} has the seat of ${seat.holder} now.` });
  await after.getByText(`WeCom does not archive ${heir.name} yet.`).waitFor();

  // 6: Sync WeCom contacts. 7: Sync customers.
  const step = (name) => after.getByRole('listitem').filter({ hasText: name });
  await step('The address book').getByText('Not begun yet').waitFor();
  await after.getByRole('button', { name: 'Sync WeCom contacts' }).click();
  await step('The address book').getByText('Done', { exact: true }).waitFor(patient);
  await after.getByRole('button', { name: 'Sync customers' }).click();
  await step('The customers').getByText('Waits for review', { exact: true }).waitFor(patient);
  await step('The customers').getByRole('link', { name: 'Review', exact: true }).waitFor();
  // On a phone the offer to undo lies over the foot of the dialog until it goes.
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).first().waitFor({ state: 'detached', ...patient });
  await sound(page);
  await after.getByRole('button', { name: 'Close' }).last().click();

  // The lineage tells through whose hands the seat went.
  const row = page.getByRole('row').filter({ hasText: heir.name }).filter({ hasText: 'Not set in WeCom yet' });
  await row.getByRole('link', { name: seat.holder, exact: true }).waitFor();
  await row.locator('a.row-link').click();
  const lineage = page.getByRole('dialog', { name: 'Lineage' });
  const hands = lineage.getByRole('listitem');
  await hands.first().waitFor();
  assert.equal(await hands.count(), 2);
  await hands.nth(0).getByText('The first holder known here.').waitFor();
  await hands.nth(1).getByText(`Inherited from ${seat.holder}. May read what was said from`).waitFor();
  await sound(page);
  await lineage.getByRole('link', { name: heir.name }).click();
  const member = page.getByRole('dialog', { name: 'Member', exact: true });
  await member.getByRole('link', { name: 'Service', exact: true }).first().click();
  await page.waitForURL(/\/settings\/interoperability\?seat=/);
  await hands.nth(1).waitFor();
});

story('Undo', 'an inheritance is undone at once, and says why where the seat went on', { seats: true }, async ({ page, act }) => {
  const passed = await passing(act);
  const { seat, heir, next } = passed;
  const holders = async (query) => (await act('seats/list', { query })).items.map((one) => one.holder_id);
  await page.goto('/settings/interoperability');
  const submit = async () => {
    const dialog = await choose(page, passed);
    await dialog.getByRole('radio', { name: /^Summary only/ }).check();
    await dialog.getByText(`${heir.name}: sees a summary of the time before`).waitFor();
    await dialog.getByRole('button', { name: 'Submit' }).click();
    const after = page.getByRole('dialog', { name: `${heir.name} has the seat of ${seat.holder} now.` });
    await after.waitFor();
    return after;
  };
  const undo = (after) => after.getByRole('button', { name: 'Undo', exact: true }).click();

  let after = await submit();
  assert.ok((await holders({ kind: 'service' })).includes(heir.member_id));
  await undo(after);
  await toast(page, `${seat.holder} has the seat again.`);
  assert.ok((await holders({ kind: 'service' })).includes(seat.holder_id));
  assert.ok(!(await holders({ kind: 'service' })).includes(heir.member_id));
  await after.waitFor({ state: 'detached' });

  after = await submit();
  const [taken] = (await act('seats/list', { query: { kind: 'service', member: heir.member_id } })).items.filter((one) => !one.until);
  await act('seats/inherit', { inherit: { id: taken.id, to: next.member_id, range: 'everything' } });
  await undo(after);
  await toast(page, 'Whoever took the seat no longer holds it.');
  assert.ok((await holders({ kind: 'service' })).includes(next.member_id));
});

story('Totals', 'how many were bought is written down, and the list is filtered', { seats: true }, async ({ page, act }) => {
  await page.goto('/settings/interoperability');
  const card = page.getByRole('listitem').filter({ hasText: 'Service' });
  await card.getByRole('button', { name: 'Enter total' }).click();
  const dialog = page.getByRole('dialog', { name: 'Seats bought: Service' });
  const total = dialog.getByRole('textbox', { name: 'How many' });
  await total.fill('many');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.locator('[name=total][aria-invalid=true]').waitFor();
  await total.fill('500');
  await sound(page);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await toast(page, 'Saved.');
  const { used } = (await act('seats/totals')).find((one) => one.kind === 'service');
  await card.getByText(`${used} of 500 used`).waitFor();
  assert.equal(await card.getByRole('meter').getAttribute('aria-valuenow'), String(used));
  await card.getByRole('button', { name: 'Change total' }).click();
  await total.fill('1');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await card.getByText('More than were bought.').waitFor();

  const rows = page.getByRole('table').locator('tbody').getByRole('row');
  const shown = async (n) => {
    while ((await rows.count()) !== n) await page.waitForTimeout(100);
  };
  const all = (await act('seats/list', { query: { page: { limit: 500 } } })).items;
  await shown(all.length);
  await page.getByRole('combobox', { name: 'Edition' }).selectOption('office');
  await shown(all.filter((seat) => seat.kind === 'office').length);
  const [office] = all.filter((seat) => seat.kind === 'office');
  const same = (await act('seats/list', { query: { kind: 'office', search: office.holder } })).items.length;
  await page.getByRole('main').getByRole('searchbox').fill(office.holder);
  await page.waitForURL(/search=/);
  await shown(same);
  await page.reload();
  await shown(same);
  await page.getByRole('main').getByRole('searchbox').fill('nobody at all');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await shown(all.length);
  await page.getByText('Also ended ones').click();
  await page.waitForURL(/ended=1/);
  await shown(all.length);
});
