// A chart of 1,000 visits in Chromium: opened, scrolled from the newest page to the oldest, with the time between frames
// measured in the page. Prints the figures; fails where scrolling would be seen to stop, or the list is not virtual.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPage, startBridge, startBrowser, takePicture } from './lib/tools.mjs';

const VISITS = 1_000;
/** What a person would see as a stop, in milliseconds. A debug build on a busy machine stays below it. */
const STOP = 1_000;
/** What may be in the page at once of the rows. */
const ROWS = 60;

const folder = mkdtempSync(path.join(tmpdir(), 'paperchart-scroll-'));

/** One patient with visits, each with vitals, every third with a result: as another program would send them. */
function bundle() {
  const subject = { reference: 'Patient/long' };
  const resource = (r) => ({ resource: r });
  const entry = [
    resource({
      resourceType: 'Patient',
      id: 'long',
      name: [{ family: 'Longchart', given: ['Ada'] }],
      gender: 'female',
      birthDate: '1950-04-02',
    }),
  ];
  for (let n = 0; n < VISITS; n += 1) {
    const day = new Date(Date.UTC(2000, 0, 3 + n * 9, 9, 0)).toISOString();
    const encounter = { reference: `Encounter/e${n}` };
    entry.push(
      resource({
        resourceType: 'Encounter',
        id: `e${n}`,
        status: 'finished',
        class: { code: 'AMB' },
        subject,
        period: { start: day, end: day },
        reasonCode: [{ text: `Visit ${n}: blood pressure and a cough` }],
      }),
      resource({
        resourceType: 'Observation',
        id: `v${n}`,
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }], text: 'Weight' },
        subject,
        encounter,
        effectiveDateTime: day,
        valueQuantity: { value: 70 + (n % 15), unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
      }),
    );
    if (n % 3 === 0)
      entry.push(
        resource({
          resourceType: 'Observation',
          id: `r${n}`,
          status: 'final',
          code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' },
          subject,
          effectiveDateTime: day,
          valueQuantity: { value: 4 + (n % 9) / 10, unit: 'mmol/L', code: 'mmol/L' },
        }),
      );
  }
  return { resourceType: 'Bundle', type: 'collection', entry };
}

const bridge = await startBridge(folder);
const browser = await startBrowser();
let page;
try {
  ({ page } = await openPage(browser, bridge.address));
  await page.getByRole('button', { name: /demo/i }).first().click();
  await page.getByRole('heading', { name: /today/i }).first().waitFor({ timeout: 90_000 });
  const file = path.join(folder, 'long.json');
  writeFileSync(file, JSON.stringify(bundle()));
  page.setDefaultTimeout(120_000);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('import');
  await page.keyboard.press('Enter');
  await page.getByLabel('Files').fill(file);
  await page.getByRole('button', { name: 'Read the files' }).click();
  await page.getByRole('button', { name: 'Enter this' }).click();
  await page.getByRole('heading', { name: 'What was entered' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('longchart');
  await page.getByRole('option').first().waitFor();
  const began = performance.now();
  await page.keyboard.press('Enter');
  await page.getByRole('article').first().waitFor();
  const opened = performance.now() - began;

  const frames = await page.evaluate(async (rows_at_most) => {
    const list = document.querySelector('[role="list"][aria-label="Timeline"]');
    const times = [];
    let most = 0;
    let last = performance.now();
    let quiet = 0;
    while (quiet < 20) {
      const before = list.scrollTop;
      list.scrollTop += 900;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      times.push(now - last);
      last = now;
      most = Math.max(most, list.querySelectorAll('article').length);
      const at_end = list.scrollTop === before;
      quiet = at_end ? quiet + 1 : 0;
      // At the end of what is in hand more is read: wait for it without counting the wait as a frame.
      if (at_end) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        last = performance.now();
      }
    }
    times.sort((a, b) => a - b);
    const at = (part) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))]);
    const oldest = [...list.querySelectorAll('article')].at(-1)?.getAttribute('aria-label') ?? '';
    return {
      count: times.length,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      most: Math.round(times.at(-1)),
      rows: most,
      oldest,
      rows_at_most,
    };
  }, ROWS);
  await takePicture(page, 'scroll-oldest');
  console.log(
    `a chart of ${VISITS} visits: first page in sight ${Math.round(opened)} ms after Enter; ` +
      `${frames.count} frames from the newest to the oldest page, between frames p50 ${frames.p50} ms, p95 ${frames.p95} ms, ` +
      `p99 ${frames.p99} ms, longest ${frames.most} ms; at most ${frames.rows} rows in the page; ends at ${frames.oldest}`,
  );
  assert.match(frames.oldest, /Jan 2000/, 'the oldest page is reached');
  assert.ok(frames.rows < ROWS, `the list is virtual: ${frames.rows} rows`);
  assert.ok(frames.most < STOP, `nothing stops the scrolling: ${frames.most} ms`);
} catch (failure) {
  if (page) await takePicture(page, 'scroll-stopped');
  throw failure;
} finally {
  await browser.close();
  await bridge.kill();
  rmSync(folder, { recursive: true, force: true });
}
