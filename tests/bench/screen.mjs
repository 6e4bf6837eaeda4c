// What a person sees, and when: from the key to the painted screen, in Chromium over the bridge of a release build.
//
// `cargo xtask bench` runs it; by hand:
// `PAPERCHART_BRIDGE=target/release/bridge node tests/bench/screen.mjs FOLDER PASSWORD TEXT...`, where FOLDER has a
// `practice` in it and each TEXT finds a patient. Every session is a new browser, so its first chart is the first chart
// that this browser draws. Nothing here waits inside the page: a page that is asked for news is a slower page.
import { openPage, startBridge, startBrowser } from '../e2e/lib/tools.mjs';
import { setTimeout as pause } from 'node:timers/promises';

const SESSIONS = 7;
/** What the window may take from the key to the screen, in milliseconds. */
const BUDGET = { chart: 150, search: 50 };

const [folder, password, ...texts] = process.argv.slice(2);
if (!folder || !password || texts.length === 0) throw new Error('FOLDER PASSWORD TEXT... are needed');

/** Notes for each key how long it took until what came of it was painted. */
function watch() {
  const took = { chart: [], search: [] };
  globalThis.took = took;
  const offers = () =>
    [...document.querySelectorAll('[role="option"]')].map((one) => one.textContent).join('\n');
  let began = 0;
  let offered = '';
  let waits_for = null;
  addEventListener(
    'keydown',
    (event) => {
      offered = offers();
      began = performance.now();
      waits_for = event.key === 'Enter' ? 'chart' : event.key.length === 1 ? 'search' : null;
    },
    true,
  );
  // A key after which the list stays as it was shows nothing new, and is not counted.
  const is_there = {
    chart: () => document.querySelector('[aria-label="Timeline"] article') !== null,
    search: () => offers() !== '' && offers() !== offered,
  };
  new MutationObserver(() => {
    if (!waits_for || !is_there[waits_for]()) return;
    const [what, since] = [waits_for, began];
    waits_for = null;
    // The frame that shows it is made, and only then is this message read.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => took[what].push(performance.now() - since);
      port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

const first = [];
const later = [];
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
      await page.keyboard.press('Control+k');
      await page.keyboard.type(text, { delay: 120 });
      await pause(400);
      await page.keyboard.press('Enter');
      await pause(1_200);
      const opened = await page.evaluate(() => globalThis.took.chart.pop());
      if (opened === undefined) throw new Error(`no chart came up for text ${place + 1}`);
      (place === 0 ? first : later).push(opened);
      await page.keyboard.press('Alt+1');
      await pause(300);
    }
    search.push(...(await page.evaluate(() => globalThis.took.search)));
  } finally {
    await browser.close();
    await bridge.kill();
  }
}

const row = (what, times, budget) => {
  if (times.length === 0) return;
  const sorted = times.toSorted((a, b) => a - b);
  const most = sorted.at(-1);
  const median = sorted[Math.floor(sorted.length / 2)];
  const verdict = most <= budget ? 'held' : '**missed**';
  const cells = [what, times.length, median.toFixed(0), most.toFixed(0), `${budget} ${verdict}`];
  console.log(`| ${cells.join(' | ')} |`);
};
console.log(
  '| from the key to the painted screen, ms | times | median | most | budget |\n|---|---:|---:|---:|---|',
);
row('open a chart, the first of a session', first, BUDGET.chart);
row('open a chart, a later one', later, BUDGET.chart);
row('search, a keystroke', search, BUDGET.search);
