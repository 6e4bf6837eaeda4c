// What the tests of the window share: the bridge, Chromium, counted keys, axe.
//
// Libraries come from ui/node_modules, so that the repository has one list of JavaScript packages.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const pictures = path.join(root, 'tests/e2e/out');
const require = createRequire(path.join(root, 'ui/package.json'));
const axe_source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Starts the bridge on a folder; resolves with its address and the way to stop it. `prefix` runs it on another disk. */
export async function startBridge(folder, prefix = []) {
  const program = process.env.PAPERCHART_BRIDGE ?? path.join(root, 'target/debug/bridge');
  const options = ['--practice', path.join(folder, 'practice'), '--demo', path.join(folder, 'demo')];
  const whole = [...prefix, program, ...options, '--port', '0', '--ui', path.join(root, 'ui/dist')];
  const bridge = spawn(whole[0], whole.slice(1), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    bridge.once('error', reject);
    bridge.once('exit', (code) => reject(new Error(`the bridge ended with ${code} before it listened`)));
    bridge.stdout.on('data', (bytes) => {
      said += bytes;
      const found = /listening (http:\/\/\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
  });
  return {
    address,
    /** As a power cut would: nothing is asked of the program. */
    kill: () =>
      new Promise((resolve) => {
        bridge.once('exit', resolve);
        bridge.kill('SIGKILL');
      }),
  };
}

/** Chromium without anything that would reach out. */
export async function startBrowser() {
  const { chromium } = await import(pathToFileURL(require.resolve('playwright-core')).href).then(
    (module) => module.default ?? module,
  );
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page on which everything that goes wrong in the window is collected: errors and refusals of the policy;
 * and what was asked and not answered yet, for the eye when something waits in vain. `SLOW_ANSWERS=150` lets each answer
 * of the boundary come up to so many milliseconds late: what races with an answer, in the tests or in the window, shows. */
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults = [];
  const unanswered = new Set();
  page.on('request', (request) => unanswered.add(request));
  for (const over of ['requestfinished', 'requestfailed'])
    page.on(over, (request) => unanswered.delete(request));
  page.on('pageerror', (error) => faults.push(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    // A refused command is an answer and not a fault; the browser logs its status line all the same.
    const is_answer = /status of 422/.test(message.text());
    if (message.type() === 'error' && !is_answer) faults.push(`console: ${message.text()}`);
  });
  const most = Number(process.env.SLOW_ANSWERS ?? 0);
  if (most > 0)
    await context.route('**/rpc/**', async (route) => {
      try {
        const response = await route.fetch();
        await new Promise((resolve) => setTimeout(resolve, Math.random() * most));
        await route.fulfill({ response });
      } catch {
        // The bridge was killed, or who asked is gone.
        await route.abort().catch(() => undefined);
      }
    });
  await page.goto(address);
  return { page, faults, unanswered };
}

/** The keyboard, counted: a chord is one key, a letter is one key. */
export class CountedKeys {
  constructor(page) {
    this.page = page;
    this.count = 0;
  }

  async press(...keys) {
    for (const key of keys) {
      this.count += 1;
      await this.page.keyboard.press(key);
    }
  }

  async type(text) {
    this.count += [...text].length;
    await this.page.keyboard.type(text);
  }
}

/** What axe finds on the page as it is, one line a finding. */
export async function findingsOfAxe(page) {
  const session = await page.context().newCDPSession(page);
  // Through the debugger and not as a script of the page: the policy of the window stays as it is.
  await session.send('Runtime.evaluate', { expression: axe_source });
  await session.detach();
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, {
      resultTypes: ['violations'],
    });
    return violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} — ${node.failureSummary}`),
    );
  });
}

/** What a key answers has to be on the screen for a moment first: TO_LOOK of ui/src/kit/keys.ts. */
export function lookAtIt(page) {
  return page.waitForTimeout(800);
}

/** For `page.route`: the answer comes later than the next key. */
export async function slowly(route) {
  await new Promise((resolve) => setTimeout(resolve, 300));
  await route.continue();
}

/** Takes a picture for the eye. */
export async function takePicture(page, name) {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}
