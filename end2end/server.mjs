// Starts the real binary on a fresh data folder, and the fakes beside it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const owner = {
  organisation: 'Harbour Works',
  name: 'Ada Owner',
  email: 'ada@example.com',
  password: 'correct horse battery staple',
};

const binary = () => process.env.MUSTER_BIN ?? fail('MUSTER_BIN must name the muster executable; .ci/end2end sets it');

/** `muster serve`, with a first owner unless `{ owner: false }`, and with `others`, owners of organisations of theirs. Gives `{ url, setUpLink(), log(), stop() }`. */
export async function serve(options = {}) {
  const data = await mkdtemp(join(tmpdir(), 'muster-end2end-'));
  for (const one of [...(options.owner === false ? [] : [owner]), ...(options.others ?? [])]) {
    const who = ['--organisation', one.organisation, '--email', one.email, '--name', one.name];
    await command(['init', '--data', data, ...who, '--password-stdin'], one.password + '\n');
  }
  const listen = `127.0.0.1:${await freePort()}`;
  const args = ['serve', '--data', data, '--listen', listen, '--allow-private-addresses', ...(options.args ?? [])];
  const child = await start(args, `http://${listen}`, '/healthz');
  return {
    ...child,
    data,
    setUpLink: () => child.log().match(/http:\/\/\S+\/setup\/\S+/)?.[0],
    stop: async () => {
      await child.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

export const demoOwner = { email: 'demo@example.com', password: 'demo demo demo' };

/** `muster demo`: a made-up organisation, filled before it answers. */
export async function demo() {
  const listen = `127.0.0.1:${await freePort()}`;
  return start(['demo', '--listen', listen], `http://${listen}`, '/healthz', 90);
}

/** `muster fake wecom` and the like; `options` become `--members 200 --seed 7`, and one that is `true` its name alone. */
export async function fake(kind, options = {}) {
  const listen = `127.0.0.1:${await freePort()}`;
  const more = Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, String(value)]));
  return start(['fake', kind, '--listen', listen, ...more], `http://${listen}`, '/');
}

/** `muster fake smtp`: takes mail on `port`; `letters()` gives what arrived, newest first. */
export async function fakeMail() {
  const [port, page] = [await freePort(), `127.0.0.1:${await freePort()}`];
  const child = await start(['fake', 'smtp', '--listen', `127.0.0.1:${port}`, '--page', page], `http://${page}`, '/');
  const letters = async () => (await fetch(`${child.url}/letters`)).json();
  return { ...child, port, letters };
}

/** Runs a command of the binary to its end and gives what it printed. */
export async function command(args, input = '') {
  const child = spawn(binary(), args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const output = collect(child);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) fail(`muster ${args[0]} ended with ${code}\n${output()}`);
  return output();
}

async function start(args, url, path, patience = 20) {
  const child = spawn(binary(), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = collect(child);
  const closed = once(child, 'close');
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await closed;
    clearTimeout(late);
  };
  for (let waited = 0; waited < patience * 10; waited++) {
    if (child.exitCode !== null) fail(`muster ${args[0]} ended with ${child.exitCode}\n${log()}`);
    const answer = await fetch(url + path).catch(() => undefined);
    if (answer) return { url, log, stop };
    await sleep(100);
  }
  await stop();
  fail(`muster ${args[0]} did not listen within ${patience} s\n${log()}`);
}

function collect(child) {
  const pieces = [];
  child.stdout.on('data', (piece) => pieces.push(piece));
  child.stderr.on('data', (piece) => pieces.push(piece));
  return () => Buffer.concat(pieces).toString();
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function fail(message) {
  throw new Error(message);
}
