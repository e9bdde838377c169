// Every screen, for looking at. One line adds one.
import { test } from 'node:test';
import { server, signIn, sweep } from './harness.mjs';

server();

const screens = {
  'sign in': ({ page }) => page.goto('/sign-in'),
  home: ({ page }) => signIn(page),
};

for (const [name, visit] of Object.entries(screens)) {
  test(name, { timeout: 300_000 }, () => sweep(name, visit));
}
