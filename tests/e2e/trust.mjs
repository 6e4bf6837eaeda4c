// Trust, end to end, in Chromium over the bridge on a real encrypted practice: people come and go, somebody else takes
// over, a chart is restricted and opened with a reason, the practice locks itself over a half-typed note, the audit
// says who opened what, a backup is made and restored, an older file is put in the place of the practice, a printed
// seal is checked, a clock jumps, a disk rots and what can be read is saved.
// On the way axe looks at each screen, light and dark, and whatever goes wrong in the page fails the test.
//
// Long because: it is one day of one practice, and each part needs what the one before left.
//
// `node tests/e2e/trust.mjs`, after `cargo build --bin bridge` and `npm run build` in ui/.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findingsOfAxe, openPage, startBridge, startBrowser, takePicture } from './lib/tools.mjs';

const password = 'garden violin kettle';
const nurse_password = 'harbour pencil moss';
const folder = mkdtempSync(path.join(tmpdir(), 'paperchart-trust-'));
const stick = path.join(folder, 'stick');
mkdirSync(stick);
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
  const button = (name, exact = false) => page.getByRole('button', { name, exact });
  const heading = (name) => page.getByRole('heading', { name }).first();
  const dialog = (name) => page.getByRole('dialog', { name });
  const said = (text) => page.getByText(text).first().waitFor();

  /** Goes somewhere by the search box: typed, Enter. */
  const goTo = async (typed, title) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(typed);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await heading(title).waitFor();
  };
  const unlock = async (login, secret) => {
    await page.getByLabel('Login').fill(login);
    await page.getByLabel('Password', { exact: true }).fill(secret);
    await page.keyboard.press('Enter');
  };
  /** Another person takes over, by keys alone. Resolves to the milliseconds from Enter to their name in the bar. */
  const takeOver = async (login, secret, name) => {
    await page.keyboard.press('Control+Shift+L');
    await dialog('Another person takes over').waitFor();
    await page.keyboard.type(login);
    await page.keyboard.press('Tab');
    await page.keyboard.type(secret);
    const began = performance.now();
    await page.keyboard.press('Enter');
    await button(name).waitFor();
    return performance.now() - began;
  };

  // The practice is made; the page with the code can be printed before it is typed back.
  await heading('Make your practice').waitFor();
  await button('Restore a backup').waitFor();
  await page.getByLabel('Practice name').fill('Hill Street Practice');
  await page.getByLabel('Your name').fill('Dr Ada Okafor');
  await page.getByLabel('Login').fill('okafor');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(password);
  await button('Make the practice').click();
  await heading('Write this code down').waitFor();
  const readCode = async () =>
    (await page.getByRole('list', { name: 'Recovery code' }).getByRole('listitem').allInnerTexts()).join('-');
  const first_code = await readCode();
  await button('Print the page…').click();
  await page.getByAltText('Page 1 of 1').waitFor();
  await look(page, '30-recovery-page');
  await page.keyboard.press('Escape');
  await page.getByLabel('Type the code back').fill(first_code);
  await button('I have it on paper').click();
  await heading('Expected').waitFor();
  await button('Never backed up. Open the backups').waitFor();

  // People: a nurse, and somebody for the front desk who will leave.
  await goTo('people', 'People');
  await page.getByRole('table', { name: 'What each role may do' }).waitFor();
  const signs = page.getByRole('row', { name: 'Sign notes, add to them' });
  assert.deepEqual(
    (await signs.getByRole('cell').allInnerTexts()).map((cell) => cell.replaceAll(/[^a-z]/g, '')),
    ['yes', 'no', 'no', 'no'],
    'only the physician signs',
  );
  for (const [name, login, role, secret] of [
    ['Nina Brandt, RN', 'brandt', 'nurse', nurse_password],
    ['Tom Gray', 'gray', 'front-desk', 'wooden ladder nine'],
  ]) {
    await button('Add a person…').click();
    await dialog('Add a person').waitFor();
    await page.keyboard.type(name);
    await page.getByLabel('Login').fill(login);
    await page.getByLabel('Role', { exact: true }).selectOption(role);
    await page.getByLabel('First password', { exact: true }).fill(secret);
    await page.getByLabel('First password again').fill(`${secret}!`);
    await page.keyboard.press('Control+Enter');
    await said('The two passwords are not the same.');
    await page.getByLabel('First password again').fill(secret);
    if (login === 'brandt') await look(page, '31-add-person');
    await page.keyboard.press('Control+Enter');
    await dialog('Add a person').waitFor({ state: 'detached' });
    await page.getByRole('rowheader', { name }).waitFor();
  }
  await look(page, '32-people');

  // A patient, a visit, a restricted chart.
  await page.keyboard.press('Alt+1');
  await heading('Expected').waitFor();
  await page.keyboard.press('p');
  await dialog('New patient').waitFor();
  await page.getByLabel('Given names').fill('Ana');
  await page.getByLabel('Family name').fill('Silva');
  await page.getByLabel('Birth date or age').fill('14 3 1959');
  await page.keyboard.press('Control+Enter');
  await button('Ana Silva').waitFor();
  await page.keyboard.press('n');
  await heading('Ana Silva').waitFor();
  await page.getByLabel('Subjective').waitFor();
  await button('Access to this chart').click();
  await button('Restrict this chart…').click();
  await dialog('Restrict this chart').waitFor();
  await page.keyboard.type('works in this practice');
  await look(page, '33-restrict');
  await page.keyboard.press('Enter');
  await said('Restricted chart. Others need a reason to open it.');

  // It locks itself over a half-typed note: nothing of the chart is left on screen, and everything comes back.
  await goTo('letterhead', 'Settings');
  await page.getByLabel('Minutes without anybody').fill('0');
  await button('Save the minutes').click();
  assert.ok(
    await page.getByLabel('Minutes without anybody').evaluate((input) => !input.checkValidity()),
    'no minutes at all are refused',
  );
  await page.getByLabel('Minutes without anybody').fill('1');
  await button('Save the minutes').click();
  await said('The practice locks itself after 1 minute.');
  await look(page, '34-auto-lock');
  await button('Charts', true).click();
  await page.getByLabel('Subjective').click();
  await page.keyboard.type('Facial pressure, worse ben');
  await page.getByText('saved').first().waitFor();
  assert.ok((await fetch(`${bridge.address}/clock/90`, { method: 'POST' })).ok, 'the clock went on');
  // As the window's shell tells its page.
  await page.evaluate(() => globalThis.dispatchEvent(new Event('paperchart:locked')));
  await page.getByLabel('Password', { exact: true }).waitFor();
  await said('The practice locked itself.');
  assert.equal(
    await page.evaluate(() => /Silva|Facial/.test(document.body.innerText)),
    false,
    'nothing of the chart is on screen',
  );
  assert.equal(await page.getByLabel('Login').inputValue(), 'okafor', 'whoever was there is asked first');
  await look(page, '35-locked-itself');
  await unlock('okafor', password);
  await heading('Ana Silva').waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=textbox]')].some(
      (box) => box.textContent === 'Facial pressure, worse ben',
    ),
  );

  // Somebody else takes over; the chart asks them why.
  const milliseconds = await takeOver('brandt', nurse_password, 'Nina Brandt, RN');
  assert.ok(milliseconds < 2_000, `taking over took ${Math.round(milliseconds)} ms`);
  await heading('Expected').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('silva');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await dialog('This chart is restricted').waitFor();
  assert.equal(await page.getByText('Facial pressure').count(), 0, 'nothing of the chart is shown before');
  await page.keyboard.type('why');
  await page.keyboard.press('Enter');
  await said('Say in a few words why you have to open this chart.');
  await page.getByLabel('Why do you have to open it?').fill('she collapsed in the waiting room');
  await look(page, '36-break-glass');
  await page.keyboard.press('Enter');
  await said('You opened it with a reason');
  await look(page, '37-restricted-open');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('audit');
  await said('No patient matches');
  await page.keyboard.press('Escape');

  // A wrong password leaves whoever is there; the right one brings the doctor back to the half-typed note.
  await page.keyboard.press('Control+Shift+L');
  await dialog('Another person takes over').waitFor();
  await page.keyboard.type('okafor');
  await page.keyboard.press('Tab');
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await dialog('Another person takes over').getByRole('alert').waitFor();
  await look(page, '38-switch-user');
  await page.keyboard.press('Escape');
  await button('Nina Brandt, RN').waitFor();
  await takeOver('okafor', password, 'Dr Ada Okafor');
  await heading('Ana Silva').waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=textbox]')].some(
      (box) => box.textContent === 'Facial pressure, worse ben',
    ),
  );

  // Who opened this chart, and the same on paper.
  await button('Access to this chart').click();
  await button('Who opened this chart').click();
  await heading('Who opened the chart of Ana Silva').waitFor();
  const acts = page.getByRole('table', { name: 'Acts, the newest first' });
  await acts
    .getByRole('row', {
      name: /Nina Brandt.*restricted chart with a reason.*collapsed/,
    })
    .waitFor();
  const rows_of = async () => (await acts.getByRole('row').count()) - 1;
  const of_everyone = await rows_of();
  await look(page, '39-audit');
  await page.getByLabel('Person', { exact: true }).selectOption({ label: 'Nina Brandt, RN' });
  await page.getByLabel('Person', { exact: true }).focus();
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction((before) => document.querySelectorAll('tbody tr').length < before, of_everyone);
  assert.equal(await acts.getByText('Dr Ada Okafor').count(), 0, 'only acts of the nurse are left');
  await button('Report…').click();
  await page.getByAltText('Page 1 of').waitFor();
  await look(page, '40-audit-report');
  await button('Save PDF…').click();
  const pdf = path.join(folder, 'audit.pdf');
  await page.getByLabel('Save as').fill(pdf);
  await button('Save', true).click();
  await said('The page is saved.');
  assert.ok(existsSync(pdf) && readFileSync(pdf).subarray(0, 5).toString() === '%PDF-', 'a PDF was written');
  await page.keyboard.press('Escape');
  await goTo('reasons', 'Restricted charts opened with a reason');
  await said('1 reason to read');
  await look(page, '41-reviews');
  await button('I have read it: the reason of Nina Brandt').click();
  await said('Every reason has been read.');

  // A backup on another disk; then something more; then back.
  await goTo('backups', 'Backups');
  await look(page, '42-backups-none');
  await button('Add a folder…').click();
  await page.getByLabel('Another folder').fill('not/whole');
  await page.keyboard.press('Enter');
  await said('Name each folder with its whole path.');
  await page.getByLabel('Another folder').fill(stick);
  await page.keyboard.press('Enter');
  await heading(stick).waitFor();
  await button('Make a backup now').click();
  await said('The backup was made and proven.');
  await button(/^Backed up \d\d:\d\d\. Open/).waitFor();
  assert.equal(
    await page.getByRole('cell', { name: 'proven', exact: true }).count(),
    2,
    'one in each folder',
  );
  await page.keyboard.press('Alt+1');
  await heading('Expected').waitFor();
  await page.keyboard.press('p');
  await dialog('New patient').waitFor();
  await page.getByLabel('Given names').fill('Owen');
  await page.getByLabel('Family name').fill('Adeyemi');
  await page.getByLabel('Birth date or age').fill('29y');
  await page.keyboard.press('Control+Enter');
  await button('Owen Adeyemi').waitFor();
  await goTo('backups', 'Backups');
  await said(/\d+ entries were written since\./);
  await look(page, '43-backups');
  await page
    .getByRole('table', { name: stick })
    .getByRole('button', { name: /^Restore the backup of/ })
    .click();
  await dialog('Restore this backup').waitFor();
  await said('entries were written after this backup.');
  assert.ok(await button('Restore', true).isDisabled(), 'it is not restored by the way');
  await page.getByLabel('I have read this').check();
  assert.ok(await button('Restore', true).isDisabled(), 'nor by somebody who cannot open it');
  const key = page.getByLabel('Password of the day of the backup');
  await key.fill('not the password');
  await button('Restore', true).click();
  await dialog('Restore this backup').getByRole('alert').waitFor();
  assert.equal(await key.inputValue(), '', 'a wrong password does not stay on screen');
  await look(page, '44-restore');
  await page.getByRole('radio', { name: 'the printed code' }).click();
  await page.getByLabel('Recovery code').fill(first_code.toLowerCase().replaceAll('-', ' '));
  await look(page, '44b-restore-by-code');
  await button('Restore', true).click();
  await said('The practice is restored as of');
  await said('What stood here before lies in');
  await look(page, '45-restored');
  await unlock('okafor', password);
  await heading('Expected').waitFor();
  await button('Ana Silva').waitFor();
  assert.equal(await button('Owen Adeyemi').count(), 0, 'what came after the backup is not in it');
  await goTo('backups', 'Backups');
  await said('Nothing is cleared away at present');
  await said('The last proven backup is of');
  await look(page, '46-thinning-frozen');
  await button('It is the right one').click();
  await said('Old backups are cleared away again.');

  // Somebody leaves: the practice gets a new key, and their password opens nothing.
  await goTo('people', 'People');
  await button('Remove Tom Gray').click();
  await dialog('Remove Tom Gray').waitFor();
  await look(page, '47-remove-person');
  await button('Remove and make a new key').click();
  await said('Tom Gray is out, and the practice has a new key.');
  await said('1 person who is no longer here');
  await page.keyboard.press('Control+Shift+L');
  await dialog('Another person takes over').waitFor();
  await page.keyboard.type('gray');
  await page.keyboard.press('Tab');
  await page.keyboard.type('wooden ladder nine');
  await page.keyboard.press('Enter');
  await dialog('Another person takes over').getByRole('alert').waitFor();
  await page.keyboard.press('Escape');

  // Passwords and the recovery code.
  await button('New password for Nina Brandt').click();
  await page.getByLabel('New password', { exact: true }).fill('copper window tide');
  await page.getByLabel('New password again').fill('copper window tide');
  await look(page, '48-reset-password');
  await page.keyboard.press('Control+Enter');
  await said('Nina Brandt, RN has a new password.');
  await button('Change my password…').click();
  await page.keyboard.type('not the present one');
  await page.getByLabel('New password', { exact: true }).fill('marble lantern kite');
  await page.getByLabel('New password again').fill('marble lantern kite');
  await page.keyboard.press('Control+Enter');
  await dialog('Change my password').getByRole('alert').waitFor();
  await page.getByLabel('Present password').fill(password);
  await page.keyboard.press('Control+Enter');
  await said('Your password is changed.');
  await button('New recovery code…').click();
  await button('Make a new code').click();
  await heading('Write this code down').waitFor();
  const second_code = await readCode();
  assert.notEqual(second_code, first_code, 'it is another code');
  await page.getByLabel('Type the code back').fill(second_code);
  await button('I have it on paper').click();
  await heading('People').waitFor();

  // The check on one page.
  await goTo('verify', 'Verify the chart');
  await said('Every entry is as it was written');
  await button('Report on one page…').click();
  await page.getByAltText('Page 1 of 1').waitFor();
  await look(page, '49-verify-report');
  await page.keyboard.press('Escape');

  // A page was printed; its seal, typed from the paper, fits this chart, and another seal does not.
  const rpc = async (command, request) => {
    const response = await fetch(`${bridge.address}/rpc/${command}`, {
      method: 'POST',
      body: JSON.stringify(request),
    });
    assert.ok(response.ok, `${command} is answered`);
    return (await response.json()).view;
  };
  const [ana] = await rpc('patients.search', { text: 'silva' });
  await rpc('charts.open', { patient: ana.patient });
  const summary = path.join(folder, 'summary.pdf');
  await rpc('prints.save', { patient: ana.patient, document: 'visit-summary', path: summary });
  const printed = execFileSync('pdftotext', ['-layout', summary, '-'], { encoding: 'utf8' });
  const seal = /seal ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(printed)?.[1];
  assert.ok(seal, `the page bears a seal: ${printed}`);
  await page.getByLabel('Whose page it is').fill('silva');
  await page.getByRole('option').first().click();
  await page.getByLabel('Seal, as it stands').fill('0000-0000');
  await page.keyboard.press('Enter');
  await said('No state of this chart has this seal.');
  await page.getByLabel('Seal, as it stands').fill(seal.toLowerCase().replace('-', ' '));
  await page.keyboard.press('Enter');
  await said('This page was printed from this chart as it stood on');
  await look(page, '49b-seal');

  // Colours and the size of letters are this person's, and are there after a new start.
  await button('Dr Ada Okafor').click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  const kept = page.waitForResponse(
    (response) => /set_looks/.test(response.url()) && /large/.test(response.request().postData()),
  );
  await page.getByRole('radio', { name: 'Large', exact: true }).click();
  assert.ok((await kept).ok(), 'the choice is kept');
  await page.waitForFunction(() => document.documentElement.dataset.textSize === 'large');
  await page.reload();
  await page.waitForFunction(
    () =>
      document.documentElement.dataset.theme === 'dark' &&
      document.documentElement.dataset.textSize === 'large',
  );
  await button('Dr Ada Okafor').click();
  await page.getByRole('radio', { name: 'As the system' }).click();
  await page.getByRole('radio', { name: 'Normal', exact: true }).click();
  await page.keyboard.press('Escape');
  await goTo('verify', 'Verify the chart');

  // An older file in the place of the practice is found when it is opened.
  await page.keyboard.press('Control+l');
  await page.getByLabel('Password', { exact: true }).waitFor();
  const chart = path.join(folder, 'practice/practice.chart');
  const older = path.join(folder, 'older.chart');
  copyFileSync(chart, older);
  await unlock('okafor', 'marble lantern kite');
  await heading('Verify the chart').waitFor();
  await page.keyboard.press('Alt+1');
  await heading('Expected').waitFor();
  await page.keyboard.press('p');
  await dialog('New patient').waitFor();
  await page.getByLabel('Given names').fill('Li');
  await page.getByLabel('Family name').fill('Wei');
  await page.getByLabel('Birth date or age').fill('36y');
  await page.keyboard.press('Control+Enter');
  await button('Li Wei').waitFor();
  await page.keyboard.press('Control+l');
  await page.getByLabel('Password', { exact: true }).waitFor();
  await page.context().close();
  await bridge.kill();
  rmSync(`${chart}-wal`, { force: true });
  copyFileSync(older, chart);
  bridge = await startBridge(folder);
  const earlier_faults = faults;
  ({ page, faults, unanswered } = await openPage(browser, bridge.address, {
    colorScheme: 'dark',
  }));
  await page.getByLabel('Password', { exact: true }).waitFor();
  await button('Restore a backup').click();
  await page.getByLabel('Folder with the backups').fill(stick);
  await button('Look for backups').click();
  await page
    .getByRole('button', { name: /^Restore the backup of/ })
    .first()
    .waitFor();
  await look(page, '50-restore-from-outside-dark');
  await button('Back', true).click();
  await unlock('okafor', 'marble lantern kite');
  await page.getByRole('alert', { name: 'This practice is not as it was left' }).waitFor();
  await look(page, '51-warnings-dark');
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const [typed, title, name] of [
    ['people', 'People', '52-people-dark-1280'],
    ['backups', 'Backups', '53-backups-dark-1280'],
    ['audit', 'Audit', '54-audit-dark-1280'],
    ['reasons', 'Restricted charts opened with a reason', '55-reviews-dark-1280'],
  ]) {
    await goTo(typed, title);
    await page.getByRole('table').first().waitFor();
    await look(page, name);
  }
  await button('I have read this, go on').click();
  await page
    .getByRole('alert', { name: 'This practice is not as it was left' })
    .waitFor({ state: 'detached' });

  // A clock that jumped a year is said so, apart from the file, which is sound.
  assert.ok((await fetch(`${bridge.address}/clock/${365 * 86_400}`, { method: 'POST' })).ok);
  await page.evaluate(() => globalThis.dispatchEvent(new Event('paperchart:locked')));
  await unlock('okafor', 'marble lantern kite');
  await page.getByRole('alert', { name: 'Something is wrong with this computer' }).waitFor();
  await said('If not, set date and time right.');
  await look(page, '56-clock-dark-1280');
  await goTo('verify', 'Verify the chart');
  await said('Every entry is as it was written');
  await button('I have read this', true).click();
  await page
    .getByRole('alert', { name: 'Something is wrong with this computer' })
    .waitFor({ state: 'detached' });

  // The disk rots: what can be read is saved by button, what is lost is listed, and the rest opens.
  await goTo('backups', 'Backups');
  await button('Lock, and save what can be read…').click();
  await heading('Save what can be read').waitFor();
  const bytes = readFileSync(chart);
  const page_bytes = 8192;
  const pages = bytes.length / page_bytes;
  for (let at = 4; at < pages; at += 5) bytes.fill(0, at * page_bytes, (at + 1) * page_bytes);
  writeFileSync(chart, bytes);
  await look(page, '57-salvage-dark-1280');
  await page.getByLabel('Password', { exact: true }).fill('marble lantern kite');
  await button('Save what can be read', true).click();
  await heading('What could be read is saved').waitFor();
  await said('The damaged practice lies in');
  await look(page, '58-salvaged-dark-1280');
  await button('To the door').click();
  await unlock('okafor', 'marble lantern kite');
  await said('Nothing is cleared away at present');
  await goTo('verify', 'Verify the chart');
  await said('Every entry is as it was written');

  assert.deepEqual([...earlier_faults, ...faults], [], 'nothing went wrong in the page');
  assert.deepEqual(found_by_axe, [], 'axe finds nothing on any screen');
  console.log(`trust is through: taking over took ${Math.round(milliseconds)} ms, axe clean on every screen`);
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
