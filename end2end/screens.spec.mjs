// Every screen of the demo can be read aloud and seen, in both widths and both themes.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { axe, browserTest, demo, demoOwner, open } from './harness.mjs';
import { ask, enter } from './world.mjs';

let url;
let stop;
let addresses;
before(async () => {
  ({ url, stop } = await demo());
  const { context } = await open({ url });
  await enter(context, url, demoOwner);
  const act = (name, body) => ask(context, url, name, body);
  const page = { limit: 1 };
  const [member] = (await act('members/list', { query: { source: 'wecom', page } })).items;
  const [customer] = (await act('customers/list', { query: { page } })).items;
  const [connection] = await act('connections/list');
  const [set] = (await act('changes/list', { page })).items;
  const inside = [
    ['/', '/members', `/members?open=${member.id}`, '/members?search=nobody%20at%20all', '/chart', '/joining'],
    ['/joining?tab=refused', '/joining?tab=links', '/joining?tab=door', '/joining?invite=1', '/customers', `/customers/${customer.id}`],
    ['/sync', `/sync/connections/${connection.id}`, '/sync/connections/new', `/sync/changes/${set.id}`, '/activity', '/settings', '/nowhere'],
  ].flat();
  addresses = { inside, outside: ['/sign-in', '/join', '/join/NO-SUCH-LINK'] };
  await context.close();
});
after(() => stop?.());

for (const device of ['desktop', 'phone'])
  browserTest(`every screen passes axe in light and dark (${device})`, { device, timeout: 120_000 }, async (opened) => {
    const { page, context, allow } = opened;
    allow(/status of 4\d\d/);
    const found = [];
    const look = async (address) => {
      await page.goto(url + address);
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      await page.waitForFunction(() => !document.querySelector('#skeleton, [aria-busy=true], .skeleton, .spinner'));
      const check = (theme, rules) => axe(page, rules).catch((error) => found.push([address, theme, error.actual ?? error.message]));
      await check('light', {});
      // The other theme has the same elements, and a phone the same colours.
      if (device === 'desktop') {
        await page.emulateMedia({ colorScheme: 'dark' });
        await check('dark', { only: ['color-contrast'] });
        await page.emulateMedia({ colorScheme: 'light' });
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) found.push([address, `scrolls ${wide} px sideways`]);
    };
    for (const address of addresses.outside) await look(address);
    await enter(context, url, demoOwner);
    for (const address of addresses.inside) await look(address);
    assert.deepEqual(found, []);
  });
