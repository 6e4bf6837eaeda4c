// Finding what was said: in all charts from the search box, and in the chart at the page, with the words marked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CountedKeys,
  findingsOfAxe,
  openPage,
  startBridge,
  startBrowser,
  takePicture,
} from './lib/tools.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'paperchart-find-'));
const wrong = [];
const check = (holds, what) => {
  if (!holds) wrong.push(what);
  console.log(`${holds ? 'ok   ' : 'WRONG'} ${what}`);
};

const bridge = await startBridge(folder);
const browser = await startBrowser();
let page;
try {
  const opened = await openPage(browser, bridge.address);
  page = opened.page;
  const { faults } = opened;
  const keys = new CountedKeys(page);
  await page.getByRole('button', { name: /demo/i }).first().click();
  await page.getByRole('heading', { name: /today/i }).first().waitFor({ timeout: 60_000 });
  const axe = async (what) => {
    const findings = await findingsOfAxe(page);
    check(findings.length === 0, `${what}: axe finds nothing ${findings.slice(0, 2).join(' | ')}`);
  };

  // From the box to all charts: no patient is called so, so Enter is enough.
  await keys.press('Control+k');
  await keys.type('warfrain');
  await page.getByRole('option', { name: 'Search all charts for “warfrain”' }).waitFor();
  await takePicture(page, 'find-box');
  await page.getByRole('option', { name: 'Search all charts for “warfrain”' }).click();
  const found = page.getByRole('group', { name: 'Patients in whose charts it was said' });
  await found.getByRole('article').first().waitFor();
  check(
    (await found.locator('mark').first().textContent())?.toLowerCase() === 'warfarin',
    'a slip is forgiven',
  );
  check((await found.getByText('similar word').count()) > 0, 'and it is said that the word is a similar one');
  await takePicture(page, 'find-everywhere');
  await axe('all charts');

  // Another word, by the keys alone: arrow to the page, Enter opens the chart there.
  const box = page.getByRole('searchbox', { name: 'Words in all charts' });
  await box.fill('');
  await found.getByRole('article').first().waitFor({ state: 'hidden' });
  // In one go: the list of fewer letters holds the same word, and would be opened with those.
  await box.fill('cardiology');
  await found
    .locator('mark', { hasText: /^cardiology$/i })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox', { name: 'Words in the timeline' }).waitFor();
  const timeline = page.getByRole('list', { name: 'Timeline' });
  await timeline
    .locator('mark', { hasText: /cardiology/i })
    .first()
    .waitFor();
  check(
    (await page.getByRole('searchbox', { name: 'Words in the timeline' }).inputValue()) === 'cardiology',
    'the chart shows the pages that say it',
  );
  await takePicture(page, 'find-in-chart');
  await axe('the chart with marks');

  // Whatever is typed, nothing breaks.
  const here = page.getByRole('searchbox', { name: 'Words in the timeline' });
  for (const text of ['"', "a' OR 1=1 --", 'NEAR(x*', '<img src=x onerror=alert(1)>', '🩺 żółć']) {
    await here.fill(text);
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
    check(
      (await page.getByText('The timeline could not be read').count()) === 0,
      `typing ${text} breaks nothing`,
    );
  }
  check(faults.length === 0, `no fault in the window ${faults.join(' | ')}`);
} catch (error) {
  check(false, error instanceof Error ? error.message : String(error));
  if (page) await takePicture(page, 'find-failed');
} finally {
  await browser.close();
  await bridge.kill();
  rmSync(folder, { recursive: true, force: true });
}
if (wrong.length > 0) {
  console.error(`\n${wrong.length} wrong`);
  process.exit(1);
}
