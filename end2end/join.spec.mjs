import assert from 'node:assert/strict';
import { axe, browserTest, open, owner, server, signIn } from './harness.mjs';

const muster = server({ owner: false });
const guest = { name: 'Ann Applicant', email: 'ann@example.com', password: 'correct horse battery staple' };

browserTest('the set-up link makes the first account and leads inside', async ({ page }) => {
  await page.goto(muster.setUpLink());
  await page.fill('[name=organisation]', owner.organisation);
  await page.fill('[name=name]', owner.name);
  await page.fill('[name=email]', owner.email);
  await page.fill('[name=password]', owner.password);
  await page.press('[name=password]', 'Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('Ada Owner').first().waitFor();
});

browserTest('an invitee joins on a phone without scripts and is let in by an admin whose queue shows the row at once', async ({ page }) => {
  await signIn(page);
  const invitation = await page.evaluate(async () => {
    const answer = await fetch('/fn/invitations/create', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ new: { position: 'Deck hand', max_uses: 1 } }),
    });
    return answer.json();
  });
  await page.goto('/joining');
  await page.getByRole('heading', { level: 1 }).waitFor();

  const phone = await open({ device: 'phone', scripts: false });
  try {
    await phone.page.goto(invitation.url);
    await phone.page.getByText('Ada Owner invites you.').waitFor();
    await phone.page.getByText('Deck hand').first().waitFor();
    await axe(phone.page);
    await phone.page.fill('[name=name]', guest.name);
    await phone.page.fill('form:has([name=name]) [name=email]', guest.email);
    await phone.page.fill('form:has([name=name]) [name=password]', guest.password);
    await phone.page.press('form:has([name=name]) [name=password]', 'Enter');
    await phone.page.getByText('Waiting for approval').first().waitFor();

    // Without a reload.
    await page.getByText(guest.name, { exact: true }).first().waitFor();
    await page.getByText(guest.name, { exact: true }).first().click();
    await page.keyboard.press('a');
    await page.getByRole('dialog').getByRole('button', { name: /^Approve/ }).click();
    await page.getByText(/approved/i).first().waitFor();

    await phone.page.goto('/');
    assert.equal(new URL(phone.page.url()).pathname, '/');
    assert.equal((await phone.page.goto(invitation.url)).status(), 410, 'the only use is taken');
    await phone.page.getByText(/used/i).first().waitFor();
  } finally {
    await phone.context.close();
  }
});
