// Webhooks: set up by hand, heard by a program, and what became of each delivery.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { axe, server } from './harness.mjs';
import { enter, onBoth } from './world.mjs';

server();
let program;
let address;
const heard = [];
let answer = 204;
before(async () => {
  program = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      heard.push({ path: request.url, id: request.headers['webhook-id'], ...JSON.parse(body) });
      response.writeHead(answer).end();
    });
  });
  await new Promise((ready) => program.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${program.address().port}`;
});
after(() => program?.close());

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

async function arrives(path, event) {
  for (let waited = 0; waited < 150; waited++) {
    const found = heard.find((one) => one.path === path && one.event === event);
    if (found) return found;
    await sleep(100);
  }
  assert.fail(`no ${event} at ${path} within 15 s`);
}

onBoth('a webhook is added, tested, looked into and removed', async ({ page, context, url, tag }) => {
  await enter(context, url);
  const path = `/hook-${tag}`;
  await page.goto('/settings/webhooks');
  await page.getByRole('button', { name: 'New webhook' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address + path);
  await dialog.getByRole('textbox', { name: 'What it is for' }).fill(`Payroll ${tag}`);
  await dialog.getByRole('button', { name: 'Make webhook' }).click();
  await dialog.getByText('Choose at least one event.').waitFor();
  await dialog.getByRole('searchbox', { name: 'Search' }).fill('department');
  await dialog.getByRole('checkbox', { name: 'Department: all, also future ones' }).check();
  assert.ok(await dialog.getByRole('checkbox', { name: 'department.created' }).isDisabled(), 'all include each');
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
  await axe(page);
  await dialog.getByRole('button', { name: 'Make webhook' }).click();
  const made = page.getByRole('dialog', { name: 'The secret of the webhook' });
  assert.match(await made.locator('code').first().innerText(), /^whsec_/);
  await made.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('row').filter({ hasText: path });
  await row.getByText('department.*').waitFor();
  const menu = () => page.getByRole('button', { name: `Actions for ${address + path}`, exact: true }).click();

  await menu();
  await page.getByRole('menuitem', { name: 'Send a test event' }).click();
  await toast(page, 'The test event is on its way.');
  const first = await arrives(path, 'webhook.tested');
  await menu();
  await page.getByRole('menuitem', { name: 'Deliveries' }).click();
  const drawer = page.getByRole('dialog', { name: 'Deliveries' });
  const told = drawer.getByRole('listitem').filter({ hasText: 'webhook.tested' });
  await told.getByText('Taken').waitFor();
  await told.getByText('What is sent').click();
  await told.getByText(first.id).waitFor();
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
  await axe(page);
  await told.getByRole('button', { name: 'Send again' }).click();
  await toast(page, 'It is sent again.');
  for (let waited = 0; heard.filter((one) => one.path === path).length < 2; waited++) {
    assert.ok(waited < 150, 'it arrives again');
    await sleep(100);
  }
  assert.equal(heard.filter((one) => one.id === first.id).length, 2, 'under the same id');
  await page.keyboard.press('Escape');

  answer = 410;
  await menu();
  await page.getByRole('menuitem', { name: 'Send a test event' }).click();
  await row.getByText('Off: the address is gone (410)').waitFor();
  answer = 204;
  await page.goto('/');
  await page.getByRole('link', { name: `The webhook Payroll ${tag} failed and was switched off` }).click();
  await drawer.getByRole('listitem').getByText('Given up').waitFor();
  await page.keyboard.press('Escape');
  await menu();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove this webhook?' }).getByRole('button', { name: 'Remove' }).click();
  await toast(page, 'The webhook is removed.');
  await row.waitFor({ state: 'detached' });
});
