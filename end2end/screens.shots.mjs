// Every screen in every width, theme and language, for looking at: `make screenshots`, then open end2end/out/index.html.
// One line adds a screen. SCREENS, WIDTHS, THEMES and LANGUAGES (comma between) narrow the sweep; DEMO is the address of a
// demo that runs already.
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { demo, demoOwner, open, signIn } from './harness.mjs';

const out = new URL('out/', import.meta.url).pathname;
const some = (name, all) => (process.env[name] ? process.env[name].split(',') : all);
const widths = some('WIDTHS', ['1440', '768', '360']).map(Number);
const themes = some('THEMES', ['light', 'dark']);
const languages = some('LANGUAGES', ['en', 'zh-CN', 'pt-BR']);

let muster;
before(async () => (muster = process.env.DEMO ? { url: process.env.DEMO } : await demo()), { timeout: 120_000 });
after(() => muster?.stop?.());

// What paths and clicks need, asked for once.
async function known(page) {
  const ask = (name, body = {}) =>
    page.evaluate(
      async ([name, body]) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`/fn/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
        return answer.json();
      },
      [name, body],
    );
  const [members, customers, connections, invitations, tree, requests] = [
    await ask('members/list', { query: { page: { limit: 10 } } }),
    await ask('customers/list', { query: { page: { limit: 10 } } }),
    await ask('connections/list'),
    await ask('invitations/list', { ended: false }),
    await ask('departments/tree'),
    await ask('privacy/list', { query: { page: { limit: 1 } } }),
  ];
  const connection = connections[0].id;
  let sets = await ask('changes/list', { page: { limit: 10 } });
  if (!sets.items.some((set) => set.state === 'draft')) {
    await ask('runs/start_sync', { connection, kind: 'sync_contacts' });
    for (let waited = 0; waited < 100 && !sets.items.some((set) => set.state === 'draft'); waited++) {
      await page.waitForTimeout(200);
      sets = await ask('changes/list', { page: { limit: 10 } });
    }
  }
  let [plan] = (await ask('handovers/list', { query: { state: 'draft', page: { limit: 1 } } })).items;
  const leaver = members.items.find((member) => member.source === 'wecom') ?? members.items[0];
  plan ??= await ask('handovers/draft', { new: { kind: 'leaving', leavers: [leaver.id] } });
  const id = (state) => sets.items.find((set) => set.state === state && set.kind !== 'deletion')?.id;
  return {
    member: members.items.find((member) => member.source === 'wecom')?.id ?? members.items[0].id,
    customer: customers.items[0].id,
    connection,
    request: requests.items[0].id,
    invitation: invitations[0].url,
    draft: id('draft'),
    applied: id('applied'),
    plan: plan.id,
    department: tree.find((department) => department.parent_id)?.id,
  };
}

// A file as people send it: some rows have faults.
const staff = [
  'Name,E-mail,Phone,Departments,Position',
  '叶知秋,ye.zhiqiu@example.test,+8613900000031,云帆贸易 Yunfan Trading,采购',
  'Clara Whitlock,clara.whitlock@example.test,,云帆贸易 Yunfan Trading,Auditor',
  'Inês Carvalho,ines.carvalho at example.test,,云帆贸易 Yunfan Trading,Analyst',
  '白若溪,bai.ruoxi@example.test,12,云帆贸易 Yunfan Trading,顾问',
  'Owen Marsh,owen.marsh@example.test,+5511987654321,Nowhere/At all,Driver',
  'Owen Marsh,owen.marsh@example.test,,云帆贸易 Yunfan Trading,Driver',
].join('\n');

const go = (path) => (page, known) => page.goto(typeof path === 'function' ? path(known) : path);
const screens = {
  'sign in': { visit: go('/sign-in'), signedOut: true },
  join: { visit: go((known) => new URL(known.invitation).pathname), signedOut: true },
  'dead link': { visit: go('/join/AAAAAAAAAAAAAAAAAAAAAA'), signedOut: true },
  home: { visit: go('/') },
  members: { visit: go('/members') },
  'members of a department': { visit: go((known) => `/members?department=${known.department}`) },
  'members none found': { visit: go('/members?search=qqqqqq') },
  'members mistyped': { visit: go('/members?search=baeur') },
  'members inactivated': { visit: go('/members?status=invited') },
  'members add': { visit: go('/members?dialog=add') },
  'members bulk': {
    visit: async (page) => {
      await page.goto('/members');
      await settled(page);
      for (const nth of [1, 2, 3]) await page.getByRole('checkbox').nth(nth).check();
      await page.locator('.selection-bar button').first().click();
    },
  },
  member: { visit: go((known) => `/members?open=${known.member}`) },
  'members export': {
    visit: async (page) => (await page.goto('/members'), await settled(page), page.locator('button:has(use[href$="#download"])').first().click()),
  },
  import: { visit: go('/import') },
  'import customers': { visit: go('/import?kind=customers') },
  'import checked': {
    visit: async (page) => {
      await page.goto('/import');
      await page.locator('input[type=file]').setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(staff) });
      await page.waitForURL(/\/import\/./);
      await settled(page);
      await page.locator('button.primary').last().click();
      await page.locator('[id^=cell-]').first().waitFor();
      await settled(page);
    },
  },
  chart: { visit: go('/chart') },
  'joining waiting': { visit: go('/joining') },
  'joining refused': { visit: go('/joining?tab=refused') },
  'joining links': { visit: go('/joining?tab=links') },
  'joining door': { visit: go('/joining?tab=door') },
  'joining rules': { visit: go('/joining?tab=rules') },
  invite: { visit: go('/joining?invite=1') },
  'invite people': {
    visit: async (page) => {
      await page.goto('/joining?invite=people');
      const box = page.locator('.invitees textarea');
      await box.fill('lin@example.com, lin@example.com, +86 138 0013 8000, nobody ');
      await settled(page);
    },
  },
  'invite from contacts': { visit: go('/joining?invite=contacts') },
  customers: { visit: go('/customers') },
  customer: { visit: go((known) => `/customers/${known.customer}`) },
  'customer deletion': {
    visit: async (page, known) => {
      await page.goto(`/customers/${known.customer}`);
      await settled(page);
      await page.locator('.page-actions .danger').first().click();
      await settled(page);
    },
  },
  bin: { visit: go('/customers/bin') },
  'bin certificates': { visit: go('/customers/bin?tab=certificates') },
  'bin rules': { visit: go('/customers/bin?tab=rules') },
  'privacy requests': { visit: go('/customers/privacy') },
  'privacy request': { visit: go((known) => `/customers/privacy?open=${known.request}`) },
  'rules of keeping': { visit: go('/customers/privacy?tab=retention') },
  handovers: { visit: go('/handovers') },
  'handovers on the job': { visit: go('/handovers?tab=on_job') },
  'handovers unassigned': { visit: go('/handovers?tab=unassigned') },
  'handover who': { visit: go((known) => `/handovers/${known.plan}`) },
  'handover held': { visit: go((known) => `/handovers/${known.plan}?step=held`) },
  'handover successors': { visit: go((known) => `/handovers/${known.plan}?step=successors`) },
  'handover message': { visit: go((known) => `/handovers/${known.plan}?step=message`) },
  'handover review': { visit: go((known) => `/handovers/${known.plan}?step=review`) },
  conversations: { visit: go('/conversations') },
  presence: { visit: go('/presence') },
  'presence auto': { visit: go('/presence?tab=auto') },
  'presence board': { visit: go('/presence?tab=board') },
  'presence rules': { visit: go('/presence?tab=rules') },
  agents: { visit: go('/agents') },
  'agents add': { visit: go('/agents?dialog=add') },
  'agents skill groups': { visit: go('/agents?tab=groups') },
  'agents recycle bin': { visit: go('/agents?tab=bin') },
  sync: { visit: go('/sync') },
  'sync connection': { visit: go((known) => `/sync/connections/${known.connection}`) },
  'sync new connection': { visit: go('/sync/connections/new') },
  'archive from files': { visit: go('/sync/connections/new?kind=archive_file') },
  'sync review': { visit: go((known) => `/sync/changes/${known.draft}`) },
  'sync outcome': { visit: go((known) => `/sync/changes/${known.applied}`) },
  activity: { visit: go('/activity') },
  'activity entry': {
    visit: async (page) => {
      await page.goto('/activity?verb=update');
      await page.locator('.entry > summary').first().click();
      await settled(page);
    },
  },
  settings: { visit: go('/settings') },
  roles: { visit: go('/settings/roles') },
  'roles new': { visit: go('/settings/roles?open=new') },
  messages: { visit: go('/settings/messages') },
  'mail server': { visit: go('/sync/connections/new?kind=smtp') },
  'sms gateway': { visit: go('/sync/connections/new?kind=sms_http') },
  interoperability: { visit: go('/settings/interoperability') },
  keys: { visit: go('/settings/keys') },
  backups: { visit: go('/settings/backups') },
  'new key': { visit: go('/settings/keys?dialog=add') },
  webhooks: { visit: go('/settings/webhooks') },
  profile: { visit: go('/profile') },
  reference: { visit: go('/docs') },
  palette: { visit: async (page) => (await page.goto('/'), await settled(page), page.keyboard.press('Control+k')) },
  shortcuts: { visit: async (page) => (await page.goto('/'), await settled(page), page.keyboard.press('?')) },
  'not found': { visit: go('/nowhere') },
};
const chosen = some('SCREENS', Object.keys(screens));

// Counts what a page waits for; its event stream stays open for ever.
function watched(opened) {
  const asked = new Set();
  opened.page.on('request', (request) => request.url().endsWith('/events') || asked.add(request));
  for (const end of ['requestfinished', 'requestfailed']) opened.page.on(end, (request) => asked.delete(request));
  opened.page.asked = asked;
  return opened;
}

// Until nothing has been asked for and nothing was loading for a while.
async function settled(page) {
  await page.waitForLoadState('load');
  const isLoading = () => page.evaluate(() => !!document.querySelector('#skeleton, [aria-busy=true], .skeleton'));
  for (let [calm, waited] = [0, 0]; calm < 4 && waited < 150; waited++) {
    await page.waitForTimeout(100);
    calm = page.asked.size > 0 || (await isLoading()) ? 0 : calm + 1;
  }
}

const pictures = [];
let facts;
for (const width of widths)
  for (const theme of themes)
    for (const language of languages) {
      test(`${width} ${theme} ${language}`, { timeout: 600_000 }, async () => {
        const options = { device: width < 700 ? 'phone' : 'desktop', width, theme, language, url: muster.url };
        const [outside, inside] = [watched(await open(options)), watched(await open(options))];
        try {
          await signIn(inside.page, demoOwner);
          facts ??= await known(inside.page);
          for (const name of chosen) {
            const { visit, signedOut } = screens[name];
            const { page } = signedOut ? outside : inside;
            await visit(page, facts);
            await settled(page);
            const file = `${name} ${width} ${theme} ${language}.png`.replaceAll(' ', '-');
            mkdirSync(out, { recursive: true });
            await page.screenshot({ path: out + file });
            pictures.push({ name, width, theme, language, file });
          }
        } finally {
          await outside.context.close();
          await inside.context.close();
        }
      });
    }

// A sheet to leaf through: a row a screen.
after(() => {
  const row = (name) =>
    pictures
      .filter((picture) => picture.name === name)
      .map(({ file, width, theme, language }) => `<a href="${file}"><img loading="lazy" src="${file}" alt=""><br>${width} ${theme} ${language}</a>`)
      .join('');
  const rows = chosen.map((name) => `<h2>${name}</h2><div>${row(name)}</div>`).join('');
  const style = 'body{font:14px system-ui;margin:24px}div{display:flex;gap:16px;overflow-x:auto}img{height:320px;border:1px solid #8888}a{text-align:center}';
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}index.html`, `<!doctype html><meta charset="utf-8"><title>Screens</title><style>${style}</style>${rows}`);
});
