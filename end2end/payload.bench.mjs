// What a visitor's browser fetches on a first visit, by kind and as compressed, and how long until something is there.
import { browserTest, open, owner, server, signIn } from './harness.mjs';

server();

const visits = {
  'sign-in': (page) => page.goto('/sign-in'),
  'first screen after sign-in': (page) => signIn(page, owner),
};

for (const [name, visit] of Object.entries(visits)) {
  browserTest(`payload of ${name}`, async () => {
    const { page, context } = await open({ device: 'phone' });
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const kinds = new Map();
    const types = new Map();
    session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const type = types.get(requestId) ?? 'Other';
      kinds.set(type, (kinds.get(type) ?? 0) + encodedDataLength);
    });
    const start = performance.now();
    await visit(page);
    await page.locator('main').first().waitFor();
    const shown = Math.round(performance.now() - start);
    await page.waitForLoadState('networkidle');
    const sum = [...kinds.values()].reduce((a, b) => a + b, 0);
    console.log(name, JSON.stringify({ bytes: sum, shown_ms: shown, ...Object.fromEntries(kinds) }));
    await context.close();
  });
}
