// Finding people and places: in the list, with a slip of the finger, and from anywhere by the palette.
import assert from 'node:assert/strict';
import { before } from 'node:test';
import { axe, open, server } from './harness.mjs';
import { ask, enter, member, onBoth } from './world.mjs';

const muster = server();
before(async () => {
  const { context } = await open();
  await enter(context, muster.url);
  const [top] = await ask(context, muster.url, 'departments/tree');
  const docks = await ask(context, muster.url, 'departments/add', { new: { parent_id: top.id, name: 'Docks' } });
  await ask(context, muster.url, 'departments/add', { new: { parent_id: docks.id, name: 'Northern pier' } });
  await member(context, muster.url, { name: '王小芳', email: 'wxf@example.com' });
  await member(context, muster.url, { name: 'Miguel Fernandes', email: 'mf@example.com' });
  await context.close();
});

onBoth('a mistyped name is answered by the one that was meant', async ({ page, context, url }) => {
  await enter(context, url);
  await page.goto('/members');
  const box = page.getByRole('searchbox', { name: 'Name, e-mail, phone or work number' });
  for (const [typed, meant, name] of [['fernandez', 'fernandes', 'Miguel Fernandes'], ['wangxiaofagn', 'wangxiaofang', '王小芳']]) {
    await box.fill(typed);
    await page.getByText('Did you mean').waitFor();
    await axe(page);
    await page.getByRole('button', { name: meant, exact: true }).click();
    await page.getByRole('link', { name }).first().waitFor();
    assert.equal(await box.inputValue(), meant);
  }
});

onBoth('the palette finds people, departments and pages', async ({ page, context, url, phone }) => {
  await enter(context, url);
  await page.goto('/');
  const button = page.getByRole('button', { name: 'Search or go to…' });
  await button.waitFor();
  if (phone) await button.click();
  else await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or go to…' });
  const box = palette.getByRole('combobox');
  await box.fill('wxf');
  await palette.getByRole('option', { name: /王小芳/ }).waitFor();
  await box.fill('pier');
  await palette.getByRole('option', { name: /Northern pier/ }).getByText('Docks').waitFor();
  await axe(page);
  await box.press('Enter');
  await page.waitForURL(/\/members\?department=/);
  await page.getByRole('heading', { name: 'Northern pier' }).waitFor();
});
