// The sections of the chart in the window: history, order, result, vaccine, document, by keys, with axe on each form; then
// each section walked by real keys through all that can be done with it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
import { letter, walkDocuments } from './lib/papers.mjs';
import { walkCosign, walkInbox } from './lib/second.mjs';
import { walkBack, walkPatient, walkSections } from './lib/walks.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'paperchart-sections-'));
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
  await page.keyboard.press('Control+k');
  await page.keyboard.type('delacroix');
  await page
    .getByRole('option', { name: /Delacroix/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Marguerite Delacroix-Thompson' }).waitFor();
  const summary = page.getByRole('complementary', { name: 'Summary' });
  await summary.getByText(/Ex-smoker, quit .*20 pack-years/).waitFor();
  check(true, 'the history stands in the summary');
  await takePicture(page, 'sections-chart');
  const marks = await summary
    .locator('summary')
    .evaluateAll((lines) => lines.map((line) => getComputedStyle(line).listStyleType));
  check(
    marks.length > 0 && marks.every((mark) => mark === 'none'),
    'no mark of the engine, for which it would look through the faces of the system',
  );

  const dialog = page.getByRole('dialog');
  const axe = async (what) => {
    const findings = await findingsOfAxe(page);
    check(findings.length === 0, `${what}: axe finds nothing ${findings.slice(0, 2).join(' | ')}`);
  };

  // An order, with the last value in sight.
  await page.keyboard.press('Alt+o');
  await dialog.getByRole('combobox', { name: 'Test or set' }).waitFor();
  await keys.type('a1c');
  await dialog.getByRole('option', { name: /HbA1c/ }).first().waitFor();
  const facts = await dialog.getByRole('option', { name: /HbA1c/ }).first().textContent();
  check(/%, .* ago/.test(facts ?? ''), `the last value is in sight: ${facts?.trim()}`);
  await keys.press('Enter');
  await takePicture(page, 'sections-order');
  await axe('the order');
  await keys.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  check(keys.count <= 8, `an order takes ${keys.count} keys`);

  // A result closes it, and says so before.
  await page.keyboard.press('Alt+l');
  await dialog.getByRole('combobox', { name: 'Test' }).waitFor();
  await page.keyboard.type('a1c');
  await dialog.getByRole('option', { name: /HbA1c/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Value', { exact: true }).fill('8.1');
  await dialog.getByLabel('Their range').fill('4.0–5.6');
  await dialog.getByText('above their range').waitFor();
  await dialog.getByText(/closes the order/).waitFor();
  check(true, 'a result says what it is and what it closes');
  await takePicture(page, 'sections-result');
  await axe('the result');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });

  // A vaccine by the name on the box.
  await page.keyboard.press('Alt+i');
  await dialog.getByRole('combobox', { name: 'Vaccine' }).waitFor();
  await page.keyboard.type('shingrix');
  await dialog
    .getByRole('option', { name: /Zoster/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  check(await dialog.getByText('What is due is not computed.').isVisible(), 'no schedule is promised');
  await axe('the vaccine');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  await summary.getByText('Zoster, recombinant').waitFor();

  // In a low window the button stays in sight, and what is refused comes into it.
  const inSight = (locator) =>
    locator.evaluate((node) => {
      const box = node.getBoundingClientRect();
      return node.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
    });
  await page.setViewportSize({ width: 1280, height: 440 });
  await page.keyboard.press('Alt+i');
  const vaccine = dialog.getByRole('combobox', { name: 'Vaccine' });
  await vaccine.waitFor();
  check(!(await inSight(dialog.getByLabel('Expires'))), 'the form is longer than the window');
  await dialog.getByLabel('Expires').fill('soon');
  await vaccine.fill('Zoster');
  await dialog.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  check(await inSight(dialog.getByRole('button', { name: 'Write it down' })), 'its button is in sight');
  await takePicture(page, 'sections-low');
  await page.keyboard.press('Control+Enter');
  await dialog.getByRole('alert').waitFor();
  check(await inSight(dialog.getByRole('alert')), 'what is refused is in sight');
  check(
    await dialog
      .getByLabel('Expires')
      .evaluate((node) => node === document.activeElement && node.value === 'soon'),
    'with the keyboard on it, and as it was typed',
  );
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.setViewportSize({ width: 1440, height: 900 });

  // The history, counted while it is typed.
  await page.keyboard.press('Alt+h');
  await dialog.getByRole('radio', { name: 'Social and habits' }).click();
  await dialog.getByLabel('Cigarettes a day').fill('10');
  await dialog.getByLabel('For how many years').fill('30');
  await dialog.getByText('10 cigarettes a day ÷ 20 × 30 years').waitFor();
  check(true, 'pack-years with their formula');
  await takePicture(page, 'sections-history');
  await axe('the history');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  // A document: chosen, filed, shown.
  const file = path.join(folder, 'cardiology_letter.pdf');
  writeFileSync(file, letter('Rate control satisfactory'));
  await page.keyboard.press('Alt+d');
  await dialog.getByLabel('Choose a file').setInputFiles(file);
  await dialog.getByRole('img', { name: /First page/ }).waitFor();
  check(
    (await dialog.getByLabel('What it is').inputValue()) === 'cardiology letter',
    'the title comes from the name',
  );
  await takePicture(page, 'sections-document-form');
  await axe('the document form');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  await summary.getByRole('button', { name: /^cardiology letter/ }).click();
  await dialog.getByRole('img', { name: 'Picture of cardiology letter' }).waitFor();
  check(true, 'the document is drawn inside the window');
  await takePicture(page, 'sections-document');
  await axe('the document');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  const sheet = page.getByRole('article', { name: /cardiology letter/ });
  const small = sheet.locator('img');
  await small.waitFor();
  const ends = (locator) => locator.evaluate((node) => node.getBoundingClientRect().bottom);
  check((await ends(small)) < (await ends(sheet)), 'its small picture stands on its page of the timeline');
  await small.click();
  await dialog.getByRole('img', { name: /^Picture of .*cardiology letter$/ }).waitFor();
  check(true, 'and opens it');
  await page.keyboard.press('Escape');

  await walkDocuments(page, check);
  await walkSections(page, check);
  await walkPatient(page, check);
  await walkBack(page, check, /^cardiology letter/);
  await walkInbox(page, check);
  await walkCosign(page, check, async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('delacroix');
    await page
      .getByRole('option', { name: /Delacroix/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Marguerite Delacroix' }).waitFor();
  });
  check(faults.length === 0, `nothing went wrong in the page ${faults.slice(0, 3).join(' | ')}`);
} catch (error) {
  if (page) await takePicture(page, 'sections-stopped');
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
