// The organisation chart: a canvas on a desktop, a list on a phone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { browserTest, fake, open, server } from './harness.mjs';
import { ask, bring, connect, enter } from './world.mjs';

const muster = server();
let platform;
let tree;
before(async () => {
  platform = await fake('wecom', { members: 40, departments: 12, customers: 10, seed: 3 });
  const { context } = await open();
  await enter(context, muster.url);
  await bring(context, muster.url, await connect(context, muster.url, platform), 'sync_contacts');
  tree = await ask(context, muster.url, 'departments/tree');
  await context.close();
});
after(() => platform?.stop());

const below = (id) => tree.filter((department) => department.parent_id === id);
const root = () => tree.find((department) => !department.parent_id);
// A department below the top one that has departments of its own.
const branch = () => below(root().id).find((department) => below(department.id).length);

browserTest('the canvas folds and unfolds, finds, zooms, and leads from a card to its members', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/chart');
  const chart = page.getByRole('tree', { name: 'Organisation chart' });
  const card = (name) => chart.getByRole('treeitem').filter({ has: page.getByRole('link', { name, exact: true }) });
  const [parent, child] = [branch(), below(branch().id)[0]];
  await card(parent.name).waitFor();

  // Finding opens what is folded over it and brings it into the middle.
  const search = page.getByRole('searchbox', { name: 'Find a department or a person' });
  await search.fill(child.name);
  await card(child.name).waitFor();
  await page.getByRole('status').getByText(/^1 of \d+$/).waitFor();
  await search.fill(parent.name);
  await card(parent.name).and(page.locator('.flash')).waitFor();
  await card(parent.name).getByRole('button', { name: `Close ${parent.name}` }).click();
  await card(child.name).waitFor({ state: 'detached' });
  await card(parent.name).getByRole('button', { name: `Open ${parent.name}` }).click();
  await card(child.name).waitFor();
  await search.fill('no such department');
  await page.getByText('No department and nobody has this name.').waitFor();

  const percent = async () => parseInt(await page.locator('.chart-percent').innerText(), 10);
  await page.getByRole('button', { name: 'Show everything' }).click();
  const whole = await percent();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  assert.ok((await percent()) > whole);
  await search.fill(parent.name);
  await card(parent.name).getByRole('link', { name: parent.name }).click();
  await page.waitForURL(/\/members\?department=/);
  await page.getByRole('heading', { level: 2, name: parent.name }).waitFor();
});

browserTest('arrows walk the canvas, Enter folds, plus and nought zoom', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/chart');
  const focused = () => page.evaluate(() => document.activeElement.querySelector('.chart-name')?.textContent);
  const top = page.getByRole('treeitem').first();
  await top.waitFor();
  await top.focus();
  assert.equal(await focused(), root().name);
  const first = below(root().id)[0].name;
  const press = async (key, name) => {
    await page.keyboard.press(key);
    await page.waitForFunction((name) => document.activeElement.querySelector('.chart-name')?.textContent === name, name);
  };
  await press('ArrowDown', first);
  await press('ArrowRight', below(root().id)[1].name);
  await press('ArrowLeft', first);
  await press('ArrowUp', root().name);
  await page.keyboard.press('Enter');
  await page.getByRole('treeitem').nth(1).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.getByRole('treeitem').nth(1).waitFor();
  const before = await page.locator('.chart-percent').innerText();
  await page.keyboard.press('+');
  assert.notEqual(await page.locator('.chart-percent').innerText(), before);
});

browserTest('a person is found in the chart by the department', async ({ page, context, url }) => {
  await enter(context, url);
  const { items } = await ask(context, url, 'members/list', { query: { source: 'wecom', statuses: ['active'] } });
  const one = items.find((member) => member.departments.length === 1 && items.filter((other) => other.name === member.name).length === 1);
  await page.goto('/chart');
  await page.getByRole('searchbox', { name: 'Find a department or a person' }).fill(one.name);
  await page.getByRole('status').getByText(one.name).waitFor();
  await page.getByRole('treeitem').and(page.locator('.flash')).filter({ hasText: one.departments[0].name }).waitFor();
});

browserTest('the chart is saved as an SVG with every name in it', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/chart');
  await page.getByRole('treeitem').first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as SVG' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'Harbour Works.svg');
  const text = await readFile(await download.path(), 'utf8');
  const names = await page.getByRole('treeitem').getByRole('link').allInnerTexts();
  const drawn = [...text.matchAll(/>([^<]*)<\/text>/g)].map(([, name]) => name);
  assert.ok(names.length > 1);
  for (const name of names) assert.ok(drawn.includes(name), name);
});

browserTest('the chart is saved as a PNG', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/chart');
  await page.getByRole('treeitem').first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as PNG' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'Harbour Works.png');
});

browserTest('at 360 px the chart is a list that one walks down and up with a finger', { device: 'phone' }, async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/chart');
  const [parent, child] = [branch(), below(branch().id)[0]];
  const inside = page.getByRole('list', { name: 'Departments inside' });
  await inside.getByRole('button', { name: parent.name }).tap();
  await page.getByRole('heading', { level: 2, name: parent.name }).waitFor();
  await inside.getByRole('button', { name: child.name }).tap();
  await page.getByRole('heading', { level: 2, name: child.name }).waitFor();
  await page.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: parent.name }).tap();
  await page.getByRole('heading', { level: 2, name: parent.name }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 2, name: child.name }).waitFor();

  await page.getByRole('searchbox', { name: 'Find a department or a person' }).fill(parent.name);
  await inside.getByRole('button', { name: parent.name }).first().tap();
  await page.getByRole('link', { name: 'Show the members' }).tap();
  await page.waitForURL(/\/members\?department=/);
});
