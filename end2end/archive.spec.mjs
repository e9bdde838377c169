// The message archive: messages come from files, are listed, found, read with a reason, and go on where somebody else looks after the customer.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { after } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axe, fake, owner, server } from './harness.mjs';
import { ask, bring, enter, onBoth, run, settings } from './world.mjs';

const stories = ['Files', 'Hands'].flatMap((story) => ['D', 'P'].map((tag) => `${story} ${tag}`));
const admin = (story) => ({ ...owner, organisation: story, email: `${story.replace(' ', '')}@example.com` });
// Organisations beside the first one read only from here.
const folder = mkdtempSync(join(tmpdir(), 'muster-archive-'));
after(() => rmSync(folder, { recursive: true, force: true }));
server({ others: stories.map(admin), args: ['--archive-files', folder] });

const toast = (page, text) => page.getByRole('status').getByText(text).first().waitFor();
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const patient = { timeout: 30_000 };
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function sound(page) {
  await axe(page);
  assert.ok((await sideways(page)) <= 0, 'nothing lies beside the screen');
}

/** A story on both devices: an organisation whose contacts, customers and seats are here, and a folder for its messages. */
function story(name, sentence, body) {
  onBoth(sentence, { timeout: 120_000 }, async (opened) => {
    const { context, url, tag } = opened;
    const platform = await fake('wecom', { members: 40, departments: 8, customers: 60, seed: 7 });
    try {
      await enter(context, url, admin(`${name} ${tag}`));
      const act = (name, body) => ask(context, url, name, body);
      const { name: called, ...typed } = settings(platform);
      const save = { kind: 'wecom', name: called, settings: { ...typed, archive_secret: 'fake-archive-secret' }, brake_percent: 5 };
      const connection = await act('connections/save', { save });
      for (const kind of ['sync_contacts', 'sync_customers', 'sync_seats']) await bring(context, url, connection, kind);
      const files = join(folder, `${name}-${tag}`);
      mkdirSync(join(files, 'media'), { recursive: true });
      await body({ ...opened, act, files, ...(await pair(act)) });
    } finally {
      await platform.stop();
    }
  });
}

/** A seat, its holder's id on the platform, and a customer whom nobody else looks after. */
async function pair(act) {
  for (const seat of (await act('seats/list', { query: { kind: 'service', page: { limit: 200 } } })).items) {
    const { external_id: user } = await act('members/get', { id: seat.holder_id });
    const { items } = await act('customers/list', { query: { owner: seat.holder_id, page: { limit: 50 } } });
    for (const row of items) {
      const customer = await act('customers/get', { id: row.id });
      if (user && customer.external_id && customer.relations.length === 1) return { seat, user, customer };
    }
  }
  assert.fail('somebody with a seat looks after a customer alone');
}

// An hour after the one before, so that there are several days.
const begin = Date.now() - 90 * 3_600_000;
const line = (n, from, to, type, body) => ({
  seq: n,
  msgid: `m${n}_external`,
  action: type === 'revoke' ? 'recall' : 'send',
  from,
  tolist: [to],
  roomid: '',
  msgtime: begin + n * 3_600_000,
  msgtype: type,
  [type]: body,
});
const text = (n, from, to, content) => line(n, from, to, 'text', { content });
const write = (files, lines) => writeFileSync(join(files, 'messages.jsonl'), lines.map((one) => JSON.stringify(one) + '\n').join(''));

/** Says why, where it is asked. */
async function give(page, reason) {
  await page.getByRole('heading', { name: 'Why do you read this conversation?' }).waitFor();
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await page.getByRole('button', { name: 'Open the conversation' }).click();
  await page.getByText(reason).waitFor();
}

const thread = (page) => page.getByRole('region', { name: 'Messages' });
const row = (page, name) => page.getByRole('row').filter({ hasText: name });

story('Files', 'files are connected, read, searched and opened with a reason', async ({ page, act, files, user, customer }) => {
  const name = customer.row.name;
  const wm = customer.external_id;
  // The first sixty are more than come at once.
  const lines = Array.from({ length: 60 }, (_, at) => text(at + 1, at % 2 ? user : wm, at % 2 ? wm : user, `Message ${at + 1}.`));
  lines.push(
    text(61, wm, user, '合同已寄出，请查收'),
    text(62, user, wm, '收到合同，谢谢'),
    line(63, wm, user, 'image', { sdkfileid: 'PICTURE1' }),
    line(64, user, wm, 'file', { sdkfileid: 'PAPER1', filename: 'Quote 7.pdf', fileext: 'pdf' }),
    line(65, wm, user, 'link', { title: 'Our harbour', description: 'Where ships lie', link_url: 'https://example.com/harbour' }),
    text(66, wm, user, 'My card ends in 4111'),
    line(67, wm, user, 'revoke', { pre_msgid: 'm66_external' }),
    line(68, wm, user, 'voice', { sdkfileid: 'VOICE-LOST', play_length: 4 }),
  );
  write(files, lines);
  writeFileSync(join(files, 'media', 'PICTURE1'), pixel);
  writeFileSync(join(files, 'media', 'PAPER1'), 'a quote');

  // Nothing is there: what is missing is said, with the way to it.
  await page.goto('/conversations');
  await page.getByText('No conversations yet').waitFor();
  await page.getByText('this server has no library that opens WeCom’s archive').waitFor();
  await sound(page);
  await page.getByRole('link', { name: 'Set up WeCom' }).click();
  await page.getByText('Messages of WeCom cannot be read on this server').waitFor();
  await page.getByText('Absent', { exact: true }).waitFor();
  await sound(page);
  await page.goto('/conversations');

  // Connecting files.
  await page.getByRole('link', { name: 'Connect files' }).click();
  await page.waitForURL(/\/sync\/connections\/new\?kind=archive_file/);
  await page.getByRole('textbox', { name: 'Name of the connection' }).fill('Harbour files');
  await page.getByRole('textbox', { name: 'Folder or file on the server' }).fill(files);
  await sound(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await toast(page, 'Saved.');
  await page.waitForURL(/\/sync\/connections\/(?!new)/);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText('All is well.').waitFor(patient);
  await page.getByRole('heading', { name: 'What a file looks like' }).waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Read new messages' }).click();
  await toast(page, 'The synchronisation has begun.');
  await page.getByText('New messages 68').first().waitFor(patient);
  await page.goto('/sync');
  const card = page.getByRole('region', { name: 'Harbour files' });
  await card.getByRole('heading', { name: 'Message archive', exact: true }).waitFor();
  await sound(page);

  // The list, and a search by one character.
  await page.goto('/conversations');
  await row(page, name).getByText('68', { exact: true }).waitFor();
  await sound(page);
  await page.getByRole('main').getByRole('searchbox').fill('寄');
  await page.waitForURL(/search=/);
  await row(page, name).getByText('1 found of 68').waitFor();
  await row(page, name).locator('a.row-link').click();
  await page.waitForURL(/\/conversations\/.+find=/);

  // Nobody reads without a reason.
  await page.getByRole('button', { name: 'Open the conversation' }).click();
  await page.locator('[name=reason][aria-invalid=true]').waitFor();
  await sound(page);
  await give(page, 'Complaint about delivery 1042');
  const messages = thread(page);
  await messages.locator('mark').getByText('寄', { exact: true }).waitFor();
  assert.equal(await messages.getByRole('article').count(), 1);
  await sound(page);

  // From what was found into the conversation, and back.
  await messages.getByRole('link', { name: 'Show in the conversation' }).click();
  await messages.getByText('收到合同，谢谢').waitFor();
  await messages.locator('.message.chosen').getByText('已').first().waitFor();
  await page.getByRole('link', { name: 'Back to what was found' }).click();
  await messages.getByRole('link', { name: 'Show in the conversation' }).waitFor();
  await page.getByRole('main').getByRole('searchbox').fill('nothing of the kind');
  await messages.getByText('No message has these words.').waitFor();
  await page.getByRole('main').getByRole('searchbox').fill('');

  // The newest: a picture, a file, a link, what was taken back and what was lost.
  const picture = messages.getByRole('img', { name: `Image from ${name}` });
  await picture.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector('.message-picture img')?.naturalWidth > 0);
  const paper = messages.getByRole('link', { name: 'Quote 7.pdf' });
  const [download] = await Promise.all([page.waitForEvent('download'), paper.click()]);
  assert.equal(download.suggestedFilename(), 'Quote 7.pdf');
  assert.equal(await messages.getByRole('link', { name: 'Our harbour' }).getAttribute('href'), 'https://example.com/harbour');
  const back = messages.getByRole('article').filter({ hasText: 'My card ends in 4111' });
  await back.getByText(/^Recalled /).waitFor();
  await messages.getByText(`${name} recalled a message.`).waitFor();
  await messages.getByText('Voice message · ').first().waitFor();
  await sound(page);

  // Earlier ones come as one scrolls up, to the beginning.
  assert.equal(await messages.getByText('Message 1.', { exact: true }).count(), 0);
  await messages.evaluate((box) => box.scrollTo(0, 0));
  await messages.getByText('Message 1.', { exact: true }).waitFor();
  await messages.getByText('The conversation begins here.').waitFor();
  assert.ok((await messages.getByRole('heading', { level: 2 }).count()) > 2, 'the days have headings');
  await sound(page);

  // Who read it, and why; the reason holds for an hour, so that nobody is asked again.
  await page.getByRole('tab', { name: 'Who read it' }).click();
  await row(page, 'Complaint about delivery 1042').waitFor();
  await sound(page);
  await page.reload();
  await page.getByRole('tab', { name: 'Messages' }).click();
  await messages.getByText('收到合同，谢谢').waitFor();
  const { items } = await act('audit/list', { query: { subject: 'conversation', verb: 'open' } });
  assert.equal(items.length, 1);

  // What is new comes by itself, and so does a picture that was still being fetched.
  let early = true;
  await page.route('**/fn/conversations/messages', async (route) => {
    const response = await route.fetch();
    const part = await response.json();
    const files = part.items.flatMap((one) => one.media).filter((file) => early && file.state === 'held');
    for (const file of files) file.state = 'pending';
    await route.fulfill({ response, json: part });
  });
  await page.reload();
  await messages.getByText('Image · ').waitFor();
  assert.equal(await picture.count(), 0);
  early = false;
  write(files, [...lines, text(69, wm, user, 'Are you there?')]);
  const connection = (await act('connections/list')).find((one) => one.kind === 'archive_file');
  await act('runs/start_sync', { connection: connection.id, kind: 'sync_archive' });
  await messages.getByText('Are you there?').waitFor(patient);
  await picture.waitFor(patient);
});

story('Hands', 'old and new read as one conversation, and the customer tells through whose hands he went', async (opened) => {
  const { page, context, url, act, files, seat, user, customer } = opened;
  const [name, wm] = [customer.row.name, customer.external_id];
  const { items } = await act('seats/successors', { query: { seat: seat.id, page: { limit: 200 } } });
  const heir = items.find((one) => !one.bar);
  const { external_id: next } = await act('members/get', { id: heir.member_id });
  await act('seats/inherit', { inherit: { id: seat.id, to: heir.member_id, range: 'everything' } });
  write(files, [
    text(1, wm, user, 'Where is the contract?'),
    text(2, user, wm, 'On its way.'),
    text(3, wm, next, 'Has it been sent?'),
    text(4, next, wm, 'Yesterday.'),
  ]);
  const save = { kind: 'archive_file', name: 'Harbour files', settings: { path: files }, brake_percent: 5 };
  const archive = await act('connections/save', { save });
  const read = await run(context, url, archive, 'sync_archive');
  assert.equal(read.counts.add, 4, JSON.stringify(read));

  // The customer's page: the chain, and from there to the conversations.
  await page.goto(`/customers/${customer.row.id}`);
  await page.getByRole('heading', { name: 'Chain of custody' }).waitFor();
  await page.getByText(/^Archived by a seat from /).first().waitFor();
  await page.getByText('Looks after the customer').waitFor();
  await sound(page);
  await page.getByRole('link', { name: 'Open the conversations' }).click();
  await page.waitForURL(/\/conversations\?customer=/);
  await page.getByRole('button', { name: `Remove filter: Customer: ${name}` }).waitFor();
  const line = row(page, name);
  await line.getByText(heir.name, { exact: true }).waitFor();
  await line.getByText(seat.holder, { exact: true }).waitFor();
  await line.locator('a.row-link').click();

  await give(page, 'Taking over');
  const messages = thread(page);
  await messages.getByText(`From here on with ${heir.name}, before with ${seat.holder}`).waitFor();
  assert.deepEqual(await messages.locator('.message .lines').allTextContents(), [
    'Where is the contract?',
    'On its way.',
    'Has it been sent?',
    'Yesterday.',
  ]);
  await sound(page);

  // From the seat to what its holder wrote.
  await page.goto('/settings/interoperability');
  const held = page.getByRole('row').filter({ hasText: heir.name }).filter({ hasText: 'Service' });
  await held.getByRole('button', { name: `Actions for ${heir.name}`, exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Open the conversations', exact: true }).click();
  await page.waitForURL(/\/conversations\?holder=/);
  await row(page, name).waitFor();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await row(page, name).waitFor();

  // The activity leads to the conversation.
  await page.goto('/activity?subject=conversation');
  await page.locator('.entry > summary').first().click();
  await page.getByRole('link', { name: 'Open', exact: true }).first().click();
  await page.waitForURL(/\/conversations\/./);
  await messages.getByText('Yesterday.').waitFor();
});
