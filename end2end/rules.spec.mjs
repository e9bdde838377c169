// Rules for joining: the switch, a closed way, a question of one's own, the simulator, and what becomes of those who wait.
import assert from 'node:assert/strict';
import { axe, open, owner, server } from './harness.mjs';
import { ask, enter, member, onBoth, refused } from './world.mjs';

server();

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** The rules as the product has them. */
async function reset(context, url) {
  const { revision } = await ask(context, url, 'join_rules/get');
  const details = ['name', 'email', 'phone'].map((kind) => ({ kind, required: kind === 'name' }));
  const rules = { verification: true, closed: [], details, revision };
  await ask(context, url, 'join_rules/save', { rules, reevaluate: false });
}

/** Somebody invited by a member by e-mail, who has joined and waits. */
async function waits(context, url, tag) {
  const email = `guest${tag}@example.com`;
  const mia = await member(context, url, { name: `Mia Member ${tag}`, email: `mia${tag}@example.com` });
  const hers = await open({ device: 'desktop' });
  try {
    await enter(hers.context, url, mia);
    const invite = { people: [{ address: email }], language: 'en' };
    const [told] = await ask(hers.context, url, 'invitations/invite', { invite });
    const [invitation] = await ask(context, url, 'invitations/personal', { ids: [told.member] });
    const form = new URLSearchParams({ way: 'new', name: `Gus Guest ${tag}`, password: owner.password });
    const answer = await fetch(invitation.url, { method: 'POST', body: form, headers: { origin: url }, redirect: 'manual' });
    assert.equal(answer.headers.get('location'), '/waiting', await answer.text());
  } finally {
    await hers.context.close();
  }
}

onBoth('changed rules are tried out, saved, and let in one who waits', async ({ page, context, url, tag }) => {
  await enter(context, url);
  await reset(context, url);
  await waits(context, url, tag);
  const link = await ask(context, url, 'invitations/create', { new: {} });

  await page.goto('/joining?tab=rules');
  const simulator = page.getByRole('region', { name: 'Try it out' });
  await simulator.getByText('They wait until an admin approves.').waitFor();
  await page.getByRole('switch', { name: 'Inviting verification' }).click();
  await page.getByText('Off: whoever is invited by e-mail or phone comes in at once').waitFor();
  await simulator.getByText('They come in at once.').waitFor();
  await simulator.getByText('Inviting verification is off: no approval needed.').waitFor();

  await page.getByRole('combobox', { name: 'Door number, invited by: Nobody in particular' }).selectOption('closed');
  await simulator.getByRole('combobox', { name: 'Somebody comes by' }).selectOption('door');
  await simulator.getByText('They cannot come in, and are told so.').waitFor();

  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.getByRole('textbox', { name: 'Question' }).fill('Shirt size');
  await page.getByRole('button', { name: 'Move Shirt size up' }).click();
  const asked = page.getByRole('list', { name: 'What people are asked for' }).getByRole('listitem');
  await asked.nth(2).getByRole('textbox', { name: 'Question' }).waitFor();
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
  await axe(page);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the rules for joining?' });
  await dialog.getByText('1 waiting person is touched.').waitFor();
  await dialog.getByText('Let 1 person in now').click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').getByText('Saved; 1 person came in.').first().waitFor();
  await page.getByText('Not saved yet.').waitFor({ state: 'detached' });

  const his = await open({ device: 'phone', scripts: false });
  try {
    await his.page.goto(link.url);
    await his.page.getByLabel('Shirt size').first().waitFor();
    await axe(his.page);
  } finally {
    await his.context.close();
  }
  const { number } = await ask(context, url, 'invitations/door');
  const answer = await fetch(`${url}/join/${number}`);
  assert.equal(answer.status, 410);
  const [status, problem] = await refused(context, url, 'join_rules/save', { rules: { closed: [], details: [], verification: true, revision: 0 }, reevaluate: false });
  assert.deepEqual([status, problem.code], [422, 'invalid']);
});
