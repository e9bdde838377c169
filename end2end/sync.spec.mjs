import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { browserTest, fake, server, signIn } from './harness.mjs';

server();
let platform;
before(async () => {
  platform = await fake('wecom', { members: 60, departments: 8, customers: 120, seed: 7 });
});
after(() => platform?.stop());

const settings = () => ({
  name: 'WeCom',
  base_url: `${platform.url}/cgi-bin`,
  corp_id: 'ww00000000fa4e0001',
  agent_id: '1000002',
  contact_secret: 'fake-contact-secret',
  app_secret: 'fake-app-secret',
});

browserTest('an admin connects WeCom, tests it, syncs, reviews, applies and undoes', { timeout: 120_000 }, async ({ page }) => {
  await signIn(page);
  await page.goto('/sync/connections/new');
  for (const [name, value] of Object.entries(settings())) await page.fill(`[name=${name}]`, value);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/\/sync\/connections\/[0-9a-f-]{36}/);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText(/Tested/).first().waitFor();

  await page.goto('/sync');
  await page.getByRole('button', { name: 'Sync WeCom contacts' }).first().click();
  await page.getByRole('link', { name: 'Review' }).first().click({ timeout: 60_000 });
  await page.waitForURL(/\/sync\/changes\//);
  await page.getByRole('button', { name: /^Apply \d+ changes/ }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: /^Apply \d+ changes/ }).click();
  await page.getByRole('button', { name: 'Undo the whole' }).waitFor({ timeout: 60_000 });

  await page.goto('/members');
  await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
  const counts = await page.evaluate(async () => {
    const answer = await fetch('/fn/members/counts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":{}}',
    });
    return answer.json();
  });
  assert.equal(counts.reduce((sum, [, count]) => sum + count, 0), 61);
});
