// Who asked to join: the ways in on a phone without scripts, and the queue that decides.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { axe, browserTest, fake, open, owner, server, signIn } from './harness.mjs';
import { apply, ask, bring, connect, enter, onBoth } from './world.mjs';

const elsewhere = { ...owner, organisation: 'Other Works', name: 'Otto Other', email: 'otto@example.net' };
server({ others: [elsewhere] });
let platform;
after(() => platform?.stop());

const phone = () => open({ device: 'phone', scripts: false });
const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const link = (context, url, options = {}) => ask(context, url, 'invitations/create', { new: options });
const uses = async (context, url, made) =>
  (await ask(context, url, 'invitations/list', { ended: true })).find((one) => one.id === made.id).uses;

async function fillIn(page, who) {
  await page.getByLabel('Your name').fill(who.name);
  await page.locator('form:has([name=name])').getByLabel('E-mail').fill(who.email);
  await page.locator('form:has([name=name])').getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Ask to join' }).first().click();
}

onBoth('one is refused with a reason that he reads, re-examined, approved, and signs in', async ({ page, context, url, phone: small, tag }) => {
  const guest = { name: `Rita Refused ${tag}`, email: `rita${tag}@example.com`, password: owner.password };
  await enter(context, url);
  const invitation = await link(context, url);
  await page.goto('/joining');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const his = await phone();
  try {
    await his.page.goto(invitation.url);
    await fillIn(his.page, guest);
    await his.page.getByText('Waiting for approval').waitFor();
    await axe(his.page);

    // Live: nobody loaded the page again.
    const row = page.getByRole('list', { name: 'Waiting' }).getByRole('link', { name: guest.name });
    await row.click();
    await page.getByText('Came by a link, QR code or door number: these always wait for approval.').last().waitFor();
    if (small) await page.getByRole('button', { name: 'Refuse' }).tap();
    else await page.keyboard.press('r');
    const refusing = page.getByRole('dialog', { name: `Refuse ${guest.name}` });
    await refusing.getByLabel('Reason').fill('Ask again in spring.');
    await refusing.getByRole('button', { name: 'Refuse' }).click();
    await toast(page, '1 person refused.');
    await his.page.goto('/waiting');
    await his.page.getByText('Refused. An admin of the organisation can examine your request again.').waitFor();
    await his.page.getByText('Ask again in spring.').waitFor();
    await his.page.goto(invitation.url);
    await his.page.getByRole('button', { name: `Continue as ${guest.name}` }).click();
    await his.page.getByText('Your earlier request was refused.').waitFor();

    await page.getByRole('tab', { name: 'Refused' }).click();
    const refused = page.getByRole('row').filter({ hasText: guest.name });
    await refused.getByText('Ask again in spring.').waitFor();
    await axe(page);
    await page.getByRole('button', { name: `Actions for ${guest.name}` }).click();
    await page.getByRole('menuitem', { name: 'Re-examine' }).click();
    await toast(page, '1 request waits again.');

    await page.getByRole('tab', { name: /^Waiting/ }).click();
    await row.click();
    if (small) await page.getByRole('button', { name: 'Approve' }).tap();
    else await page.keyboard.press('a');
    const approving = page.getByRole('dialog', { name: `Approve ${guest.name}` });
    await approving.getByRole('combobox', { name: 'Department' }).fill('Harbour');
    await page.getByRole('option', { name: 'Harbour Works' }).click();
    await approving.getByLabel('Position').fill('Deck hand');
    await approving.getByRole('button', { name: 'Approve' }).click();
    await toast(page, '1 person approved.');
    await his.page.goto('/waiting');
    await his.page.getByText('Approved. You are in.').waitFor();
    assert.deepEqual(his.unexpected().filter((problem) => !/status of 4\d\d/.test(problem)), []);
  } finally {
    await his.context.close();
  }
  const inside = await open({ device: small ? 'phone' : 'desktop' });
  try {
    await signIn(inside.page, guest);
    await inside.page.getByText(`Welcome, ${guest.name}`).waitFor();
    assert.deepEqual(inside.unexpected(), []);
  } finally {
    await inside.context.close();
  }
  const { items } = await ask(context, url, 'members/list', { query: { search: guest.email } });
  assert.deepEqual(items.map((row) => [row.status, row.position]), [['active', 'Deck hand']]);
});

onBoth('several are let in at once as they appear', async ({ page, context, url, tag }) => {
  const surname = `Bulk${tag}`;
  const names = ['Bea', 'Bob', 'Bud'].map((name) => `${name} ${surname}`);
  await enter(context, url);
  const invitation = await link(context, url);
  await page.goto('/joining');
  await page.getByText('Nobody waits for approval').waitFor();
  for (const [n, name] of names.entries()) await apply(invitation.url, { name, email: `bulk${n}${tag}@example.com` });
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('region').filter({ hasText: '3 selected' }).getByRole('button', { name: 'Approve' }).click();
  const approving = page.getByRole('dialog', { name: 'Approve 3 people' });
  await approving.getByText('As applied for').waitFor();
  await axe(page);
  await approving.getByRole('button', { name: 'Approve 3 people' }).click();
  await toast(page, '3 people approved.');
  await page.getByText('Nobody waits for approval').waitFor();
  const { items } = await ask(context, url, 'members/list', { query: { search: surname } });
  assert.deepEqual(items.map((row) => row.status), ['active', 'active', 'active']);
});

browserTest('an account of another organisation joins by signing in on the join page, once however often it asks', async ({ page, context, url }) => {
  await enter(context, url);
  const invitation = await link(context, url, { max_uses: 5 });
  const his = await phone();
  try {
    await his.page.goto(invitation.url);
    await his.page.getByText('I have an account').click();
    const form = his.page.locator('details[open] form');
    await form.getByLabel('E-mail or phone').fill(elsewhere.email);
    await form.getByLabel('Password').fill('not the password');
    await form.getByRole('button', { name: 'Ask to join' }).click();
    await his.page.getByText('E-mail, phone or password is wrong. Check them and try again.').waitFor();
    assert.equal(await form.getByLabel('E-mail or phone').inputValue(), elsewhere.email);
    await axe(his.page);
    await form.getByLabel('Password').fill(elsewhere.password);
    await form.getByRole('button', { name: 'Ask to join' }).click();
    await his.page.getByText('Waiting for approval').waitFor();

    await his.page.goto(invitation.url);
    await his.page.getByRole('button', { name: `Continue as ${elsewhere.name}` }).click();
    await his.page.getByText('Waiting for approval').waitFor();
    assert.equal(await uses(context, url, invitation), 1);
  } finally {
    await his.context.close();
  }

  await page.goto('/joining');
  await page.getByRole('list', { name: 'Waiting' }).getByRole('link', { name: elsewhere.name }).click();
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await toast(page, '1 person approved.');
  const inside = await open();
  try {
    await signIn(inside.page, elsewhere);
    await inside.page.getByRole('button', { name: 'Other Works' }).click();
    await inside.page.getByRole('menuitemradio', { name: 'Harbour Works' }).click();
    await inside.page.getByText(`Welcome, ${elsewhere.name}`).waitFor();
  } finally {
    await inside.context.close();
  }
});

browserTest('of two at once on the last use one gets in and the other reads why not', { device: 'phone' }, async ({ context, url }) => {
  await enter(context, url);
  const invitation = await link(context, url, { max_uses: 1 });
  const two = [await phone(), await phone()];
  try {
    for (const [n, one] of two.entries()) {
      await one.page.goto(invitation.url);
      await one.page.getByLabel('Your name').fill(`Racer ${n}`);
      await one.page.locator('form:has([name=name])').getByLabel('E-mail').fill(`racer${n}@example.com`);
      await one.page.locator('form:has([name=name])').getByLabel('Password').fill(owner.password);
    }
    const press = (one) => one.page.getByRole('button', { name: 'Ask to join' }).first().click();
    await Promise.all(two.map(press));
    const heading = (one) => one.page.getByRole('heading', { level: 1 }).innerText();
    assert.deepEqual((await Promise.all(two.map(heading))).sort(), ['This invitation is used up', 'Your requests to join']);
    assert.equal(await uses(context, url, invitation), 1);
  } finally {
    for (const one of two) await one.context.close();
  }
});

onBoth('one whom a synchronisation brought asks to join and is let in as the member that is here', async ({ page, context, url, phone: small, tag }) => {
  await enter(context, url);
  platform ??= await fake('wecom', { members: 8, departments: 3, customers: 0, seed: 3 });
  const [connection = await connect(context, url, platform)] = await ask(context, url, 'connections/list');
  await bring(context, url, connection, 'sync_contacts');
  const brought = async () => (await ask(context, url, 'members/list', { query: { source: 'wecom' } })).items;
  const before = await brought();
  const namesakes = (member) => before.filter((other) => other.name === member.name).length - 1;
  const here = before.filter((member) => member.status === 'active' && !namesakes(member)).at(small ? 0 : -1);
  const invitation = await link(context, url);
  await apply(invitation.url, { name: here.name, email: `here${tag}@example.com` });

  await page.goto('/joining');
  await page.getByRole('list', { name: 'Waiting' }).getByRole('link', { name: here.name }).click();
  if (small) await page.getByRole('button', { name: 'Approve' }).tap();
  else await page.keyboard.press('a');
  const approving = page.getByRole('dialog', { name: `Approve ${here.name}` });
  await approving.getByLabel('Position').waitFor();
  await approving.getByRole('radio', { name: `${here.name}, who is here already` }).check();
  await approving.getByText('same name').waitFor();
  await approving.getByLabel('Position').waitFor({ state: 'detached' });
  await axe(page);
  await approving.getByRole('button', { name: 'Approve' }).click();
  await toast(page, '1 person approved.');

  assert.deepEqual((await brought()).map((member) => member.id).sort(), before.map((member) => member.id).sort());
  assert.deepEqual((await ask(context, url, 'members/list', { query: { search: `here${tag}` } })).items.map((member) => member.id), here.email ? [] : [here.id]);
  const inside = await open({ device: small ? 'phone' : 'desktop' });
  try {
    await signIn(inside.page, { email: `here${tag}@example.com`, password: owner.password });
    await inside.page.getByText(`Welcome, ${here.name}`).waitFor();
  } finally {
    await inside.context.close();
  }
});
