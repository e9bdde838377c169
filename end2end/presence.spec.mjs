// Presence Sync: a platform is connected, Auto Sync links by address, a person maps the rest, and both keep out of each other's way.
import assert from 'node:assert/strict';
import { axe, fake, owner, server } from './harness.mjs';
import { ask, enter, member, onBoth, run } from './world.mjs';

const admin = (tag) => ({ ...owner, organisation: `Presence ${tag}`, email: `presence${tag}@example.com` });
server({ others: ['D', 'P'].map(admin) });

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const button = (within, name) => within.getByRole('button', { name, exact: true });
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const patient = { timeout: 30_000 };

async function sound(page) {
  await axe(page);
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
}

onBoth('users are mapped by themselves and by hand, as on the other platform', { timeout: 180_000 }, async (opened) => {
  const { page, context, url, tag, phone } = opened;
  const telephony = await fake('ringcentral', { accounts: 30, seed: 7, duplicates: 2 });
  try {
    await enter(context, url, admin(tag));
    const act = (name, body) => ask(context, url, name, body);
    // Nothing is connected: the way to it.
    await page.goto('/presence');
    await page.getByText('No platform connected yet').waitFor();
    await sound(page);
    await button(page, 'Connect a platform').click();
    await page.getByRole('menuitem', { name: 'RingCentral' }).click();
    await page.waitForURL(/connections\/new\?kind=ringcentral/);
    await page.getByRole('textbox', { name: 'Name of the connection' }).fill('Telephony');
    for (const [name, value] of [
      ['base_url', telephony.url],
      ['client_id', 'fake-client-id'],
      ['client_secret', 'fake-client-secret'],
      ['jwt', 'fake.jwt.credential'],
    ])
      await page.locator(`[name=${name}]`).fill(value);
    await sound(page);
    await button(page, 'Save').click();
    await toast(page, 'Saved.');
    await page.waitForURL(/\/sync\/connections\/(?!new)/);
    await button(page, 'Test').click();
    await page.getByText('All is well.').first().waitFor(patient);
    await sound(page);

    // Auto Sync: its schedule, and a run by hand.
    await page.goto('/presence');
    await page.getByRole('tab', { name: 'Auto Sync' }).click();
    await page.getByRole('radio', { name: /^Members whose role has/ }).waitFor();
    await page.getByRole('switch', { name: 'User mapping' }).click();
    await page.getByRole('combobox', { name: 'How often' }).selectOption({ index: 0 });
    await sound(page);
    await button(page, 'Save schedule').click();
    await toast(page, 'Saved.');
    await page.getByRole('textbox', { name: 'Who hears of a run that failed' }).fill('nobody');
    await button(page, 'Save').click();
    await page.locator('[name=notify][aria-invalid=true]').waitFor();
    await page.getByRole('textbox', { name: 'Who hears of a run that failed' }).fill('ops@example.com');
    await button(page, 'Save').click();
    await page.locator('[name=notify]:not([aria-invalid=true])').waitFor();
    await page.getByRole('tab', { name: 'User mapping' }).click();
    // Who has an account there is known now; some of them join.
    const [connection] = (await act('connections/list')).filter((one) => one.kind === 'ringcentral');
    await run(context, url, connection, 'sync_mappings');
    const there = (await act('mappings/accounts', { query: { connection: connection.id, page: { limit: 200 } } })).items.filter((one) => one.active && one.email);
    const same = (one) => there.filter((other) => other.email.toLowerCase() === one.email.toLowerCase()).length;
    const people = [...there.filter((one) => same(one) === 1).slice(0, 4), there.find((one) => same(one) === 2)];
    for (const { name, email } of people) await member(context, url, { name, email: email.toLowerCase() });
    await button(page, 'Map users').click();
    await page.getByRole('link', { name: 'Review' }).first().click(patient);
    await page.waitForURL(/\/sync\/changes\//);
    const { id } = (await act('changes/list', { page: {} })).items.find((set) => set.kind === 'mapping');
    const { accepted } = await act('changes/get', { id });
    assert.equal(accepted, 4, 'who has one account');
    await sound(page);
    const verb = `Apply ${accepted} changes`;
    await button(page, verb).click();
    await button(page.getByRole('dialog', { name: 'Apply these changes?' }), verb).click();
    await page.getByText(`${accepted} changes were applied.`).waitFor(patient);

    // The tab: how many, and why the others not.
    await page.goto('/presence');
    await page.getByText(new RegExp(`^${accepted} of \\d+ mapped$`)).waitFor();
    await sound(page);
    await page.getByRole('tab', { name: /^Needs choice/ }).click();
    await page.waitForURL(/status=needs_choice/);
    await page.getByText('Several with this address').first().waitFor();
    await sound(page);

    // By hand: ⋮, Map user, the person, Map user, the name as it stands there, Map user.
    const { items } = await act('mappings/list', { query: { connection: connection.id, status: 'needs_choice' } });
    const [one] = items;
    await button(page, `Actions for ${one.name}`).click();
    await page.getByRole('menuitem', { name: 'Map user' }).click();
    const drawer = page.getByRole('dialog', { name: 'Who it is' });
    await drawer.getByText(one.email).first().waitFor();
    await sound(page);
    await button(drawer, 'Map user').first().click();
    const found = drawer.getByRole('list', { name: 'Accounts found' });
    const twin = one.candidates[0].account.name;
    await drawer.getByRole('searchbox', { name: 'Name as it stands on Telephony' }).fill(twin);
    await found.getByText(twin).first().waitFor();
    await sound(page);
    await button(found, 'Map user').first().click();
    await toast(page, `${one.name} is mapped.`);
    await drawer.getByText('Mapped', { exact: true }).first().waitFor();
    assert.equal((await act('mappings/get', { connection: connection.id, member: one.member_id })).by_hand, true);

    // Taken away, it is not given back; ignored, it is passed by.
    await button(drawer, 'Un-map').click();
    await toast(page, `${one.name} is no longer mapped.`);
    await button(drawer, 'Ignore').click();
    await toast(page, `${one.name} is ignored from now on.`);
    await page.keyboard.press('Escape');

    // The table is a queue for the keyboard: Enter confirms, Z undoes, X ignores, Z undoes, the slash goes to the search.
    if (!phone) {
      const byName = there.filter((other) => same(other) === 1)[4];
      await member(context, url, { name: byName.name, email: `queue.${tag.toLowerCase()}@elsewhere.example` });
      await run(context, url, connection, 'sync_mappings');
      const stands = async () => {
        const query = { connection: connection.id, search: `queue.${tag.toLowerCase()}` };
        const [found] = (await act('mappings/list', { query })).items;
        return found.status;
      };
      assert.equal(await stands(), 'needs_choice');
      await page.goto(`/presence?search=queue.${tag.toLowerCase()}`);
      const row = page.getByRole('table', { name: 'User mappings' }).getByRole('link', { name: byName.name }).first();
      await row.focus();
      await page.keyboard.press('Enter');
      await toast(page, `${byName.name} is mapped.`);
      assert.equal(await stands(), 'mapped');
      await page.keyboard.press('z');
      await toast(page, `Undone: ${byName.name} is as before.`);
      assert.equal(await stands(), 'unmapped');
      await row.focus();
      await page.keyboard.press('x');
      await toast(page, `${byName.name} is ignored from now on.`);
      await page.keyboard.press('z');
      await toast(page, `Undone: ${byName.name} is as before.`);
      assert.equal(await stands(), 'unmapped');
      await page.keyboard.press('/');
      await page.waitForFunction(() => document.activeElement?.matches('main [data-search]'));
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.evaluate(() => document.activeElement?.blur());
      await page.keyboard.press('?');
      const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await sheet.getByText('Undo the last decision').waitFor();
      await sound(page);
      await page.keyboard.press('Escape');
    }

    // They go home in a file, and the way to bring one in stands beside.
    await page.goto('/presence');
    await button(page, 'Export').click();
    const exporting = page.getByRole('dialog', { name: /^Export \d+ user mappings$/ });
    await exporting.getByRole('checkbox', { name: 'Account ID' }).waitFor();
    await sound(page);
    const [download] = await Promise.all([page.waitForEvent('download'), button(exporting, 'Download').click()]);
    assert.match(download.suggestedFilename(), /^mappings-.*\.xlsx$/);
    await page.getByRole('link', { name: 'Import from a file' }).click();
    await page.waitForURL(/imports\?kind=mappings|kind=mappings/);
    await page.getByRole('heading', { name: 'Import user mappings' }).waitFor();
    await sound(page);

    // What waits for a person stands on the home page.
    await page.goto('/');
    await page.getByText('User mapping on Telephony waits for you').first().waitFor();

    // An account that is another's says whose it is.
    const [taken] = (await act('mappings/list', { query: { connection: connection.id, status: 'mapped' } })).items;
    await page.goto(`/presence?open=${one.member_id}`);
    await button(drawer, 'Map user').first().click();
    await drawer.getByRole('searchbox').fill(taken.account.name);
    await found.getByText(`Belongs to ${taken.name}`).first().waitFor();
    await sound(page);
  } finally {
    await telephony.stop();
  }
});
