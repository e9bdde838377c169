import assert from 'node:assert/strict';
import { axe, browserTest, server } from './harness.mjs';

server();

browserTest('sign-in works without scripts', { device: 'phone', scripts: false }, async ({ page }) => {
  const answer = await page.goto('/sign-in');
  assert.equal(answer.status(), 200);
  await page.locator('form input[type=password]').waitFor();
  await axe(page);
});

browserTest('the shell loads the application', async ({ page, context }) => {
  const modules = [];
  context.on('response', (response) => {
    if (response.url().endsWith('.wasm')) modules.push([response.status(), response.headers()['content-type']]);
  });
  await page.goto('/');
  // Whoever is not signed in is sent to a page that needs no script; the shell itself loads the module.
  await page.waitForLoadState('networkidle');
  for (const seen of modules) assert.deepEqual(seen, [200, 'application/wasm']);
  await page.locator('main').first().waitFor();
});
