// The one screen, by keys: lines that tell and act, a goal and the number in full, the inbox in two keys an item, a past
// day on which nothing can be written, and the looks of a file that fails. With axe on each.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CountedKeys,
  findingsOfAxe,
  lookAtIt,
  openPage,
  slowly,
  startBridge,
  startBrowser,
  takePicture,
} from './lib/tools.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'paperchart-screen-'));
const bridge = await startBridge(folder);
const browser = await startBrowser();
const by_axe = [];
let page;
try {
  const opened = await openPage(browser, bridge.address);
  page = opened.page;
  const { faults } = opened;
  const keys = new CountedKeys(page);
  const look = async (name) => {
    await takePicture(page, `screen-${name}`);
    by_axe.push(...(await findingsOfAxe(page)).map((finding) => `${name}: ${finding}`));
  };
  const openChart = async (text, name) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(text);
    await page.getByRole('option', { name }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name }).waitFor();
  };
  await page.getByRole('button', { name: /demo/i }).first().click();
  await page.getByRole('heading', { name: /today/i }).first().waitFor({ timeout: 90_000 });
  // The draft comes late: whoever has gone to a line of the summary meanwhile stays there.
  await page.route('**/rpc/notes.draft', slowly);
  await openChart('delacroix', /Delacroix/);
  await page.keyboard.press('Alt+j');
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('textbox', { name: 'Subjective', exact: true }).waitFor();
  assert.ok(
    await page.evaluate(() => document.activeElement?.matches('[data-row]')),
    'a late draft leaves the keyboard in the summary',
  );
  const summary = page.getByRole('complementary', { name: 'Summary' });
  const dialog = page.getByRole('dialog');
  const tooltip = page.getByRole('tooltip');

  // Every line is one line, whatever stands in it.
  await summary.getByRole('button', { name: /^Warfarin 5 mg 1 tab evening/ }).waitFor();
  const heights = await summary
    .locator('[data-row]')
    .evaluateAll((lines) => lines.filter((line) => line.offsetParent).map((line) => line.offsetHeight));
  assert.ok(heights.length > 15, `the summary has lines: ${heights.length}`);
  assert.ok(Math.max(...heights) < 32, `each is one line: ${Math.max(...heights)} pixels`);

  // A line tells everything on focus, and its keys act.
  await page.keyboard.press('Alt+j');
  await page.keyboard.press('ArrowDown');
  await tooltip.getByText('I48.91').waitFor();
  await tooltip.getByText('entered in error').waitFor();
  await look('line');
  await keys.press('r');
  await page.getByText('Atrial fibrillation: resolved.').waitFor();
  await summary.getByText('2 resolved').click();
  await summary.getByRole('button', { name: /^Atrial fibrillation/ }).press('r');
  await page.getByText('Atrial fibrillation: is back.').waitFor();
  // The line leaves its list and the focus comes to another by itself; there a letter is heard after a moment.
  await summary.getByText('1 resolved').waitFor();
  await lookAtIt(page);
  await summary.getByRole('button', { name: /^Hypertension/ }).press('c');
  await dialog.getByText('Correct a problem').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await summary.getByRole('button', { name: /^Penicillin/ }).press('e');
  await dialog.getByLabel('Why was it an error?').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  // A goal in one typed line; what cannot be read is said, and stays typed.
  const pressure = summary.getByRole('button', { name: /^BP / });
  await pressure.press('g');
  await dialog.getByLabel('Where it should be').fill('130');
  await page.keyboard.press('Control+Enter');
  await dialog.getByText('A blood pressure has two numbers').waitFor();
  assert.equal(await dialog.getByLabel('Where it should be').inputValue(), '130', 'what was typed stays');
  await look('goal');
  await dialog.getByLabel('Where it should be').fill('< 130/80');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Goal set: Blood pressure < 130/80 mmHg.').waitFor();
  await pressure.press('Enter');
  await dialog.getByRole('img', { name: /Blood pressure: drawing of/ }).waitFor();
  await dialog.getByText('Lisinopril: lowers this number', { exact: false }).waitFor();
  assert.ok((await dialog.locator('svg .goal').count()) > 0, 'the goal is drawn as a band');
  assert.ok((await dialog.locator('svg .dose').count()) >= 2, 'the doses are drawn above the curve');
  await look('trend');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  // The filters and the past day stand in one row.
  const tops = await page
    .locator('.filters button')
    .evaluateAll(
      (buttons) =>
        new Set(
          buttons.filter((b) => b.offsetParent).map((b) => Math.round(b.offsetTop + b.offsetHeight / 2)),
        ).size,
    );
  assert.equal(tops, 1, 'the filters are one row');

  // On a small screen, and with large letters, what the visit is left with stands in one row that is not cut.
  for (const letters of ['normal', 'large', 'largest']) {
    await page.evaluate((size) => (document.documentElement.dataset.textSize = size), letters);
    await page.setViewportSize({ width: 1280, height: 720 });
    const rows = await page.locator('.visit footer').evaluate((footer) => {
      const edge = footer.getBoundingClientRect().right;
      const boxes = [...footer.children].map((button) => button.getBoundingClientRect());
      return {
        tops: new Set(boxes.map((box) => box.top)).size,
        fits: boxes.every((box) => box.right <= edge),
      };
    });
    assert.deepEqual(rows, { tops: 1, fits: true }, `the footer of the visit, letters ${letters}`);
  }
  await page.evaluate(() => (document.documentElement.dataset.textSize = 'normal'));
  await look('small');
  await summary.getByRole('button', { name: 'Results in a grid by day' }).click();
  await dialog.getByRole('columnheader').nth(3).waitFor();
  const overlaps = await dialog
    .getByRole('columnheader')
    .evaluateAll((heads) => heads.filter((head) => head.scrollWidth > head.clientWidth).length);
  assert.equal(overlaps, 0, 'no day of the grid stands over its neighbour');
  await dialog.getByText('Days 1 to 12 of 13').waitFor();
  await dialog.getByRole('button', { name: 'Older days' }).press('Enter');
  await dialog.getByText('Day 13 of 13').waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('[role="region"]'));
  await dialog.getByRole('button', { name: 'Newer days' }).press('Enter');
  await dialog.getByText('Days 1 to 12 of 13').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 1440, height: 900 });

  // The list of the keys opens by its key.
  await summary.getByRole('button', { name: 'Results in a grid by day' }).focus();
  await page.keyboard.press('?');
  await dialog.getByText('Chart: as at an earlier day').waitFor();
  await look('keys');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  // The inbox: Enter opens, Ctrl Enter acknowledges; two keys an item.
  await page.keyboard.press('Alt+3');
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  const item = page.getByRole('button', { name: /Basic metabolic panel, INR/ });
  await item.waitFor();
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-item'));
  await look('inbox');
  keys.count = 0;
  await keys.press('Enter');
  await dialog.getByRole('button', { name: 'Acknowledge' }).waitFor();
  await look('acknowledge');
  await lookAtIt(page);
  await keys.press('Control+Enter');
  await page.getByText('Nothing waits for review.').first().waitFor();
  assert.equal(keys.count, 2, 'an item takes two keys');

  // A past day: the banner says so, and neither a button nor a key writes.
  await openChart('delacroix', /Delacroix/);
  // The sheet is made when it is opened, and the keyboard is on its control again when it is closed.
  const day = page.getByRole('button', { name: 'Chart as at…' });
  const sheet = page.getByRole('dialog', { name: 'Chart as at…' });
  await day.click();
  await sheet.waitFor();
  assert.equal(await day.getAttribute('aria-expanded'), 'true', 'the control says that its sheet is there');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Chart as at…'));
  await page.keyboard.press('Enter');
  await sheet.waitFor();
  await day.click();
  await sheet.waitFor({ state: 'detached' });
  await day.evaluate((control) => control.blur());
  await page.keyboard.press('Alt+s');
  await sheet.waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Chart as at…'));
  await day.click();
  await sheet.waitFor();
  await day.click();
  await sheet.waitFor({ state: 'detached' });
  await day.click();
  await page.getByLabel('Day', { exact: true }).fill('2026-01-15');
  await page.keyboard.press('Enter');
  await page.getByText('It can be read and not changed.').waitFor();
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const names = await page
    .locator('.chart')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((b) => b.getAttribute('aria-label') ?? b.textContent ?? ''));
  const writes = /^\s*(\+ add|Add a|Start|Sign|correct|Set a goal|Addendum|None known|renew|plan)/i;
  assert.deepEqual(
    names.filter((name) => writes.test(name)),
    [],
    'no button writes',
  );
  for (const key of ['p', 'a', 'm', 'v', 'o', 'l', 'd', 'h', 'i', 'w', 'e', 'r', 'n', 'g', 'x', 'c', 't']) {
    await page.keyboard.press(`Alt+${key}`);
    assert.equal(await dialog.count(), 0, `Alt ${key} opens nothing that writes`);
  }
  const offers = async (text) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(text);
    await page.getByRole('option', { name: `Search all charts for “${text}”` }).waitFor();
    const found = await page.getByRole('option').allInnerTexts();
    await page.keyboard.press('Escape');
    return found.map((one) => one.split('\n')[0]);
  };
  assert.deepEqual(
    (await offers('add')).filter((one) => /^Add/.test(one)),
    [],
    'nor does the search box',
  );
  assert.ok((await offers('print')).includes('Print'), 'which offers what reads');
  await page.keyboard.press('Alt+j');
  for (const key of ['c', 'e', 'r', 's', 'h', 'd', 't', 'a', 'n', 'g']) await page.keyboard.press(key);
  assert.equal(await dialog.count(), 0, 'no key of a line writes');
  await summary.getByRole('button', { name: /^Hypertension/ }).press('Enter');
  await dialog.getByText('Versions').waitFor();
  assert.equal(
    await dialog.getByRole('button', { name: /Correct|error|Resolved/ }).count(),
    0,
    'nor the details',
  );
  await page.keyboard.press('Escape');
  const said = asked.filter((url) =>
    /[a-z]\.(add|correct|set|end|record|resolve|mark_in_error|sign|save_draft|start|arrive|stop|change|acknowledge|review)$/.test(
      url,
    ),
  );
  assert.deepEqual(said, [], 'nothing was asked that writes');
  await look('as-at');
  await page.getByRole('button', { name: 'Back to now' }).click();
  await summary.getByRole('button', { name: 'Add a problem' }).waitFor();

  // The looks of what was never asked, and of a file that fails: an error is not an empty list.
  const failing =
    /charts\.open|charts\.timeline|results\.to_review|notes\.unsigned|prescriptions\.waiting|tasks\.list|encounters\.today|charts\.trend|results\.grid|charts\.history|patients\.recent/;
  const refuse = (route) => {
    if (!failing.test(route.request().url())) return route.continue();
    return route.fulfill({
      status: 422,
      contentType: 'application/json',
      body: JSON.stringify({
        code: 'store',
        message: 'The file could not be read.',
        field: null,
        seconds: null,
      }),
    });
  };
  await summary.getByRole('button', { name: 'Open the trends' }).waitFor();
  await page.route('**/*', refuse);
  await summary.getByRole('button', { name: 'Open the trends' }).click();
  await dialog.getByText('The numbers could not be read').waitFor();
  await look('trend-failed');
  await page.keyboard.press('Escape');
  await summary.getByRole('button', { name: 'Results in a grid by day' }).click();
  await dialog.getByText('The results could not be read').waitFor();
  await page.keyboard.press('Escape');
  await summary.getByRole('button', { name: /^Hypertension/ }).click();
  await dialog.getByText('The versions could not be read').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Visits', exact: true }).click();
  await page.getByText('The timeline could not be read').waitFor();
  await look('timeline-failed');
  await page.keyboard.press('Alt+3');
  await page.getByText('This could not be read').nth(2).waitFor();
  // Only the lists: the last message on screen is of before.
  const lists = page.locator('.inbox');
  const empty = lists.getByText(/Nothing waits|Every note is signed|No renewal waits|No task is open/);
  assert.equal(await empty.count(), 0, 'what could not be read is not empty');
  assert.equal(await lists.getByText('0', { exact: true }).count(), 0, 'nor has it a number');
  await look('inbox-failed');
  await page.keyboard.press('Alt+1');
  await page.getByText('The file could not be read.').first().waitFor();
  assert.equal(await page.getByText(/Nobody/).count(), 0, 'a list that failed is not an empty one');
  await page.unroute('**/*', refuse);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByRole('heading', { name: 'Expected' }).waitFor();

  // A part of the program that does not come is said, and the rest goes on; the next try has it.
  const again = await (await browser.newContext()).newPage();
  await again.route('**/Chart-*.js', (route) => route.abort());
  await again.goto(bridge.address);
  await again.getByRole('heading', { name: 'Expected' }).waitFor();
  await again.keyboard.press('Alt+ArrowDown');
  await again.getByText('A part of the program did not come.').waitFor();
  await again.unroute('**/Chart-*.js');
  await again.getByRole('button', { name: 'Try again' }).click();
  await again.getByRole('heading', { name: 'Expected' }).waitFor();
  await again.close();

  assert.deepEqual(faults, [], 'nothing went wrong in the page');
  assert.deepEqual(by_axe, [], 'axe finds nothing on any of them');
  console.log(`the one screen is through: ${heights.length} lines, axe clean`);
} catch (failure) {
  if (page) await takePicture(page, 'screen-stopped');
  throw failure;
} finally {
  await browser.close();
  await bridge.kill();
  rmSync(folder, { recursive: true, force: true });
}
