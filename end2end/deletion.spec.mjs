// Deleting customers: into the recycle bin, back from there, and for good. Both devices share the organisation: each has customers
// of its own.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { axe, fake, open, server } from './harness.mjs';
import { ask, bring, connect, enter, onBoth as walk } from './world.mjs';

const muster = server();
let platform;
let all;

before(async () => {
  platform = await fake('wecom', { members: 30, departments: 6, customers: 60, seed: 7 });
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
const find = async (page, name) => {
  await page.goto(`/customers?search=${encodeURIComponent(name)}`);
  await page.getByText(/^1 customer ·/).waitFor();
};

onBoth('several customers are deleted with a reason, lie in the recycle bin, and come back', async ({ page, context, url, phone }) => {
  const [one] = own(phone);
  await find(page, one.name);
  await page.getByRole('checkbox', { name: `Select ${one.name}`, exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 1 customer' });
  await dialog.getByText('What will happen').waitFor();
  await dialog.getByText('into the recycle bin', { exact: true }).first().waitFor();
  await dialog.getByText('remembered, so that no sync brings them back').waitFor();
  await axe(page);
  await dialog.getByRole('button', { name: 'Delete 1 customer' }).click();
  await dialog.getByText('Fill this in.').first().waitFor();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asked us to');
  await dialog.getByRole('button', { name: 'Delete 1 customer' }).click();
  await toast(page, '1 customer is in the recycle bin.');
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await context.request.post(`${url}/fn/customers/get`, { data: { id: one.id }, headers: { origin: url } })).status(), 404);

  await page.goto('/customers');
  await page.getByRole('main').getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name: 'Recycle bin' }).click();
  await page.waitForURL('/customers/bin');
  await page.getByText(one.name).first().waitFor();
  await page.getByText('30 days left').first().waitFor();
  await page.getByText('Asked us to').first().waitFor();
  await axe(page);
  await page.getByRole('button', { name: `Actions for ${one.name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await toast(page, '1 customer is back.');
  const { row } = await ask(context, url, 'customers/get', { id: one.id });
  assert.deepEqual([row.name, row.owners], [one.name, one.owners]);
});

onBoth('a legal hold keeps a customer until it is lifted', async ({ page, context, url, phone }) => {
  const [, one] = own(phone);
  await page.goto(`/customers/${one.id}`);
  await page.getByText('No hold: this customer can be deleted.').waitFor();
  await page.getByRole('button', { name: 'Place a hold' }).click();
  const placing = page.getByRole('dialog', { name: 'Place a hold' });
  await placing.getByRole('textbox', { name: 'Reason' }).fill('Lawsuit');
  await placing.locator('[name=until]').fill('2099-12-31');
  await axe(page);
  await placing.getByRole('button', { name: 'Place a hold' }).click();
  await toast(page, 'The hold is in force.');
  await page.getByText('Lawsuit', { exact: true }).first().waitFor();

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 1 customer' });
  await dialog.getByText('Under a legal hold').waitFor();
  await dialog.getByText('not deleted').waitFor();
  await dialog.getByText(/until Dec 31, 2099|until Jan 1, 2100/).waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Delete 1 customer' }).isDisabled());
  await page.keyboard.press('Escape');

  await page.goto(`/customers/${one.id}`);
  await page.getByRole('button', { name: 'Lift' }).click();
  await toast(page, 'The hold is lifted.');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asked us to');
  await dialog.getByRole('combobox', { name: 'Legal basis' }).selectOption({ label: 'Another one' });
  await dialog.getByRole('textbox', { name: 'Which exactly' }).fill('House rule 7');
  await dialog.getByRole('button', { name: 'Delete 1 customer' }).click();
  await page.waitForURL('/customers');
  const { items } = await ask(context, url, 'customers/bin', { query: {} });
  assert.equal(items.find((entry) => entry.id === one.id).basis_note, 'House rule 7');
});

onBoth('erasing for good takes a second person', async ({ page, context, url, phone, allow }) => {
  allow(/409 \(Conflict\).*changes\/apply/);
  const [, , one] = own(phone);
  const deletion = { ids: [one.id], reason: 'Asked us to', basis: 'pipl_47_1' };
  await ask(context, url, 'customers/delete', { deletion });
  await page.goto('/customers/bin');
  await page.getByRole('button', { name: `Actions for ${one.name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Erase now' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase 1 customer for good?' });
  await dialog.getByText('There is no way back.').waitFor();
  await axe(page);
  await dialog.getByRole('button', { name: 'Erase now' }).click();
  await page.waitForURL(/\/sync\/changes\//);
  await page.getByText(/^This takes two people: .* somebody else with the right has to apply it\.$/).waitFor();
  await page.getByRole('button', { name: 'Apply 1 change', exact: true }).click();
  const apply = page.getByRole('dialog', { name: 'Apply these changes?' });
  await apply.getByRole('button', { name: 'Apply 1 change', exact: true }).click();
  await page.getByText(/This takes two people: .* proposed it, somebody else has to carry it out\./).first().waitFor();
  const { items } = await ask(context, url, 'customers/bin', { query: {} });
  assert.ok(items.some((entry) => entry.id === one.id));
});

onBoth('the organisation sets the days in the bin and from how many on it takes two people', async ({ page, context, url, phone }) => {
  await page.goto('/customers/bin?tab=certificates');
  await page.getByText('Nobody was erased yet.').waitFor();
  await page.getByRole('tab', { name: 'Rules' }).click();
  const days = phone ? '20' : '10';
  await page.getByLabel('Days in the recycle bin').fill('0');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/365/).first().waitFor();
  await page.getByLabel('Days in the recycle bin').fill(days);
  await page.getByLabel('Two people above this many').fill('500');
  await axe(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await toast(page, 'The rules are saved.');
  const rules = await ask(context, url, 'customers/rules');
  assert.deepEqual([String(rules.bin_days), rules.keep_days, rules.second_above], [days, null, 500]);
});
