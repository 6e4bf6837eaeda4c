// What a person sees, and when: from the key to the painted screen, in Chromium over the bridge of a release build.
//
// `cargo xtask bench` runs it; by hand:
// `PAPERCHART_BRIDGE=target/release/bridge node tests/bench/screen.mjs FOLDER PASSWORD TEXT...`, where FOLDER has a
// `practice` in it and each TEXT finds a patient. Every session is a new browser, so its first chart is the first chart
// that this browser draws. Nothing here waits inside the page: a page that is asked for news is a slower page.
// Out comes one line of JSON: the milliseconds of first charts, of later ones, of opening the search, and of its keystrokes.
import { openPage, startBridge, startBrowser } from '../e2e/lib/tools.mjs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const SESSIONS = 7;

const [folder, password, ...texts] = process.argv.slice(2);
if (!folder || !password || texts.length === 0) throw new Error('FOLDER PASSWORD TEXT... are needed');

const watch = await readFile(new URL('watch.js', import.meta.url), 'utf8');

const first = [];
const later = [];
const box = [];
const search = [];
for (let session = 0; session < SESSIONS; session += 1) {
  const bridge = await startBridge(folder);
  const browser = await startBrowser();
  try {
    const { page } = await openPage(browser, bridge.address);
    await page.getByLabel('Login').fill('okafor');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Expected' }).waitFor();
    await pause(1_000);
    await page.evaluate(watch);
    for (const [place, text] of texts.entries()) {
      // Once to look, and once to open.
      for (const key of ['Escape', 'Enter']) {
        await page.keyboard.press('Control+k');
        await page.keyboard.type(text, { delay: 120 });
        await pause(400);
        await page.keyboard.press(key);
      }
      await pause(1_200);
      const opened = await page.evaluate(() => globalThis.took.chart.pop());
      if (opened === undefined) throw new Error(`no chart came up for text ${place + 1}`);
      (place === 0 ? first : later).push(opened);
      await page.keyboard.press('Alt+1');
      await pause(300);
    }
    const took = await page.evaluate(() => globalThis.took);
    box.push(...took.box);
    search.push(...took.search);
  } finally {
    await browser.close();
    await bridge.kill();
  }
}

console.log(JSON.stringify([first, later, box, search]));
