// A test is one browser context of its own against a running server:
//
//   import { browserTest, server } from './harness.mjs';
//   const muster = server();
//   browserTest('the list shows its members', { device: 'phone' }, async ({ page, url }) => { … });
//
// It fails on errors in the console, in the page and of requests, unless `allow(/pattern/)` expected them.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { owner, serve } from './server.mjs';

export { command, demo, demoOwner, fake, fakeMail, owner } from './server.mjs';

const out = new URL('out/', import.meta.url).pathname;

export const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 360, height: 800 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let running;
// Node begins each `before` of a file as soon as it is declared, beside the one before it.
let starting;

/** The server of this file's tests. Its fields are there once the tests run. */
export function server(options) {
  const handle = {};
  before(async () => {
    starting = serve(options);
    running = Object.assign(handle, await starting);
  });
  after(() => handle.stop?.());
  return handle;
}

let browser;
after(() => browser?.close());

async function launched() {
  const executablePath = process.env.MUSTER_CHROMIUM ?? '/usr/bin/chromium';
  browser ??= await chromium.launch({ executablePath, args: flags });
  return browser;
}

/**
 * A page that remembers what went wrong in it.
 * Options: device 'desktop' | 'phone', scripts, theme 'light' | 'dark', language, width, url (of another server).
 */
export async function open(options = {}) {
  await starting;
  const device = devices[options.device ?? 'desktop'];
  const viewport = { ...device.viewport, width: options.width ?? device.viewport.width };
  const context = await (await launched()).newContext({
    ...device,
    viewport,
    baseURL: options.url ?? running?.url,
    colorScheme: options.theme ?? 'light',
    locale: options.language ?? 'en',
    reducedMotion: 'reduce',
  });
  // What is not there by then is not there; half a minute for each would only hide it.
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  if (options.scripts === false) await scriptsOff(page);
  const problems = [];
  const allowed = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`page: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // Leaving a page ends its event stream.
    if (reason !== 'net::ERR_ABORTED') problems.push(`request: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`response: ${response.url()} ${response.status()}`);
  });
  return {
    page,
    context,
    url: running?.url,
    allow: (pattern) => allowed.push(pattern),
    unexpected: () => problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem))),
  };
}

/** A test with a page. On failure it leaves a picture in `out/` and shows the end of the server's log. */
export function browserTest(name, options, body) {
  if (typeof options === 'function') [options, body] = [{}, options];
  test(name, { timeout: options.timeout ?? 60_000 }, async () => {
    const opened = await open(options);
    try {
      await body(opened);
      assert.deepEqual(opened.unexpected(), [], 'the page reported errors');
    } catch (error) {
      await screenshot(opened.page, `failed ${name}`).catch(() => {});
      const said = opened.unexpected().concat(running?.log?.().split('\n').slice(-20) ?? []);
      console.error([`--- ${name}`, ...said].join('\n'));
      throw error;
    } finally {
      await opened.context.close();
    }
  });
}

export async function signIn(page, who = owner) {
  await page.goto('/sign-in');
  await page.fill('[name=email]', who.email);
  await page.fill('[name=password]', who.password);
  await Promise.all([page.waitForURL((url) => !url.pathname.startsWith('/sign-in')), page.press('[name=password]', 'Enter')]);
}

export async function screenshot(page, name) {
  mkdirSync(out, { recursive: true });
  await page.screenshot({ path: `${out}${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}.png`, fullPage: true });
}

// Playwright's `javaScriptEnabled: false` cannot be taken back, and axe needs timers.
const scriptless = new WeakMap();

async function scriptsOff(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  scriptless.set(page, session);
}

const axeSource = () => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails on anything axe finds under WCAG 2.2 AA, or of the rules in `only`. Sent as the debugger's, so that the page's security policy stays on. */
export async function axe(page, { only, skip = [] } = {}) {
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression) => {
    const answer = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  };
  // The page's own scripts do not start now: they would have when it loaded.
  await scriptless.get(page)?.send('Emulation.setScriptExecutionDisabled', { value: false });
  await evaluate(axeSource() + '; undefined');
  const options = {
    runOnly: only ? { type: 'rule', values: only } : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: Object.fromEntries(skip.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
  };
  const { violations } = await evaluate(`axe.run(document, ${JSON.stringify(options)})`);
  await scriptless.get(page)?.send('Emulation.setScriptExecutionDisabled', { value: true });
  await session.detach();
  assert.deepEqual(
    violations.map((v) => `${v.id}: ${v.help} at ${v.nodes.length} places: ${v.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`),
    [],
    'accessibility',
  );
}
