// The note, end to end, in Chromium over the bridge on the demo practice: lines that become chips, templates with stops,
// copying forward, values of the chart, what is missing, signing, taking back. Keys and milliseconds of the clinic day
// are counted and are within what `day.md` allows, axe looks at each screen. That nothing is lost, and what a key costs,
// is in `note-kept.mjs`.
//
// `node tests/e2e/note.mjs`, after `cargo build --bin bridge` and `npm run build` in ui/.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

const folder = mkdtempSync(path.join(tmpdir(), 'paperchart-note-'));
const day = new DayTable();
const found_by_axe = [];
let bridge = await startBridge(folder);
const browser = await startBrowser();

async function ask(command, request) {
  const response = await fetch(`${bridge.address}/rpc/${command}`, {
    method: 'POST',
    body: JSON.stringify(request),
  });
  const answer = await response.json();
  assert.ok(response.ok, `${command}: ${JSON.stringify(answer)}`);
  return answer.view;
}

async function look(page, name) {
  await takePicture(page, name);
  for (const finding of await findingsOfAxe(page)) found_by_axe.push(`${name}: ${finding}`);
}

try {
  let { page, faults } = await openPage(browser, bridge.address);
  let keys = new CountedKeys(page);
  const field = (name) => page.getByRole('textbox', { name, exact: true });
  const chips = (name) => field(name).locator('.chip');
  const offered = () => page.getByRole('listbox', { name: 'What this line becomes' });
  const saved = () => page.getByText('draft · saved').waitFor();
  const openChart = async (name) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(name);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name }).waitFor();
    await field('Subjective').waitFor();
  };

  await page.getByRole('button', { name: 'Try the demo practice' }).click();
  await page.getByRole('heading', { name: 'Expected' }).waitFor({ timeout: 60_000 });

  // Next patient; the chart without a scroll. What a busy machine adds is not the program's: the best of five counts.
  let first;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    first = (await ask('encounters.today', {})).waiting[0]?.head ?? first;
    const row = await day.step(7, 'Next patient, chart on screen', keys, { keys: 1, ms: 150 }, async () => {
      await keys.press('n');
      await page.getByRole('heading', { name: first.name }).waitFor();
    });
    const waiting = (await ask('encounters.today', {})).waiting.length;
    if (row.ms <= row.most_ms || waiting < 2) break;
    day.rows.pop();
    await page.keyboard.press('Alt+1');
    await page.getByRole('heading', { name: 'Expected' }).waitFor();
  }
  await field('Subjective').waitFor();
  await day.step(8, 'Take in the patient: one screen', keys, { keys: 0, ms: 10_000 }, async () => {
    await page.getByRole('complementary', { name: 'Summary' }).waitFor();
    await page.getByLabel('Patient', { exact: true }).first().waitFor();
  });
  const scrolls = await page.evaluate(() => document.scrollingElement.scrollHeight > innerHeight);
  assert.equal(scrolls, false, 'the chart is one screen');
  await look(page, '50-note-empty');

  // A simple problem: a template named in the note, looked at, put in, its stops filled in by keys.
  await field('Subjective').click();
  await day.step(9, 'Note, simple problem, by template', keys, { keys: 150, ms: 90_000 }, async () => {
    await keys.type('.uri');
    await page.getByRole('option', { name: '.uri' }).waitFor();
    await keys.press('Enter');
    await page.getByRole('dialog', { name: 'Template: Common cold' }).waitFor();
    await page.getByText('Acute upper respiratory infection').first().waitFor();
    await keys.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('option', { name: 'Sore throat and cough' }).waitFor();
    await keys.press('2');
    await field('Subjective').getByText('Sore throat and cough since').waitFor();
    await keys.type('Friday');
    await keys.press('Tab');
    await page.getByRole('option', { name: 'low' }).waitFor();
    await keys.press('2');
    await page.getByRole('option', { name: 'asked, none' }).waitFor();
    await keys.press('Enter', 'ArrowRight');
    await keys.type(' Her son had the same last week. Works in a kitchen, wants to go back on Monday.');
    await keys.press('Tab');
    await page.getByRole('option', { name: 'slightly red' }).waitFor();
    await keys.press('2');
    await page.getByRole('option', { name: 'not clear' }).waitFor();
    await keys.press('1');
    await saved();
  });
  await field('Subjective')
    .getByText('since Friday. Fever: low. Breathlessness, chest pain, not drinking: asked, none.')
    .waitFor();
  await field('Objective').getByText('Throat slightly red, no exudate.').waitFor();
  assert.equal(await chips('Assessment and plan').count(), 1, 'the diagnosis of the template is a chip');
  await look(page, '51-note-template');

  // Diagnosis; follow-up; a task for the nurse; what each will enter is shown before Enter.
  await day.step(11, 'Diagnosis', keys, { keys: 5, ms: 3_000 }, async () => {
    await keys.press('Alt+g');
    await keys.type('flu');
    await offered().getByText('On the problem list, when the note is signed.').first().waitFor();
    await keys.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.chip.problem').length === 2);
  });
  await page.keyboard.press('Enter');
  await day.step(17, 'Follow-up', keys, { keys: 12, ms: 5_000 }, async () => {
    await keys.type('/fu 2w bp');
    await offered().getByText('Follow-up').first().waitFor();
    await keys.press('Enter');
    await page.locator('.chip.task').first().waitFor();
  });
  await page.keyboard.press('Enter');
  await day.step(17, 'Task for the nurse', keys, { keys: 12, ms: 5_000 }, async () => {
    await keys.type('/ta');
    await page.getByRole('option', { name: '/task' }).waitFor();
    await keys.press('Tab');
    await keys.type('n');
    await page.getByRole('option', { name: 'nurse' }).first().waitFor();
    await keys.press('Tab');
    await keys.type('ecg');
    await offered().getByText('Task for the nurse: ecg').first().waitFor();
    await keys.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.chip.task').length === 2);
  });

  // Every other form: what it becomes is said before Enter, and Enter takes it.
  const entered = async (line, kind, says) => {
    await page.keyboard.press('Enter');
    const before = await page.locator(`.chip.${kind}`).count();
    await page.keyboard.type(line);
    await offered().getByText(says).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      ([chip, count]) => document.querySelectorAll(`.chip.${chip}`).length > count,
      [kind, before],
    );
  };
  await entered('/order a1c, lipids', 'order', 'Order: Lipids');
  await entered('/imm flu', 'immunization', 'Influenza, not specified');
  await entered('/rx azithromycin 500 mg tab 1 po qd 3d', 'prescription', 'for 3 days');
  await entered('/allergy kiwi itching', 'entered', 'Allergy: kiwi — itching');
  await page.getByRole('complementary', { name: 'Summary' }).getByText('Kiwi').waitFor();

  // Escape leaves the text as text; a sentence is never a chip; both ways to read a day are shown.
  await page.keyboard.press('Enter');
  await page.keyboard.type('/fu 5/6 bp');
  await offered().getByText('6 May or 5 June?').first().waitFor();
  await look(page, '52-note-ambiguous');
  await page.keyboard.press('Escape');
  await offered().waitFor({ state: 'detached' });
  await field('Assessment and plan').getByText('/fu 5/6 bp').waitFor();
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Backspace');
  // The other way round is chosen with the arrow, and stands there in words; also where the last letters are not read yet.
  await page.keyboard.type('/fu 5/6');
  await page.getByRole('option', { name: '5 June' }).last().waitFor();
  await page.route('**/rpc/notes.read_line', slowly);
  await page.keyboard.type(' bp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.unrouteAll({ behavior: 'wait' });
  await offered()
    .getByText(/Follow-up 5 Jun \d+: bp/)
    .waitFor();
  assert.equal(await offered().getByText('or 5 June?').count(), 0, 'what was chosen is in no doubt');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');

  // What others act on is entered at once: the strip and the summary show it.
  await field('Objective').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('bp 148/92 hr 78');
  await offered().getByText('Recorded in the vitals of this visit at once.').first().waitFor();
  await look(page, '53-note-vitals');
  await page.keyboard.press('Enter');
  await field('Objective').locator('.chip.entered').waitFor();
  await page.getByText('148/92').nth(1).waitFor();
  const shown = await ask('charts.show', { patient: first.patient });
  assert.equal(shown.vitals.at(-1).value.measurements[0].value, 148, 'the vitals are in the chart at once');

  // Copied as plain text: the words, and nothing else.
  await page.keyboard.press('Control+a');
  const copied = await page.evaluate(() => document.getSelection().toString());
  assert.match(copied, /BP 148\/92 mmHg/, 'a chip is copied as its words');
  await page.keyboard.press('ArrowRight');

  // Undo takes a chip back to what was typed, and redo brings it again.
  await field('Assessment and plan').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/fu 3w');
  await offered().getByText('Follow-up').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.chip.task').length === 3);
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => document.querySelectorAll('.chip.task').length === 2);
  await page.keyboard.press('Control+y');
  await page.waitForFunction(() => document.querySelectorAll('.chip.task').length === 3);

  await page.keyboard.press('Enter');
  await page.keyboard.type('Well again');
  await saved();

  // A fill-in stop that was left is said when it is to be signed, and the button goes there.
  await page.keyboard.type(' until [[when]]');
  await saved();
  await page.keyboard.press('Control+Enter');
  const sheet = page.getByRole('dialog', { name: 'Sign' });
  await sheet.getByText('Not without this:').waitFor();
  // WebKit types to where its selection is, whatever has the focus.
  const typed_into = () => getSelection().anchorNode?.parentElement.closest('.ProseMirror') ?? null;
  assert.equal(await page.evaluate(typed_into), null, 'a letter over the sheet is not typed into the note');
  await look(page, '54-note-missing');
  await sheet.getByRole('button', { name: /is not filled in/ }).click();
  await sheet.waitFor({ state: 'detached' });
  await page.keyboard.press('Tab');
  await page.keyboard.type('Friday');
  await field('Assessment and plan').getByText('until Friday').waitFor();
  await saved();

  // A chronic follow-up: the plan of the last note, copied by one key, marked until it is edited.
  const lucia = await ask('patients.search', { text: 'ferreira' });
  const other = lucia[0].patient;
  const visit = (
    await ask('encounters.arrive', {
      patient: other,
      reason: 'diabetes follow-up',
    })
  ).encounter;
  await ask('encounters.start', { patient: other, encounter: visit });
  await openChart('ferreira');
  await field('Assessment and plan').waitFor();
  const follow_up = async () => {
    await keys.type('Takes everything, walks daily. No low sugars, feet without complaint.');
    await keys.press('Alt+c');
    const copy = page.getByRole('dialog', { name: 'Copy from the last note' });
    await copy.getByRole('heading', { name: 'Assessment and plan' }).waitFor();
    const headings = await copy.getByRole('heading', { level: 3 }).allInnerTexts();
    const place = (part) => String(1 + headings.findIndex((heading) => part.test(heading)));
    await keys.press(place(/objective/i), place(/assessment/i));
    await copy.getByText('Copied').nth(1).waitFor();
    await keys.press('Escape');
    await page.getByText('not edited yet').nth(1).waitFor();
    await look(page, '55-note-copied');
    // Both parts are read again and made true for today: the first from its end, the plan with new orders.
    await keys.press('Alt+n', 'Tab', 'Control+End');
    await keys.type(' Pulses felt.');
    await keys.press('Tab', 'Control+End');
    await keys.type(' Again at target.');
    await keys.press('Enter');
    await keys.type('/order a1c');
    // The list may still be that of the letters before, with more in it: what is taken is the last one read.
    await offered().getByText('Ordered when the note is signed.').first().waitFor();
    await keys.press('Enter');
    await page.locator('.chip.order', { hasText: 'A1c' }).waitFor();
    await keys.press('Enter');
    await keys.type('/fu 3mo dm');
    await offered().getByText('Follow-up').first().waitFor();
    await keys.press('Enter');
    await page.locator('.chip.task').first().waitFor();
    await saved();
  };
  await day.step(
    10,
    'Note, chronic follow-up, copied and edited',
    keys,
    { keys: 200, ms: 120_000 },
    follow_up,
  );
  await page.getByText('not edited yet').first().waitFor({ state: 'detached' });
  await field('Assessment and plan').getByText('Again at target.').waitFor();

  // All normal, in one key, for what was examined; taken out again here.
  await page.keyboard.press('Alt+n');
  await page.keyboard.press('Alt+x');
  await field('Objective').getByText('Heart sounds normal').waitFor();

  // Everything long-term again, in the visit's own prescription.
  await day.step(14, 'Repeat all long-term drugs', keys, { keys: 3, ms: 5_000 }, async () => {
    await keys.press('Alt+r', 'ArrowDown', 'Enter');
    await page
      .getByRole('button', { name: /off the prescription/ })
      .nth(1)
      .waitFor();
  });
  await saved();

  // What is missing, then exactly what is signed: two keys.
  await day.step(19, 'Sign, missing items first', keys, { keys: 2, ms: 2_000 }, async () => {
    await keys.press('Control+Enter');
    await page.getByRole('dialog', { name: 'Sign' }).getByText('Takes everything, walks daily.').waitFor();
    await keys.press('Control+Enter');
    await page.getByRole('dialog', { name: 'Print' }).waitFor();
  });
  await page.keyboard.press('Escape');
  await page.getByText('signed by').first().waitFor();

  // Taken back with a reason, written anew; the versions side by side.
  await page.getByRole('button', { name: 'Take back…' }).click();
  await page.getByLabel('Why is it taken back?').fill('the plan was the old one');
  await page.keyboard.press('Enter');
  await field('Subjective').waitFor();
  await field('Subjective').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' One low sugar.');
  await saved();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'Sign' }).getByText('One low sugar.').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'Print' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Versions', exact: true }).click();
  await page.getByRole('dialog', { name: 'Versions of the note' }).locator('ins').first().waitFor();
  await look(page, '56-note-versions');
  await page.keyboard.press('Escape');

  // Phrases are edited in the program.
  await openChart(first.name);
  await page.keyboard.press('Alt+t');
  await page.getByRole('dialog', { name: 'Phrases and templates' }).waitFor();
  await look(page, '57-note-phrases');
  await page.getByRole('button', { name: 'New phrase' }).click();
  await page
    .getByLabel('Text', { exact: true })
    .fill('.ours Our own words\n\nSeen with {age}, blood pressure {last.bp}.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('.ours').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await field('Subjective').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' .ours');
  await page.getByRole('option', { name: '.ours' }).waitFor();
  await page.keyboard.press('Enter');
  await field('Subjective').locator('.chip.value').first().waitFor();

  // A drug she must not have: said before Enter, and Enter takes it to where the reason is asked.
  await openChart('delacroix');
  await field('Subjective').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/rx amoxicillin 500 mg cap 1 po tid 7d');
  await offered().getByText('Contraindicated:').first().waitFor();
  await offered().getByText('for 7 days').first().waitFor();
  await look(page, '61-note-contraindicated');
  await page.keyboard.press('Enter');
  const drug_line = page.getByRole('combobox', { name: /drug|prescription/i }).first();
  await page.waitForFunction(() => /^amoxicillin 500/.test(document.activeElement?.value ?? ''));
  assert.match(await drug_line.inputValue(), /^amoxicillin 500 mg cap/, 'the line is where it is answered');
  assert.equal(
    await chips('Subjective')
      .filter({ hasText: /amoxicillin/i })
      .count(),
    0,
    'nothing is accepted',
  );
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await saved();

  // In the dark, and on the smaller screen.
  await openChart(first.name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await look(page, '58-note-dark');
  await page.setViewportSize({ width: 1280, height: 720 });
  await look(page, '59-note-dark-small');
  await page.emulateMedia({ colorScheme: 'light' });
  await look(page, '60-note-small');

  day.print();
  assert.deepEqual(faults, [], 'nothing went wrong in the page');
  assert.deepEqual(found_by_axe, [], 'axe finds nothing on any screen');
  assert.deepEqual(day.overKeys(), [], 'no step takes more keys than a practised user may need');
  assert.deepEqual(day.overTime(), [], 'no step takes longer than it may');
  console.log(`the note is through: ${day.rows.length} steps of the day counted, axe clean on every screen`);
} catch (failure) {
  const [page] = browser.contexts().slice(-1)[0]?.pages().slice(-1) ?? [];
  if (page) await takePicture(page, 'where-the-note-failed');
  throw failure;
} finally {
  await browser.close();
  await bridge.kill();
  rmSync(folder, { recursive: true, force: true });
}
