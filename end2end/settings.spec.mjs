// What is set up once: what sends messages and what they say, keys for scripts, and everybody's own profile.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { axe, fakeMail, open, owner, server } from './harness.mjs';
import { ask, enter, member, onBoth } from './world.mjs';

server();
let mail;
before(async () => {
  mail = await fakeMail();
});
after(() => mail?.stop());

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

async function code(to) {
  for (let waited = 0; waited < 150; waited++) {
    const letter = (await mail.letters()).find((letter) => letter.to.some((one) => one.includes(to)));
    if (letter) return letter.text.match(/\b\d{6}\b/)[0];
    await sleep(100);
  }
  assert.fail(`no letter to ${to} within 15 s`);
}

async function connectMail(context, url) {
  const settings = { host: '127.0.0.1', port: String(mail.port), security: 'none', from: 'Muster <console@example.com>' };
  return ask(context, url, 'connections/save', { save: { kind: 'smtp', name: 'Mail', settings } });
}

onBoth('a mail server is connected by its form and tested; its texts are changed, looked at and put back', async ({ page, context, url }) => {
  await enter(context, url);
  for (const one of await ask(context, url, 'connections/list')) await ask(context, url, 'connections/remove', { id: one.id, revision: one.revision });
  await page.goto('/settings/messages');
  await page.getByText('No mail server is connected: invitations by e-mail wait.').waitFor();
  await axe(page);
  await page.goto('/sync/connections/new?kind=smtp');
  await page.getByRole('textbox', { name: 'Mail server', exact: true }).fill('127.0.0.1');
  await page.getByRole('textbox', { name: 'Port', exact: true }).fill(String(mail.port));
  await page.getByRole('combobox', { name: 'Encryption' }).selectOption('none');
  await page.getByRole('textbox', { name: 'Sender' }).fill('Muster <console@example.com>');
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
  await axe(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/\/sync\/connections\/(?!new)/);
  await page.getByRole('button', { name: 'Test', exact: true }).first().click();
  await page.getByText('Works', { exact: true }).first().waitFor({ timeout: 30_000 });

  await page.goto('/settings/messages');
  const subject = page.getByRole('textbox', { name: 'Subject' });
  for (const text of ['Come aboard, first', 'Come aboard, second']) {
    await subject.fill(text);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('.letter-preview').getByText(text).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await toast(page, 'Saved');
    // The form follows what was saved: the second time is not refused as outdated.
    await page.getByRole('button', { name: 'Back to the original text' }).waitFor();
  }
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('No link in it');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('textbox', { name: 'Text', exact: true, description: /link/ }).waitFor();
  await page.getByRole('button', { name: 'Back to the original text' }).click();
  await toast(page, 'The original text is back.');
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
});

onBoth('a key is made, shown once, used by a script and withdrawn', async ({ page, context, url, tag }) => {
  await enter(context, url);
  const script = (token) => fetch(`${url}/api/v1/members`, { headers: { authorization: `Bearer ${token}` } });
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'New key' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New key' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`Payroll ${tag}`);
  await dialog.getByRole('button', { name: 'Make key' }).click();
  await dialog.getByText('Choose at least one scope.').waitFor();
  await dialog.getByRole('checkbox', { name: 'See members', exact: true }).check();
  await axe(page);
  await dialog.getByRole('button', { name: 'Make key' }).click();
  const made = page.getByRole('dialog', { name: `The key “Payroll ${tag}” is ready` });
  const token = await made.locator('code').first().innerText();
  assert.match(token, /^msk_/);
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
  await axe(page);
  assert.equal((await script(token)).status, 200);
  await made.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  const row = page.getByRole('row').filter({ hasText: `Payroll ${tag}` });
  await row.getByText('In force').waitFor();
  await row.getByText('127.0.0.1').waitFor();
  assert.equal(await page.getByText(token).count(), 0, 'never shown again');
  const menu = () => page.getByRole('button', { name: `Actions for Payroll ${tag}`, exact: true }).click();
  await menu();
  await page.getByRole('menuitem', { name: 'Rotate' }).click();
  const turning = page.getByRole('dialog', { name: `New secret for “Payroll ${tag}”` });
  await turning.getByRole('combobox', { name: 'The old one works on for' }).selectOption('1 hour');
  await axe(page);
  await turning.getByRole('button', { name: 'Rotate' }).click();
  const fresh = await made.locator('code').first().innerText();
  assert.notEqual(fresh, token);
  assert.deepEqual([(await script(token)).status, (await script(fresh)).status], [200, 200], 'both, for an hour');
  await made.getByRole('button', { name: 'Done' }).click();
  await row.getByText(`${token.slice(0, 10)}… until`).waitFor();
  await menu();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const editing = page.getByRole('dialog', { name: 'Change the key' });
  await editing.getByRole('textbox', { name: 'Only from these addresses' }).fill('203.0.113.0/24');
  await editing.getByRole('button', { name: 'Save', exact: true }).click();
  await toast(page, 'Saved.');
  assert.equal((await script(fresh)).status, 403, 'this address is not among them');
  await row.getByText('last from 127.0.0.1').waitFor();
  await menu();
  await page.getByRole('menuitem', { name: 'Withdraw' }).click();
  await page.getByRole('dialog', { name: 'Withdraw this key?' }).getByRole('button', { name: 'Withdraw' }).click();
  await toast(page, 'The key is withdrawn.');
  await row.getByText('Withdrawn').waitFor();
  assert.equal((await script(token)).status, 401);
});

onBoth('a person changes name and e-mail; the new address is theirs when its code is typed', async ({ page, context, url, tag, allow }) => {
  allow(/422.*readdress/);
  const admin = await open();
  const mia = { name: `Mia ${tag}`, email: `mia.profile.${tag.toLowerCase()}@example.com` };
  try {
    await enter(admin.context, url);
    await connectMail(admin.context, url);
    await member(admin.context, url, mia);
  } finally {
    await admin.context.close();
  }
  await enter(context, url, { ...mia, password: owner.password });
  await page.goto('/profile');
  await page.getByRole('textbox', { name: 'Name' }).fill(`Mia Moss ${tag}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await toast(page, 'Saved');
  await axe(page);
  const to = `moss.${tag.toLowerCase()}@example.test`;
  await page.getByRole('button', { name: 'Change e-mail or phone' }).click();
  await page.getByRole('textbox', { name: 'New e-mail address or phone number' }).fill(to);
  const password = page.getByLabel('Your password');
  await password.fill('not the password');
  await page.getByRole('button', { name: 'Send the code' }).click();
  await page.getByText('This is not right. Try again.').waitFor();
  await password.fill(owner.password);
  await page.getByRole('button', { name: 'Send the code' }).click();
  await page.getByText(`A code was sent to ${to}.`).waitFor();
  await page.getByRole('textbox', { name: 'Code', exact: true }).fill(await code(to));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await toast(page, 'The new address is yours.');
  await page.getByText(to).first().waitFor();
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
  await page.goto('about:blank');
  await context.clearCookies();
  await enter(context, url, { email: to, password: owner.password });
});
