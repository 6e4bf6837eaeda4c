// Filed in the wrong chart, and two charts of one person, in the window: moved, merged, taken apart again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findingsOfAxe, openPage, startBridge, startBrowser, takePicture } from './lib/tools.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'paperchart-moving-'));
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
  await page.getByRole('button', { name: /demo/i }).first().click();
  await page.getByRole('heading', { name: /today/i }).first().waitFor({ timeout: 60_000 });
  const axe = async (what) => {
    const findings = await findingsOfAxe(page);
    check(findings.length === 0, `${what}: axe finds nothing ${findings.slice(0, 2).join(' | ')}`);
  };
  const open = async (text, name) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(text);
    await page.getByRole('option', { name }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name }).first().waitFor();
  };
  const dialog = page.getByRole('dialog');
  const timeline = page.getByRole('list', { name: 'Timeline' });
  /** Finds somebody in the dialog and looks at them twice. */
  const pick = async (label, text, name) => {
    await dialog.getByRole('combobox', { name: label }).fill(text);
    await dialog.getByRole('option', { name }).first().waitFor();
    await page.keyboard.press('Enter');
    const chosen = dialog.getByRole('group', { name: 'Is it this patient?' });
    await chosen.waitFor();
    const said = (await chosen.textContent()) ?? '';
    check(
      name.test(said) && /Born/.test(said) && /No\. \d/.test(said),
      `who it is stands there: ${said.trim()}`,
    );
  };

  // A letter in the wrong chart.
  await open('delacroix', /Delacroix-Thompson/);
  await page.keyboard.press('Control+f');
  await page.getByRole('searchbox', { name: 'Words in the timeline' }).fill('labile');
  const letter = timeline.getByRole('article', { name: /Cardiology, annual review/ });
  await letter.waitFor();
  await letter.getByRole('button').first().click();
  await dialog.getByRole('button', { name: 'Filed in the wrong chart…' }).click();
  await pick('Whose is it?', 'park', /Park/);
  await dialog.getByLabel('Why?').fill('The letter is about Mr Park');
  await takePicture(page, 'moving-refile');
  await axe('moving to another chart');
  await dialog.getByRole('button', { name: /Move to chart/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await letter.getByText(/Moved to chart/).waitFor();
  check(true, 'the page is struck and says where it went');
  await takePicture(page, 'moving-gone');
  await open('hyun-woo', /Park/);
  await timeline.getByText(/Moved here from chart/).waitFor();
  check(true, 'in the right chart it says whence it came');
  await takePicture(page, 'moving-come');

  // Two charts of one person. What can be done is found by the word people have for it.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('merge');
  await page.getByRole('option', { name: 'The same person as another chart…' }).waitFor();
  await takePicture(page, 'moving-search');
  await axe('the search over a chart');
  await page.getByRole('option', { name: 'The same person as another chart…' }).click();
  await pick('Which chart is the same person’s?', 'szabo', /Szabó/);
  await dialog.getByLabel('Why?').fill('The same insurance card');
  await takePicture(page, 'moving-merge');
  await axe('merging two charts');
  await dialog.getByRole('button', { name: /as part of this one/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  const strip = page.getByRole('list', { name: 'Charts read as part of this one' });
  await strip.getByText(/The same insurance card/).waitFor();
  await takePicture(page, 'moving-merged');
  await axe('the merged chart');
  await open('zsofia', /Park/);
  check(true, 'the name of the duplicate leads to the whole chart');
  await strip.getByRole('button', { name: 'Take it back…' }).click();
  await dialog.getByLabel('Why?').fill('They are two people');
  await axe('taking them apart');
  await dialog.getByRole('button', { name: 'Take them apart' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await strip.waitFor({ state: 'hidden' });
  await open('szabo', /Szabó/);
  check(true, 'they are two charts again');
  check(faults.length === 0, `nothing went wrong in the page ${faults.slice(0, 3).join(' | ')}`);
} catch (error) {
  if (page) await takePicture(page, 'moving-stopped');
  wrong.push(String(error));
  console.error(error);
} finally {
  await browser.close();
  await bridge.kill();
  rmSync(folder, { recursive: true, force: true });
}
if (wrong.length > 0) {
  console.error(`${wrong.length} wrong`);
  process.exit(1);
}
