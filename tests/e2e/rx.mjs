// Prescribing, end to end, in Chromium over the bridge on the demo practice: diagnosis, favourite, typed line, repeat all,
// a renewal asked for and approved, findings answered in place, the plan. Keys and milliseconds of day.md's steps 11 to
// 14 and 23 are counted and asserted; axe looks at every state, in light and dark and both sizes.
//
// `node tests/e2e/rx.mjs`, after `cargo build --bin bridge` and `npm run build` in ui/.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DayTable } from './lib/table.mjs';
import {
  CountedKeys,
  findingsOfAxe,
  lookAtIt,
  openPage,
  startBridge,
  startBrowser,
  takePicture,
} from './lib/tools.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'paperchart-rx-'));
const day = new DayTable();
const found_by_axe = [];
const bridge = await startBridge(folder);
const browser = await startBrowser();

const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
];

/** Lets axe look at a state in light and dark, and takes its picture in both sizes. */
async function look(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await takePicture(page, `rx-${name}-${size.width}-${colorScheme}`);
    }
    for (const finding of await findingsOfAxe(page)) found_by_axe.push(`${name}, ${colorScheme}: ${finding}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(sizes[0]);
}

/** Calls the boundary as the window does. */
async function rpc(command, request = {}) {
  const response = await fetch(`${bridge.address}/rpc/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`);
  return answer.view;
}

try {
  await rpc('practice.demo');
  const nurse = { login: 'brandt-rn', password: 'tulip bicycle river' };
  await rpc('staff.add_user', { name: 'Nina Brandt', role: 'nurse', ...nurse });

  // The lists are unpacked once a session; what is measured is a program that is running.
  await rpc('problems.suggest', { text: 'cough' });
  await rpc('prescriptions.suggest', { text: 'amox' });

  const { page, faults } = await openPage(browser, bridge.address);
  const keys = new CountedKeys(page);
  const byName = (role, name) => page.getByRole(role, { name, exact: false });
  const summary = page.getByRole('complementary', { name: 'Summary' });
  const drug_line = page.getByRole('combobox', { name: 'Drug line' });
  const off = (name) => page.getByRole('button', { name: `Take ${name}`, exact: false });
  const openChart = async (typed, name) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(typed);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, exact: false }).first().waitFor();
  };

  await byName('heading', 'Expected').waitFor();
  await openChart('delacroix', 'Marguerite Delacroix-Thompson');
  await page.getByLabel('Subjective').waitFor();
  await summary.getByRole('button', { name: /^Ibuprofen 400 mg/ }).focus();
  await page.getByRole('tooltip').getByText('Over the counter').waitFor();
  await page.keyboard.press('Escape');
  await look(page, '01-chart');

  // A diagnosis: words, the marked code, Enter.
  await day.step(11, 'Diagnosis, coded', keys, { keys: 5, ms: 3_000 }, async () => {
    await keys.press('Alt+p');
    await byName('dialog', 'Add a problem').waitFor();
    await keys.type('uti');
    await page.getByRole('option').first().waitFor();
    await keys.press('Enter');
    await summary.getByRole('button', { name: 'Urinary tract infection' }).waitFor();
  });
  await page.keyboard.press('Alt+p');
  await byName('dialog', 'Add a problem').waitFor();
  await page.keyboard.type('type 1 diabetes');
  await page.getByRole('option').first().waitFor();
  await look(page, '02-diagnosis-typed');
  await page.keyboard.press('Enter');
  await page.getByText('is listed:').first().waitFor();
  await look(page, '03-diagnosis-excluded');
  await page.keyboard.press('Escape');
  await byName('dialog', 'Add a problem').waitFor({ state: 'detached' });

  // A drug as it is typed; what it means and what it could also be stands under it.
  await page.keyboard.press('Alt+r');
  await page.keyboard.type('doxy 100 bd 7d');
  await page.getByText('Take 1 capsule by mouth twice daily for 7 days.').first().waitFor();
  await look(page, '04-typed');
  // Warfarin is on the list: the INR that the check speaks of is ordered by one key, and the cursor stays in the line.
  await page
    .getByText(/INR 3\.8 on \d{1,2} [A-Z][a-z]{2}/)
    .first()
    .waitFor();
  await byName('button', 'order INR').waitFor();
  await page.keyboard.press('Alt+i');
  await page.getByRole('textbox', { name: 'Assessment and plan' }).getByText('INR').waitFor();
  assert.ok(
    await drug_line.evaluate((input) => input === document.activeElement),
    'the cursor is still in the drug line',
  );
  await drug_line.fill('');
  await day.step(13, 'New drug, typed', keys, { keys: 22, ms: 8_000 }, async () => {
    await keys.press('Alt+r');
    await keys.type('doxy 100 bd 7d');
    await page.getByText('Take 1 capsule by mouth twice daily for 7 days.').first().waitFor();
    await keys.press('Enter');
    await off('Doxycycline 100 mg capsule').waitFor();
  });

  // What is contraindicated asks before going on, in place; one key answers, and the answer is kept.
  await page.keyboard.press('Alt+r');
  await page.keyboard.type('amox 500 tid 7d');
  await page.getByText('Contraindicated').first().waitFor({ state: 'attached' });
  await look(page, '04b-contraindicated');
  await page.keyboard.press('Enter');
  await page
    .getByRole('group', {
      name: 'Why is it ordered all the same',
      exact: false,
    })
    .waitFor();
  assert.equal(await off('Amoxicillin').count(), 0, 'nothing was ordered by that Enter');
  assert.equal(await page.getByRole('dialog').count(), 0, 'and no dialog came up');
  await look(page, '04c-asks');
  await page.keyboard.press('4');
  await off('Amoxicillin 500 mg capsule').waitFor();
  await off('Amoxicillin 500 mg capsule').click();
  await page.getByRole('button', { name: 'what is checked' }).first().click();
  await byName('dialog', 'What is checked').waitFor();
  await page.getByRole('rowheader', { name: 'Interaction' }).waitFor();
  await look(page, '04d-coverage');
  await page.keyboard.press('Escape');

  // Everything long-term again.
  await day.step(14, 'Repeat all long-term drugs', keys, { keys: 3, ms: 5_000 }, async () => {
    await keys.press('Alt+r', 'ArrowDown', 'Enter');
    await off('Lisinopril 20 mg tablet').waitFor();
  });
  await off('Metformin').waitFor();
  await look(page, '05-repeated');

  // A protocol of two drugs gets a name, and is one pick from then on.
  for (const drug of ['Lisinopril', 'Metformin', 'Atorvastatin', 'Warfarin']) {
    const there = off(drug);
    if ((await there.count()) > 0) await there.first().click();
  }
  await drug_line.fill('');
  await page.keyboard.press('Alt+r');
  await page.keyboard.type('saline nasal spray 2 sprays each nostril tid #1');
  await page.getByText('Use 2 sprays in each nostril').first().waitFor();
  await page.keyboard.press('Enter');
  await off('Sodium chloride').waitFor();
  await page.getByRole('button', { name: 'favourites', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Sinusitis');
  await look(page, '06-favourites');
  await page.getByRole('button', { name: 'Save these 2 drugs' }).click();
  await page.getByText('Sinusitis is a favourite.').first().waitFor();
  await page.keyboard.press('Escape');
  await off('Doxycycline').first().click();
  await off('Sodium chloride').first().click();
  await day.step(12, 'New drugs by favourite', keys, { keys: 8, ms: 4_000 }, async () => {
    await keys.press('Alt+r');
    await keys.type('sin');
    await page.getByRole('option', { name: 'Sinusitis' }).waitFor();
    await keys.press('ArrowDown', 'Enter');
    await off('Sodium chloride').waitFor();
  });
  await off('Doxycycline').first().waitFor();

  // What the patient takes: added as told, held, changed, with reasons.
  await page.keyboard.press('Alt+m');
  await byName('dialog', 'Add a medicine').waitFor();
  await page.keyboard.type("St John's wort 300 mg tab od");
  await page.getByRole('radio', { name: 'Herbal or supplement' }).click();
  await page.getByLabel('How it is really taken').fill('on bad days');
  await look(page, '07-medicine');
  await page.keyboard.press('Control+Enter');
  await summary.getByRole('button', { name: /^St John/ }).focus();
  await page.getByRole('tooltip').getByText('on bad days').waitFor();
  await page.keyboard.press('Escape');
  await summary.getByRole('button', { name: 'Lisinopril 20 mg' }).click();
  await page.getByRole('button', { name: 'Change the dose' }).click();
  await page.getByLabel('How it is taken now').fill('40 mg 1 tab every morning');
  await page.getByLabel('Why?').fill('above goal');
  await look(page, '08-change');
  await page.keyboard.press('Control+Enter');
  await summary.getByRole('button', { name: 'Lisinopril 40 mg' }).waitFor();

  await page.getByRole('dialog').waitFor({ state: 'detached' });

  // The plan says what is different.
  await page.keyboard.press('Alt+e');
  await byName('dialog', 'Medication plan').waitFor();
  await page.getByText('Changed. Before: 20 mg tablet').waitFor();
  await look(page, '09-plan');
  await page.keyboard.press('Escape');

  // The nurse asks for a renewal by telephone.
  const switchTo = async ({ login, password }) => {
    await page.keyboard.press('Control+Shift+l');
    await page.getByLabel('Login').fill(login);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await byName('dialog', 'takes over').waitFor({ state: 'detached' });
  };
  await page.getByText('draft · saved').first().waitFor();
  await switchTo(nurse);
  await openChart('delacroix', 'Marguerite Delacroix-Thompson');
  await summary.getByRole('button', { name: /^Ibuprofen 400 mg/ }).waitFor();
  await day.step(23, 'Phone renewal: request', keys, { keys: 4, ms: 12_000 }, async () => {
    await keys.press('Alt+w');
    await byName('dialog', 'Ask for a renewal').getByRole('checkbox').first().waitFor();
    await keys.press('1', 'Control+Enter');
    await page.getByText('1 renewal waits for the physician.').first().waitFor();
  });
  await page.keyboard.press('Alt+w');
  await byName('dialog', 'Ask for a renewal').getByRole('checkbox').first().waitFor();
  await look(page, '10-request');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+4');
  await page.getByText('A physician approves these.').waitFor();
  assert.equal(await byName('button', 'Approve').count(), 0, 'a nurse is not offered to approve');
  await switchTo({ login: 'okafor', password: 'demo demo demo' });
  // Each person comes back to where they were: the physician begins at the day's list.
  await page.keyboard.press('Alt+1');
  await byName('heading', 'Expected').waitFor();
  await day.step(23, 'Phone renewal: approve', keys, { keys: 2, ms: 13_000 }, async () => {
    await keys.press('Alt+4');
    await byName('button', 'Approve and sign').waitFor();
    await lookAtIt(page);
    await keys.press('Enter');
    await page.getByText('is signed.').first().waitFor();
  });
  await page.getByText('No renewal waits.').waitFor();
  await look(page, '11-renewals-done');

  day.print();
  assert.deepEqual(faults, [], 'nothing went wrong in the page');
  assert.deepEqual(found_by_axe, [], 'axe finds nothing in any state');
  assert.deepEqual(day.overKeys(), [], 'no step takes more keys than a practised user may need');
  assert.deepEqual(day.overTime(), [], 'no step takes longer than the clinic day allows');
  console.log(`prescribing is through: ${day.rows.length} steps counted, axe clean in every state`);
} catch (failure) {
  const [context] = browser.contexts().slice(-1);
  const [page] = context?.pages().slice(-1) ?? [];
  if (page) await takePicture(page, 'rx-where-it-failed');
  throw failure;
} finally {
  await browser.close();
  await bridge.kill();
  rmSync(folder, { recursive: true, force: true });
}
