// The visit, end to end, in Chromium over the bridge on a real encrypted practice: the practice is made, a patient
// comes, vitals, note, problem, allergy, prescription, a kill in the middle of a sentence, sign, print, verify.
// On the way axe looks at each screen, keys and milliseconds of the clinic day are counted, and whatever goes wrong in
// the page (an error, a refusal of the content security policy) fails the test.
//
// `node tests/e2e/visit.mjs`, after `cargo build --bin bridge` and `npm run build` in ui/.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seeOtherPlaces } from './lib/places.mjs';
import { DayTable } from './lib/table.mjs';
import {
  CountedKeys,
  findingsOfAxe,
  openPage,
  slowly,
  startBridge,
  startBrowser,
  takePicture,
} from './lib/tools.mjs';

const password = 'garden violin kettle';
const folder = mkdtempSync(path.join(tmpdir(), 'paperchart-e2e-'));
const day = new DayTable();
const found_by_axe = [];
let waiting_for = () => [];
let bridge = await startBridge(folder);
const browser = await startBrowser();

/** Lets axe look at a screen and takes its picture. */
async function look(page, name) {
  await takePicture(page, name);
  for (const finding of await findingsOfAxe(page)) found_by_axe.push(`${name}: ${finding}`);
}

try {
  let { page, faults, unanswered } = await openPage(browser, bridge.address);
  waiting_for = () => [...unanswered].map((request) => request.url());
  let keys = new CountedKeys(page);
  const byName = (role, name) => page.getByRole(role, { name, exact: false });

  // First run: the practice, its first user, the recovery code typed back.
  await byName('heading', 'Make your practice').waitFor();
  await look(page, '01-first-run');
  await page.getByLabel('Practice name').fill('Hill Street Practice');
  await page.getByLabel('Your name').fill('Dr Ada Okafor');
  await page.getByLabel('Login').fill('okafor');
  await page.getByLabel('Qualification').fill('MD, family medicine');
  await page.getByLabel('Registration number').fill('IL 036-123456');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(`${password}!`);
  await byName('button', 'Make the practice').click();
  await page.getByText('The two passwords are not the same.').waitFor();
  await page.getByLabel('Password again').fill(password);
  await byName('button', 'Make the practice').click();

  await byName('heading', 'Write this code down').waitFor();
  await look(page, '02-recovery-code');
  const code = (
    await page.getByRole('list', { name: 'Recovery code' }).getByRole('listitem').allInnerTexts()
  ).join('-');
  assert.equal(code.length, 44, 'the recovery code is nine groups of four signs');
  await page.getByLabel('Type the code back').fill('0000-0000');
  await byName('button', 'I have it on paper').click();
  await page.getByRole('alert').first().waitFor();
  await page.getByLabel('Type the code back').fill(code.toLowerCase().replaceAll('-', ' '));
  await byName('button', 'I have it on paper').click();
  await byName('heading', 'Expected').waitFor();
  await look(page, '03-today-empty');

  // Lock; a wrong password keeps the login; unlock.
  await page.keyboard.press('Control+l');
  const password_input = page.getByLabel('Password', { exact: true });
  await password_input.waitFor();
  await look(page, '04-unlock');
  await password_input.fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').first().waitFor();
  assert.equal(await page.getByLabel('Login').inputValue(), 'okafor', 'a wrong password keeps the login');
  await password_input.fill('');
  await password_input.focus();
  const unlock = await day.step(1, 'Unlock, Today is there', keys, { ms: 2000 }, async () => {
    await keys.type(password);
    await keys.press('Enter');
    await byName('heading', 'Expected').waitFor();
  });
  assert.equal(unlock.keys, password.length + 1, 'unlocking is the password and nothing else');

  // A new patient, by keys alone, who is here now.
  await day.step(4, 'New patient', keys, { keys: 45, ms: 45_000 }, async () => {
    await keys.press('p');
    await byName('dialog', 'New patient').waitFor();
    await keys.type('Ana');
    await keys.press('Tab');
    await keys.type('Silva');
    await keys.press('Tab', 'Space', 'Tab');
    await keys.type('14 3 1959');
    await keys.press('Tab');
    await keys.type('5550142007');
    await keys.press('Control+Enter');
    await byName('button', 'Ana Silva').waitFor();
  });
  await page.keyboard.press('r');
  await page.getByLabel('Reason for coming').waitFor();
  await page.keyboard.type('sore throat');
  await page.keyboard.press('Enter');
  await byName('button', 'sore throat').waitFor();
  await look(page, '05-today-waiting');

  // The same person again is shown while she is typed, and nothing is blocked.
  await page.keyboard.press('p');
  await page.keyboard.type('ana');
  await page.keyboard.press('Tab');
  await page.keyboard.type('silva');
  await byName('button', 'Open this chart instead').waitFor();
  await look(page, '06-duplicate');
  await page.keyboard.press('Escape');

  // A booked patient arrives.
  await page.keyboard.press('p');
  await byName('dialog', 'New patient').waitFor();
  await page.getByLabel('Given names').fill('Owen');
  await page.getByLabel('Family name').fill('Adeyemi');
  await page.getByLabel('Birth date or age').fill('29y');
  await byName('button', 'Register').last().click();
  await byName('dialog', 'New patient').waitFor({ state: 'detached' });
  await page.keyboard.press('b');
  await page.getByRole('combobox', { name: 'Patient', exact: true }).waitFor();
  await page.keyboard.type('adeyemi');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Reason').fill('sick note');
  await page.getByText('Later today').click();
  await page.getByLabel('Time').fill('23:50');
  await look(page, '07-book');
  await page.keyboard.press('Control+Enter');
  await byName('button', 'Owen Adeyemi').waitFor();
  // The list that is read anew comes late: it does not take the keyboard from the vitals.
  await page.route('**/rpc/encounters.today', slowly);
  await day.step(3, 'Known patient arrives', keys, { keys: 6, ms: 6_000 }, async () => {
    await keys.press('ArrowLeft', 'a');
    await page.getByText('Owen Adeyemi is waiting.').first().waitFor();
  });

  // Vitals through the form, by keys alone; saved and handed over.
  await byName('button', 'Ana Silva').click();
  await day.step(5, 'Vitals, saved and handed over', keys, { keys: 30, ms: 25_000 }, async () => {
    await keys.press('v');
    await page.getByLabel('Vitals in one line').waitFor();
    await page.getByLabel('Blood pressure').waitFor();
    await keys.press('Tab');
    await keys.type('158/92');
    await keys.press('Tab');
    await keys.type('78');
    await keys.press('Tab');
    await keys.type('37.9');
    await keys.press('Tab');
    await keys.type('97');
    await keys.press('Tab', 'Tab');
    await keys.type('81.5');
    await keys.press('Control+Enter');
    await page.getByText('ready for the doctor').first().waitFor();
  });
  await page.unrouteAll({ behavior: 'wait' });
  // And by the line: read at every keystroke, not saved here.
  await page.keyboard.press('v');
  await page.getByLabel('Vitals in one line').fill('bp 158/92 hr 78 t 37.9 spo2 97 wt 81.5');
  await page.waitForFunction(
    () => [...document.querySelectorAll('input')].filter((input) => input.value === '158/92').length === 1,
  );
  assert.equal(await page.getByLabel('Weight').inputValue(), '81.5', 'the line fills the form');
  await look(page, '08-vitals');
  await page.keyboard.press('Escape');

  // The doctor takes the next patient.
  await day.step(7, 'Next patient, chart on screen', keys, { keys: 1, ms: 150 }, async () => {
    await keys.press('n');
    await byName('heading', 'Visit, today').waitFor();
  });
  await byName('heading', 'Ana Silva').waitFor();
  await page.getByLabel('Subjective').waitFor();
  await look(page, '09-chart');

  // Allergies: never asked, and then one.
  await page.getByText('Allergies never asked').first().waitFor();
  await page.keyboard.press('Alt+a');
  await byName('dialog', 'Add an allergy').waitFor();
  await page.keyboard.type('Penicillin');
  await page.keyboard.press('Tab');
  await page.keyboard.type('rash');
  await look(page, '10-allergy');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Penicillin — rash').first().waitFor();
  assert.equal(
    await page.getByText('Allergies never asked').count(),
    0,
    'asked and listed is no longer never asked',
  );

  await day.step(11, 'Diagnosis, in words', keys, { keys: 5, ms: 3_000 }, async () => {
    await keys.press('Alt+p');
    await byName('dialog', 'Add a problem').waitFor();
    await keys.type('flu');
    await keys.press('Control+Enter');
    await page.getByRole('complementary', { name: 'Summary' }).getByText('flu').waitFor();
  });

  // The note: saved at the pause, and there again after a kill.
  await page.getByLabel('Subjective').click();
  await page.keyboard.type('Facial pressure for 5 days, worse bending.');
  await page.getByText('draft · saved').waitFor();
  await page.getByLabel('Assessment and plan').click();
  await page.keyboard.type('Acute maxillary sinusitis.');
  await page.getByText('draft · saved').waitFor();
  await day.step(13, 'New drug, typed', keys, { keys: 22, ms: 8_000 }, async () => {
    await keys.press('Alt+r');
    await keys.type('doxy 100mg cap bd 7d');
    await page.getByText('twice daily').first().waitFor();
    await keys.press('Enter');
    await byName('button', 'off the prescription').waitFor();
  });
  await page.keyboard.type('ibuprofen 400 mg tab tid 5d');
  await page.getByText('ibuprofen', { exact: false }).first().waitFor();
  await look(page, '11-prescription');
  await page.keyboard.press('Enter');
  await byName('button', 'off the prescription').nth(1).waitFor();
  await page.getByLabel('Assessment and plan').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Doxy');
  await page.getByText('draft · saving').waitFor();
  await page.getByText('draft · saved').waitFor();

  await bridge.kill();
  await page.keyboard.type('cycline');
  await page.getByText('not saved').first().waitFor();
  assert.deepEqual(
    faults.filter((fault) => !/Failed to load|ERR_CONNECTION/.test(fault)),
    [],
  );
  await page.context().close();

  bridge = await startBridge(folder);
  ({ page, faults, unanswered } = await openPage(browser, bridge.address));
  keys = new CountedKeys(page);
  await page.getByLabel('Login').fill('okafor');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Expected' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('silva an');
  await page.getByRole('option').first().waitFor();
  await look(page, '12-search');
  await page.keyboard.press('Enter');
  const plan = page.getByLabel('Assessment and plan');
  await plan.waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'textbox');
  assert.equal(await plan.innerText(), 'Acute maxillary sinusitis. Doxy', 'the draft is back after the kill');
  const cursor = await page.evaluate(() => {
    const selection = document.getSelection();
    return [document.activeElement?.textContent, selection?.isCollapsed, selection?.focusOffset];
  });
  assert.deepEqual(
    cursor,
    ['Acute maxillary sinusitis. Doxy', true, 31],
    'the cursor is back in the same word',
  );
  assert.equal(
    await page.getByRole('button', { name: 'off the prescription' }).count(),
    2,
    'both drugs are back',
  );

  // Sign: what is missing and exactly what is signed, then the pages.
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'Sign' }).getByText('Acute maxillary sinusitis. Doxy').waitFor();
  await look(page, '13-sign');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Sign' }).waitFor({ state: 'detached' });
  await day.step(19, 'Sign, missing items first', keys, { keys: 2, ms: 2_000 }, async () => {
    await keys.press('Control+Enter');
    await page.getByRole('dialog', { name: 'Sign' }).getByText('Acute maxillary sinusitis. Doxy').waitFor();
    await keys.press('Control+Enter');
    await page.getByRole('dialog', { name: 'Print' }).waitFor();
  });
  await page.getByAltText('Page 1 of').waitFor();
  await look(page, '14-print');
  await page.keyboard.press('Escape');
  await page.getByText('signed by Dr Ada Okafor').waitFor();
  await look(page, '15-signed');
  await day.step(18, 'Print the visit, pages on screen', keys, { keys: 2, ms: 500 }, async () => {
    await keys.press('Control+p');
    await page.getByAltText('Page 1 of').waitFor();
  });
  // A prescription lacks two addresses: it is refused with their names, and each is one click away.
  await page.getByRole('radio', { name: 'Prescription' }).click();
  await page.getByText("the patient's address").waitFor();
  await look(page, '24-paper-lacks');
  await byName('button', 'Fill in the practice').click();
  await page.getByLabel('Address').first().fill('18 Hill Street, Springfield');
  await byName('button', 'Save').first().click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ana silva');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await byName('button', 'Addendum').waitFor();
  await page.keyboard.press('Control+p');
  await byName('dialog', 'Print').getByRole('button', { name: 'Correct the registration' }).click();
  await page.getByLabel('Address', { exact: true }).fill('4 Elm Row');
  await page.getByLabel('Town').fill('Springfield');
  await page.keyboard.press('Control+Enter');
  await byName('dialog', 'Correct').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+p');
  await page.getByAltText('Page 1 of').waitFor();
  await page.getByRole('button', { name: 'Save PDF…' }).click();
  const pdf = path.join(folder, 'prescription.pdf');
  await page.getByLabel('Save as').fill(pdf);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The page is saved.').first().waitFor();
  assert.ok(existsSync(pdf) && readFileSync(pdf).subarray(0, 5).toString() === '%PDF-', 'a PDF was written');
  await page.keyboard.press('Escape');

  // An addendum, a version history, an error struck through.
  await page.getByRole('button', { name: 'Addendum' }).first().click();
  await page.getByLabel('What is added').fill('Culture came back negative.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Culture came back negative.').first().waitFor();
  await page.getByRole('complementary', { name: 'Summary' }).getByRole('button', { name: 'flu' }).click();
  await page.getByRole('heading', { name: 'Versions' }).waitFor();
  await look(page, '16-versions');
  await page.getByRole('button', { name: 'Entered in error…' }).click();
  await page.getByLabel('Why was it an error?').fill('typed into the wrong chart');
  await page.getByRole('button', { name: 'Mark as entered in error' }).click();
  await page.getByText('Entered in error: typed into the wrong chart').first().waitFor();
  assert.equal(
    await page.getByRole('complementary', { name: 'Summary' }).getByText('flu', { exact: true }).count(),
    0,
    'what was entered in error is off the problem list and readable in the timeline',
  );

  // A telephone number is corrected; the prescription is called back; the vitals are corrected with a reason.
  await page.getByRole('button', { name: 'Correct the registration' }).click();
  await page.getByLabel('Phone').fill('+1 555 0199');
  await look(page, '22-registration');
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('banner', { name: 'Patient' })
    .or(page.getByLabel('Patient', { exact: true }))
    .first()
    .waitFor();
  await page.getByText('+1 555 0199').first().waitFor();
  await page
    .getByRole('button', { name: /^Prescription \d/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Cancel the prescription' }).click();
  await page.getByLabel('Why is it cancelled?').fill('wrong strength');
  await page.keyboard.press('Enter');
  await page.getByRole('listitem').getByText('cancelled', { exact: false }).first().waitFor();

  // The chart as at a day: read, not written. Before the first day there was no such patient, and it says so.
  const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
  await page.getByText('Chart as at…').click();
  await page.getByLabel('Day', { exact: true }).fill(today);
  await page.keyboard.press('Enter');
  await page.getByText('It can be read and not changed.').waitFor();
  assert.equal(
    await page.getByRole('button', { name: 'Add a problem' }).count(),
    0,
    'nothing is added to a past chart',
  );
  await look(page, '23-as-at');
  await page.getByRole('button', { name: 'Back to now' }).click();
  await page.getByRole('button', { name: 'Add a problem' }).waitFor();
  await page.getByText('Chart as at…').click();
  await page.getByLabel('Day', { exact: true }).fill('2001-01-01');
  await page.keyboard.press('Enter');
  await page.getByText('was not known here yet').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('was not known here yet').waitFor({ state: 'detached' });

  await seeOtherPlaces(page, folder, look);

  day.print();
  assert.deepEqual(faults, [], 'nothing went wrong in the page');
  assert.deepEqual(found_by_axe, [], 'axe finds nothing on any screen');
  assert.deepEqual(day.overKeys(), [], 'no step takes more keys than a practised user may need');
  console.log(`the visit is through: ${day.rows.length} steps of the day counted, axe clean on every screen`);
} catch (failure) {
  const [context] = browser.contexts().slice(-1);
  const [page] = context?.pages().slice(-1) ?? [];
  if (page) await takePicture(page, 'where-it-failed');
  console.error('asked and not answered:', waiting_for());
  throw failure;
} finally {
  await browser.close();
  await bridge.kill();
  rmSync(folder, { recursive: true, force: true });
}
