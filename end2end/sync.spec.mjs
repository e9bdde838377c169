// Synchronising with WeCom, from connecting to undoing. Each story has an organisation and a fake of its own.
import assert from 'node:assert/strict';
import { axe, fake, owner, server } from './harness.mjs';
import { ask, bring, connect, control, enter, member, onBoth, run, settings } from './world.mjs';

const stories = ['Connecting', 'Review', 'Conflict', 'Brake', 'Early'].flatMap((story) => ['D', 'P'].map((tag) => `${story} ${tag}`));
const admin = (story) => ({ ...owner, organisation: story, email: `${story.replace(' ', '')}@example.com` });
server({ others: stories.map(admin) });

const corporation = { members: 60, departments: 8, customers: 40, seed: 7 };
const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const patient = { timeout: 30_000 };

/** A story on both devices: signed in to its organisation, with its fake. */
function story(name, sentence, options, body) {
  onBoth(sentence, async (opened) => {
    const platform = await fake('wecom', { ...corporation, ...options });
    try {
      await enter(opened.context, opened.url, admin(`${name} ${opened.tag}`));
      const act = (name, body) => ask(opened.context, opened.url, name, body);
      await body({ ...opened, platform, act });
    } finally {
      await platform.stop();
    }
  });
}

// The tick of a row's box is a press on its label.
const apply = async (page, n) => {
  const name = `Apply ${n} ${n === 1 ? 'change' : 'changes'}`;
  await page.getByRole('button', { name, exact: true }).click();
  return [page.getByRole('dialog', { name: 'Apply these changes?' }), name];
};

story('Connecting', 'WeCom is connected, and Test names the exact fault until all is well', { 'trusted-ip': '192.0.2.7' }, async (opened) => {
  const { page, platform, act } = opened;
  await page.goto('/sync');
  await page.getByRole('link', { name: 'Connect WeCom' }).first().click();
  for (const [name, value] of Object.entries(settings(platform))) await page.fill(`[name=${name}]`, value);
  await page.fill('[name=contact_secret]', 'not-the-secret');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/\/sync\/connections\/[0-9a-f-]{36}/);
  assert.equal(await page.inputValue('[name=contact_secret]'), '', 'a secret is never shown again');

  const finding = (secret) => page.getByRole('listitem').filter({ hasText: secret });
  const test = () => page.getByRole('button', { name: 'Test', exact: true }).click();
  await test();
  await finding('Contact-sync secret').getByText('The credentials are refused. Copy them again.').waitFor(patient);
  await finding('App secret').getByText('This server is not trusted there. Add its address 127.0.0.1 to the trusted ones.').waitFor();
  await axe(page);

  // The same corporation where this server is trusted.
  const open = await fake('wecom', corporation);
  try {
    await page.fill('[name=base_url]', `${open.url}/cgi-bin`);
    await page.fill('[name=contact_secret]', settings(open).contact_secret);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await toast(page, 'Saved.');
    await test();
    await finding('Contact-sync secret').getByText('All is well.').waitFor(patient);
    await finding('App secret').getByText('All is well.').waitFor();
  } finally {
    await open.stop();
  }
  const [connection] = await act('connections/list');
  assert.deepEqual(connection.secrets.sort(), ['app_secret', 'contact_secret']);
  assert.ok(!JSON.stringify(connection).includes('fake-contact-secret'));
});

story('Review', 'contacts are synchronised with live progress, reviewed, applied in part, and put back as a whole', {}, async (opened) => {
  const { page, context, url, platform, act } = opened;
  const connection = await connect(context, url, platform);
  await control(platform, 'fail', { path: 'user/list', times: 1, kind: { slow_ms: 6000 } });
  await page.goto('/members');
  await page.getByRole('button', { name: 'Sync WeCom contacts' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: '1 run under way' }).click();
  await page.getByRole('link', { name: 'All runs' }).click();
  await page.waitForURL('/sync');
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Sync WeCom contacts' }).click();
  await toast(page, 'This synchronisation is under way already');
  await page.getByRole('link', { name: 'Review' }).first().click(patient);

  const [{ id }] = (await act('changes/list', { page: {} })).items;
  const before = await act('changes/get', { id });
  const someone = (await act('changes/rows', { query: { set: id, verdict: 'add', page: { limit: 500 } } })).items.findLast((row) => row.subject === 'member');
  const box = page.getByRole('checkbox', { name: `Select ${someone.name}`, exact: true });
  await page.getByRole('searchbox', { name: 'Search by the beginning of a name' }).fill(someone.name);
  await box.uncheck();
  await axe(page);
  const [asked, verb] = await apply(page, before.accepted - 1);
  await asked.getByText('Afterwards you may undo the whole').waitFor();
  await asked.getByRole('button', { name: verb }).click();
  await page.getByText(`${before.accepted - 1} changes were applied.`).waitFor(patient);
  const found = async () => (await act('members/list', { query: { search: someone.name } })).items.filter((row) => row.name === someone.name).length;
  assert.equal(await found(), 0, 'what was not ticked is not here');

  // What the platform owns is padlocked.
  const [theirs] = (await act('members/list', { query: { source: 'wecom', statuses: ['active'] } })).items;
  await page.goto(`/members?open=${theirs.id}`);
  const drawer = page.getByRole('dialog', { name: 'Member', exact: true });
  await drawer.getByRole('img', { name: 'Locked: Owned by the connected platform' }).first().waitFor();
  await drawer.getByRole('button', { name: 'Edit profile' }).click();
  assert.equal(await drawer.getByRole('textbox', { name: 'Position' }).getAttribute('readonly'), '');
  assert.equal(await drawer.getByRole('textbox', { name: 'Location' }).getAttribute('readonly'), null);

  const again = await run(context, url, connection, 'sync_contacts');
  assert.deepEqual([again.counts.add, again.counts.leave], [1, 0], 'and is proposed again');

  await page.goto(`/sync/changes/${id}`);
  await page.getByRole('button', { name: 'Undo the whole' }).click();
  await page.getByRole('dialog').getByRole('button', { name: `Undo ${before.accepted - 1} changes` }).click();
  await page.getByText(`${before.accepted - 1} changes were undone.`).waitFor(patient);
  const counts = await act('members/counts', { query: {} });
  assert.equal(counts.reduce((sum, [, n]) => sum + n, 0), 1, 'the owner alone');
  assert.equal((await act('departments/tree')).length, 1);
});

story('Conflict', 'who is here already with the same address is linked by decision', { 'contact-reads-details': true }, async (opened) => {
  const { page, context, url, platform, act } = opened;
  const connection = await connect(context, url, platform);
  const { change_set: first } = await run(context, url, connection, 'sync_contacts');
  const { items } = await act('changes/rows', { query: { set: first, verdict: 'add', page: { limit: 500 } } });
  const email = items.flatMap((row) => row.fields).find((field) => field.field === 'email' && field.after).after;
  const double = await member(context, url, { name: 'Dora Double', email });
  const { change_set: id, counts } = await run(context, url, connection, 'sync_contacts');
  assert.equal(counts.conflict, 1);
  assert.equal((await act('changes/get', { id: first })).state, 'discarded', 'the newer set has taken its place');

  await page.goto(`/sync/changes/${id}`);
  await page.getByRole('tab', { name: 'Conflict 1' }).click();
  await page.getByText('Someone here has the same e-mail address').waitFor();
  const before = (await act('changes/get', { id })).accepted;
  await page.getByRole('group', { name: 'How to decide this conflict' }).getByRole('radio', { name: 'Take theirs' }).check();
  await axe(page);
  const [asked, verb] = await apply(page, before + 1);
  await asked.getByRole('button', { name: verb }).click();
  await page.getByRole('button', { name: 'Undo the whole' }).waitFor(patient);
  const { row, external_id } = await act('members/get', { id: double.id });
  assert.equal(row.source, 'wecom');
  assert.ok(external_id, 'linked');
  assert.equal((await act('members/list', { query: { search: email } })).items.length, 1, 'nobody is here twice');
});

story('Brake', 'above the brake the changes are applied by the word alone', {}, async ({ page, context, url, platform, act }) => {
  const connection = await connect(context, url, platform);
  await bring(context, url, connection, 'sync_contacts');
  const { left } = await control(platform, 'act', { action: 'mass_leave', percent: 20 });
  const { change_set: id, counts } = await run(context, url, connection, 'sync_contacts');
  assert.equal(counts.leave, left);
  await page.goto(`/sync/changes/${id}`);
  await page.getByText(/above your 5%: type APPLY to apply\.$/).waitFor();
  await axe(page);
  const { accepted } = await act('changes/get', { id });
  const [asked, verb] = await apply(page, accepted);
  await asked.getByText(`Of these, ${left} leave.`).waitFor();
  const confirm = asked.getByRole('button', { name: verb });
  assert.ok(await confirm.isDisabled());
  await asked.getByLabel('Type APPLY to go on').fill('apply');
  assert.ok(await confirm.isDisabled());
  await asked.getByLabel('Type APPLY to go on').fill('APPLY');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Undo the whole' }).waitFor(patient);
  const gone = async () => Object.fromEntries(await act('members/counts', { query: {} })).terminated;
  assert.equal(await gone(), left);
  await page.goto('/members?status=terminated');
  await page.getByRole('tab', { name: `Terminated ${left}` }).waitFor();
});

story('Early', 'what fails says why beside each row, and is retried when the reason is gone', {}, async ({ page, context, url, platform, act }) => {
  const connection = await connect(context, url, platform);
  const { change_set: id } = await run(context, url, connection, 'sync_customers');
  const { accepted } = await act('changes/get', { id });
  await page.goto(`/sync/changes/${id}`);
  const [asked, verb] = await apply(page, accepted);
  await asked.getByRole('button', { name: verb }).click();
  await page.getByText(`${accepted} changes failed. The reason stands beside each.`).waitFor(patient);
  await page.getByRole('tab', { name: `Failed ${accepted}` }).click();
  await page.getByText('The member who looks after this customer is not here. Sync contacts first, then retry.').first().waitFor();
  await axe(page);
  await bring(context, url, connection, 'sync_contacts');
  await page.getByRole('button', { name: `Retry ${accepted} failed` }).click();
  await page.getByText(`${accepted} changes were applied.`).waitFor(patient);
  assert.equal((await act('customers/list', { query: { page: { count: true } } })).total, corporation.customers);
});
