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
  const [request] = (await act('privacy/list', { query: { page } })).items;
  const plan = await act('handovers/draft', { new: { kind: 'leaving', leavers: [member.id] } });
  const inside = [
    ['/', '/members', `/members?open=${member.id}`, '/members?search=nobody%20at%20all', '/import', '/import?kind=customers', '/chart', '/joining'],
    ['/joining?tab=refused', '/joining?tab=links', '/joining?tab=door', '/joining?invite=1', '/customers', `/customers/${customer.id}`, '/customers/bin', '/customers/bin?tab=rules'],
    ['/customers/privacy', `/customers/privacy?open=${request.id}`, '/customers/privacy?tab=retention', '/customers/bin?search=nobody', '/customers/tags'],
    ['/handovers', '/handovers?tab=on_job', '/handovers?tab=unassigned', `/handovers/${plan.id}`],
    ['held', 'successors', 'message', 'review'].map((step) => `/handovers/${plan.id}?step=${step}`),
    ['/sync', `/sync/connections/${connection.id}`, '/sync/connections/new', `/sync/changes/${set.id}`, '/activity', '/settings', '/settings/roles', '/settings/roles?open=new'],
    ['/settings/keys', '/settings/webhooks', '/settings/backups', '/settings/interoperability', '/conversations', '/sync/connections/new?kind=archive_file', '/nowhere'],
    ['/presence', `/presence?open=${member.id}`, '/presence?tab=auto', '/presence?tab=board', '/presence?tab=rules', '/presence?status=needs_choice', '/sync/connections/new?kind=scim'],
    ['/agents', '/agents?dialog=add', '/agents?tab=groups', '/agents?tab=bin', '/agents?search=nobody', '/profile'],
  ].flat();
  addresses = { inside, outside: ['/sign-in', '/join', '/join/NO-SUCH-LINK'] };
  await context.close();
});
after(() => stop?.());

const desktop = { width: 1440, height: 900 };
const narrow = { width: 360, height: 800 };

// Dark has the same elements in other colours, and a phone the same colours in another place.
async function look(page, address) {
  const found = [];
  const check = (how, rules) => axe(page, rules).catch((error) => found.push([address, how, error.actual ?? error.message]));
  await page.goto(url + address);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => !document.querySelector('#skeleton, [aria-busy=true], .skeleton, .spinner'));
  await check('light', {});
  await page.emulateMedia({ colorScheme: 'dark' });
  await check('dark', { only: ['color-contrast'] });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(narrow);
  await check('360 px', {});
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) found.push([address, `scrolls ${wide} px sideways`]);
  await page.setViewportSize(desktop);
  return found;
}

browserTest('every screen passes axe on a desktop, in the dark and at 360 px', { timeout: 240_000 }, async ({ page, context, allow }) => {
  allow(/status of 4\d\d/);
  const found = [];
  for (const address of addresses.outside) found.push(...(await look(page, address)));
  await enter(context, url, demoOwner);
  // Two tabs: while one loads, the other is looked at.
  const left = [...addresses.inside];
  const walk = async (tab) => {
    for (let address = left.shift(); address; address = left.shift()) found.push(...(await look(tab, address)));
  };
  await Promise.all([walk(page), walk(await context.newPage())]);
  assert.deepEqual(found, []);
});
