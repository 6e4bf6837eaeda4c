// What more than one thing or one person takes part in: the queue of the inbox, and a note that a second physician signs.
import assert from 'node:assert/strict';
import { findingsOfAxe, lookAtIt, slowly } from './tools.mjs';
import { Walker } from './walks.mjs';

/** Ctrl Enter held down: the keyboard repeats it. */
async function holdControlEnter(page, times) {
  await page.keyboard.down('Control');
  for (let at = 0; at < times; at += 1) {
    await page.keyboard.down('Enter');
    await page.waitForTimeout(100);
  }
  await page.keyboard.up('Enter');
  await page.keyboard.up('Control');
}

/** Enter opens the first, each Ctrl Enter acknowledges it and has the next on the screen, until none is left. A key
 * that is held down or struck twice takes one: the next has to be on the screen for a moment first. */
export async function walkInbox(page, check) {
  const dialog = page.getByRole('dialog');
  const list = page.locator('section[aria-labelledby="inbox-review"] [data-item]');
  await page.keyboard.press('Alt+3');
  await list.first().waitFor();
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-item'));
  const waiting = await list.count();
  assert.ok(waiting >= 3, `several things wait for review: ${waiting}`);
  await page.keyboard.press('Enter');
  const seen = [];
  for (let at = 0; at < waiting; at += 1) {
    await dialog.getByRole('button', { name: /^(Acknowledge|I have read it)/ }).waitFor();
    await lookAtIt(page);
    seen.push(await dialog.getByRole('heading', { level: 2 }).first().innerText());
    const was = await dialog.elementHandle();
    if (at === 0) await holdControlEnter(page, 10);
    else await page.keyboard.press('Control+Enter');
    if (at === 1) await page.keyboard.press('Control+Enter');
    // The same sheet does not stay: the next one, or none.
    await was.waitForElementState('hidden');
  }
  await page.getByText('Nothing waits for review.').first().waitFor();
  check(seen.length === waiting, `the inbox: one key an item leads through ${waiting}: ${seen.join(' · ')}`);
}

/** Another physician comes, takes over by keys and signs the note of the first as well. */
export async function walkCosign(page, check, openChart) {
  const walker = new Walker(page, check);
  const { dialog } = walker;
  const secret = 'velvet anchor sunday';
  await page.keyboard.press('Control+k');
  await page.keyboard.type('people');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add a person…' }).press('Enter');
  await dialog.getByText('Add a person').first().waitFor();
  await page.keyboard.type('Dr Lena Quist');
  await walker.write('Login', 'quist');
  await dialog.getByLabel('Role', { exact: true }).selectOption('physician');
  await walker.write(/^First password$/, secret);
  await walker.write('First password again', secret);
  await walker.send();

  await openChart();
  await page.keyboard.press('Alt+n');
  await page.keyboard.type('Feels well.');
  // The words that a key asked for are on their way while the next key is struck: they are in what is signed. The key
  // is held down, too: it opens the sheet and does not sign what nobody has read.
  await page.route('**/rpc/notes.expand', slowly);
  await page.keyboard.press('Alt+x');
  await holdControlEnter(page, 10);
  await page.unrouteAll({ behavior: 'wait' });
  const sign = page.getByRole('dialog', { name: 'Sign' });
  await sign.getByText('Heart sounds normal').waitFor();
  check(true, 'what a key has asked for is in what is signed, and a held key does not sign');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'Print' }).waitFor();
  await walker.leave();
  await page.getByText('signed by Dr Ada Okafor').waitFor();
  const second = page.getByRole('button', { name: 'Sign as well' });
  check((await second.count()) === 0, 'nobody signs the own note a second time');

  await page.keyboard.press('Control+Shift+L');
  await dialog.getByText('Another person takes over').first().waitFor();
  await page.keyboard.type('quist');
  await page.keyboard.press('Tab');
  await page.keyboard.type(secret);
  const began = performance.now();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Dr Lena Quist/ }).waitFor();
  const took = performance.now() - began;
  check(took < 2_000, `another person takes over in ${Math.round(took)} ms, at most 2000`);
  await openChart();
  // The note is opened at its page of the timeline, whatever day it is of.
  await page
    .getByRole('button', { name: /^Visit — Sore throat/ })
    .first()
    .press('Enter');
  await second.waitFor();
  const findings = await findingsOfAxe(page);
  check(findings.length === 0, `the note of a past visit: axe finds nothing ${findings[0] ?? ''}`);
  await walker.tabTo('Sign as well');
  await page.keyboard.press('Enter');
  await page
    .getByText(/Signed as well .*Dr Lena Quist/)
    .first()
    .waitFor();
  await second.waitFor({ state: 'detached' });
  check(
    await page.getByText('signed by Dr Ada Okafor').first().isVisible(),
    'a second physician has signed the note as well; the first signature stays',
  );
}
