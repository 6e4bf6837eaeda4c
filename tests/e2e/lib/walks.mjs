// Each section of the chart walked by real keys alone: written down, corrected with a reason, its old value read with who
// and when and why, ended, marked as entered in error, and not there on an earlier day.

/** The keyboard of somebody whose mouse is broken. */
export class Walker {
  constructor(page, check) {
    this.page = page;
    this.check = check;
    this.dialog = page.getByRole('dialog');
    this.summary = page.getByRole('complementary', { name: 'Summary' });
  }

  /** What has the focus, as a screen reader would call it. */
  focused() {
    return this.page.evaluate(() => {
      const at = document.activeElement;
      const label = at?.labels?.[0]?.textContent ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      return label.replace(/\s+/g, ' ').trim();
    });
  }

  /** Tab until a field or a button of this name has the focus. */
  async tabTo(name, key = 'Tab') {
    for (let at = 0; at < 60; at += 1) {
      const here = await this.focused();
      if (typeof name === 'string' ? here.startsWith(name) : name.test(here)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`Tab does not lead to ${name}`);
  }

  /** Types into the field of this name, in the place of what stands in it. */
  async write(name, text) {
    await this.tabTo(name);
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.type(text);
  }

  /** From the first line of the summary down to the one that says this; from the first again at the end, since the
   * lines may have come anew on the way. */
  async toLine(name) {
    await this.summary.getByRole('button', { name }).first().waitFor();
    await this.page.keyboard.press('Alt+j');
    for (let at = 0; at < 160; at += 1) {
      const here = await this.focused();
      if (name.test(here)) return;
      await this.page.keyboard.press('ArrowDown');
      if ((await this.focused()) === here) await this.page.keyboard.press('Alt+j');
    }
    throw new Error(`the arrows do not lead to ${name}`);
  }

  /** The line is gone, and the keyboard is in its list: on the line that came into its place, or on what adds one. */
  async staysInList(gone) {
    await this.summary.getByRole('button', { name: gone }).first().waitFor({ state: 'hidden' });
    await this.page.waitForFunction(() => document.activeElement?.matches('[data-rows] section *'));
  }

  async send() {
    await this.page.keyboard.press('Control+Enter');
    await this.dialog.waitFor({ state: 'detached' });
  }

  async leave() {
    await this.page.keyboard.press('Escape');
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** Corrects the line with C; `change` writes into the form that opened. */
  async correct(line, change, why) {
    await this.toLine(line);
    await this.page.keyboard.press('c');
    await this.dialog.waitFor();
    await change();
    await this.write('Why is it corrected?', why);
    await this.send();
  }

  /** The versions of the line: the old words, the new ones, who, when, why. */
  async readVersions(what, line, old, now, why) {
    await this.toLine(line);
    await this.page.keyboard.press('Enter');
    const versions = this.dialog.locator('ol li');
    await versions.nth(1).waitFor();
    const said = (await versions.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    // Oldest first, as it was said.
    const [before, current] = [said[0] ?? '', said.at(-1) ?? ''];
    this.check(now.test(current) && /holds now/.test(current), `${what}: what holds now is read: ${current}`);
    this.check(old.test(before) && /Okafor/.test(before), `${what}: the old value is read: ${before}`);
    this.check(
      current.includes(`Why: ${why}`) && /\d\d:\d\d/.test(current),
      `${what}: with who, when and why it was changed`,
    );
    await this.leave();
  }

  /** E on the line, the reason, Enter: it is gone from the list, and readable with its reason in the timeline. */
  async markInError(what, line, why) {
    await this.toLine(line);
    await this.page.keyboard.press('e');
    await this.dialog.getByLabel('Why was it an error?').waitFor();
    await this.tabTo('Why was it an error?');
    await this.page.keyboard.type(why);
    await this.page.keyboard.press('Enter');
    await this.dialog.waitFor({ state: 'detached' });
    await this.page.getByText(`Entered in error: ${why}`).first().waitFor();
    this.check(
      (await this.summary.getByRole('button', { name: line }).count()) === 0,
      `${what}: what was entered in error has left the list and is readable in the timeline`,
    );
    await this.staysInList(line);
  }
}

/** The lists of the summary, one after the other. */
export async function walkSections(page, check) {
  const walker = new Walker(page, check);
  const { dialog, summary } = walker;
  const press = (key) => page.keyboard.press(key);
  const type = (text) => page.keyboard.type(text);
  const open = async (key, name) => {
    await press(key);
    await dialog.getByText(name, { exact: true }).first().waitFor();
  };

  await open('Alt+p', 'Add a problem');
  await type('Plantar wart');
  await walker.send();
  await walker.correct(
    /^Plantar wart/,
    () => walker.write('Problem', 'Plantar wart, left heel'),
    'the side was missing',
  );
  await walker.readVersions('problem', /^Plantar wart/, /Plantar wart/, /left heel/, 'the side was missing');
  await walker.toLine(/^Plantar wart/);
  await press('r');
  await page.getByText(/Plantar wart.*: resolved\./).waitFor();
  await walker.staysInList(/^Plantar wart/);
  await walker.tabTo(/^\d+ resolved/);
  await press('Enter');
  await walker.toLine(/^Plantar wart/);
  await press('r');
  await page.getByText(/Plantar wart.*: is back\./).waitFor();
  check(true, 'problem: resolved, and back, by key');
  await walker.markInError('problem', /^Plantar wart/, 'wrong foot, wrong patient');

  await open('Alt+a', 'Add an allergy');
  await type('Latex');
  await walker.write('What happened', 'rash');
  await walker.send();
  await walker.correct(/^Latex/, () => walker.write('What happened', 'wheals'), 'the mother told it better');
  await walker.readVersions('allergy', /^Latex/, /rash/, /wheals/, 'the mother told it better');
  await walker.markInError('allergy', /^Latex/, 'it was the powder');

  await open('Alt+m', 'Add a medicine the patient takes');
  await type('paracetamol 500 mg tab 1 tab tid');
  await dialog
    .getByText(/3 times|three times/)
    .first()
    .waitFor();
  await walker.send();
  const tablet = /^(Paracetamol|Acetaminophen)/i;
  await walker.correct(
    tablet,
    () => walker.write('How it is taken', 'Take 1 tablet twice daily.'),
    'twice is enough',
  );
  await walker.readVersions('medicine', tablet, /three times daily/, /twice daily/, 'twice is enough');
  await walker.toLine(tablet);
  await press('s');
  await walker.tabTo('Why?');
  await type('no longer needed');
  await press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await walker.staysInList(tablet);
  await walker.tabTo(/^\d+ stopped/);
  await press('Enter');
  await walker.toLine(tablet);
  check(true, 'medicine: stopped by key, and read among the stopped ones');
  await walker.markInError('medicine', tablet, 'it is the neighbour’s');

  await open('Alt+i', 'Add a vaccine');
  await type('rabies');
  await dialog
    .getByRole('option', { name: /Rabies/i })
    .first()
    .waitFor();
  await press('Enter');
  await walker.write('Lot', 'AB12');
  await walker.send();
  await walker.correct(/^Rabies/i, () => walker.write('Lot', 'AB21'), 'read from the box again');
  await walker.readVersions('vaccine', /^Rabies/i, /Rabies/i, /Rabies/i, 'read from the box again');
  await walker.markInError('vaccine', /^Rabies/i, 'not given after all');

  await open('Alt+o', 'Add an order');
  await type('tsh');
  await dialog
    .getByRole('option', { name: /TSH|Thyro/i })
    .first()
    .waitFor();
  await press('Enter');
  await walker.write('Why', 'tired');
  await walker.send();
  const thyroid = /^(TSH|Thyro)/i;
  await walker.correct(thyroid, () => walker.write('Why', 'tired and cold'), 'said more');
  await walker.readVersions('order', thyroid, /tired/, /tired and cold/, 'said more');
  await walker.toLine(thyroid);
  await press('d');
  await page.getByText('The order is done.').waitFor();
  await walker.staysInList(thyroid);
  await walker.tabTo(/done or revoked$/);
  await press('Enter');
  await walker.toLine(thyroid);
  check(true, 'order: done by key, and read among the done ones');
  await walker.markInError('order', thyroid, 'ordered twice');

  await open('Alt+l', 'Add a result');
  await type('ferritin');
  await dialog
    .getByRole('option', { name: /Ferritin/ })
    .first()
    .waitFor();
  await press('Enter');
  await walker.write('Value', '12');
  await walker.send();
  await walker.correct(/^Ferritin/, () => walker.write('Value', '21'), 'figures turned round');
  await walker.readVersions('result', /^Ferritin/, /12/, /21/, 'figures turned round');
  await walker.markInError('result', /^Ferritin/, 'of another patient');

  await walkHistories(walker);
  await walkGoal(walker);
  await walkVitals(walker);
  check((await summary.getByText('Plantar wart').count()) === 0, 'nothing of it is left in the lists');
}

/** Each kind of history. */
async function walkHistories(walker) {
  const { page, dialog, check } = walker;
  const press = (key) => page.keyboard.press(key);
  /** `at` is the place of the kind among the choices. */
  const begin = async (at) => {
    await press('Alt+h');
    await dialog.getByText('Add to the history').waitFor();
    await walker.tabTo('Family');
    for (let step = 0; step < at; step += 1) await press('ArrowRight');
  };
  // What it is about is chosen with a letter, as in any list of the system.
  const kinds = [
    ['family', 0, null, 'What they had', 'glaucoma', 'blindness of old age'],
    ['habit', 1, ['About', 'e'], 'In words', 'walks on Sundays', 'walks each day'],
    ['operation', 2, null, 'What', 'tonsils out', 'polyps out'],
    ['pregnancy', 3, ['How it stands', 'l'], 'When it ended', '1985', '1986'],
    ['care elsewhere', 4, null, 'Who', 'Dr Quill', 'Dr Quill the younger'],
  ];
  for (const [kind, at, choice, field, text, other] of kinds) {
    await begin(at);
    if (choice) {
      await walker.tabTo(choice[0]);
      await page.keyboard.type(choice[1]);
    }
    await walker.write(field, text);
    await walker.send();
    const [old, now] = [new RegExp(text), new RegExp(other)];
    await walker.correct(old, () => walker.write(field, other), `heard better: ${kind}`);
    await walker.readVersions(kind, now, old, now, `heard better: ${kind}`);
    await walker.markInError(kind, now, `not so: ${kind}`);
  }
  check(true, 'history: each of the five kinds is walked');
}

async function walkGoal(walker) {
  const { page, dialog, check } = walker;
  await walker.toLine(/^Wt/);
  await page.keyboard.press('g');
  await walker.write('Where it should be', '< 80');
  await walker.send();
  await page
    .getByText(/Goal set:.*80/)
    .first()
    .waitFor();
  await walker.toLine(/^Wt/);
  await page.keyboard.press('e');
  await dialog.getByText('Versions').waitFor();
  await walker.tabTo(/^Correct/);
  await page.keyboard.press('Enter');
  await walker.write('Where it should be', '< 78');
  await walker.write('Why is it corrected?', 'agreed on less');
  await walker.send();
  await walker.toLine(/^Wt/);
  await page.keyboard.press('e');
  const versions = dialog.locator('ol li');
  await versions.nth(1).waitFor();
  const said = (await versions.allInnerTexts()).join(' ').replace(/\s+/g, ' ');
  check(
    /80/.test(said) && /78/.test(said) && /agreed on less/.test(said),
    `goal: old and new are read: ${said}`,
  );
  await walker.tabTo('Entered in error');
  await page.keyboard.press('Enter');
  await walker.tabTo('Why was it an error?');
  await page.keyboard.type('no goal was agreed');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  check(true, 'goal: set, corrected and marked as an error by key');
}

async function walkVitals(walker) {
  const { page, dialog, check } = walker;
  const inStrip = (value) =>
    page.waitForFunction(
      (text) =>
        [...document.querySelectorAll('button')].some(({ textContent }) =>
          textContent.replace(/\s+/g, ' ').includes(text),
        ),
      value,
    );
  await page.keyboard.press('Alt+v');
  await dialog.getByLabel('Vitals in one line').waitFor();
  await walker.write('Vitals in one line', 'bp 131/77 hr 71');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('input')].some(({ value }) => value === '131/77'),
  );
  await walker.send();
  await inStrip('HR 71');
  // From the note back over what stands above it.
  await page.keyboard.press('Alt+n');
  await walker.tabTo(/^BP.*131\/77.*HR/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await dialog.getByText('Versions').waitFor();
  await walker.tabTo(/^Correct/);
  await page.keyboard.press('Enter');
  await dialog.getByText('Why are they corrected?').waitFor();
  await walker.write('Heart rate', '72');
  await walker.write('Why are they corrected?', 'counted again');
  await page.waitForFunction(() => {
    const button = [...document.querySelectorAll('[role=dialog] button')].find((one) =>
      /Ctrl/.test(one.textContent),
    );
    return button && !button.disabled;
  });
  await walker.send();
  await inStrip('HR 72');
  // From the note back over what stands above it.
  await page.keyboard.press('Alt+n');
  await walker.tabTo(/^BP.*131\/77.*HR/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const versions = dialog.locator('ol li');
  await versions.nth(1).waitFor();
  const said = (await versions.allInnerTexts()).join(' ').replace(/\s+/g, ' ');
  check(
    /71/.test(said) && /72/.test(said) && /counted again/.test(said),
    `vitals: old and new are read: ${said}`,
  );
  await walker.tabTo('Entered in error');
  await page.keyboard.press('Enter');
  await walker.tabTo('Why was it an error?');
  await page.keyboard.type('the cuff was loose');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Entered in error: the cuff was loose').first().waitFor();
  check(true, 'vitals: corrected and marked as an error by key');
}

/** Who the patient is: every field that is not a name, the former name, the versions; last, that he has died. */
export async function walkPatient(page, check) {
  const walker = new Walker(page, check);
  const { dialog } = walker;
  const begin = async () => {
    await page.keyboard.press('Alt+u');
    await dialog.getByLabel('Given names').waitFor();
  };
  await begin();
  await walker.write('Family name', 'Delacroix');
  await walker.write('Language', 'fr');
  await walker.write('Note on the banner', 'hard of hearing, left');
  await walker.write('Flags', 'interpreter');
  await walker.tabTo('Add a contact');
  await page.keyboard.press('Enter');
  await walker.tabTo('Who', 'Shift+Tab').catch(() => undefined);
  await walker.write('Name', 'Paul Delacroix');
  await walker.write('Relationship', 'son');
  await walker.write('Phone', '+1 555 0177');
  await walker.tabTo('Add a policy');
  await page.keyboard.press('Enter');
  await walker.write('Who pays', 'Blue Shield');
  await walker.write('Member number', 'XJ 88');
  await walker.write('Why is it corrected?', 'married name given up');
  await walker.send();
  await page.getByRole('heading', { name: 'Marguerite Delacroix', exact: true }).waitFor();
  const banner = page.locator('header[aria-label="Patient"]');
  await banner.getByText('hard of hearing, left').waitFor();
  await banner.getByText('interpreter').waitFor();
  check(true, 'patient: the note and the flag stand on the banner');
  await begin();
  const kept = async (label) => dialog.getByLabel(label).first().inputValue();
  check(/Delacroix-Thompson/.test(await kept('Former names')), 'patient: the old name is a former name');
  check((await kept('Language')) === 'fr', 'patient: the language is kept');
  check((await kept('Who pays')) === 'Blue Shield', 'patient: the insurance is kept in its parts');
  check(
    await dialog.getByLabel('Relationship').evaluateAll((all) => all.some(({ value }) => value === 'son')),
    'patient: the next of kin is kept',
  );
  const versions = dialog.locator('ol li');
  await versions.nth(1).waitFor();
  const said = (await versions.allInnerTexts()).join(' ').replace(/\s+/g, ' ');
  check(
    /Delacroix-Thompson/.test(said) && /married name given up/.test(said) && /Okafor/.test(said),
    `patient: what was registered before is read, with who and why: ${said.slice(0, 200)}`,
  );
  await walker.tabTo('Has died');
  await page.keyboard.press('Space');
  await walker.write('Died on', '2026');
  await walker.send();
  await banner.getByText('Deceased').waitFor();
  check(true, 'patient: that she has died stands on the banner');
  await begin();
  await walker.tabTo('Has died');
  await page.keyboard.press('Space');
  await walker.write('Why is it corrected?', 'another person of that name');
  await walker.send();
  await banner.getByText('Deceased').waitFor({ state: 'detached' });
  check(true, 'patient: and is taken back');
}

/** As at an earlier day, by key: what was written today is not there; and back. */
export async function walkBack(page, check, name) {
  const walker = new Walker(page, check);
  await page.keyboard.press('Alt+s');
  await page.getByLabel('Day', { exact: true }).waitFor();
  await page.waitForFunction(() => document.activeElement?.labels?.[0]?.textContent === 'Day');
  await page.keyboard.type('yesterday');
  await page.keyboard.press('Enter');
  await page.getByText('It can be read and not changed.').waitFor();
  check(
    (await walker.summary.getByRole('button', { name }).count()) === 0,
    'a past day does not know what was written today',
  );
  await page.waitForFunction(() => document.activeElement?.textContent?.trim() === 'Back to now');
  check(true, 'the way back has the keyboard');
  await page.keyboard.press('Enter');
  await walker.summary.getByRole('button', { name }).first().waitFor();
  check(true, 'and the way back is a key');
  await page.waitForFunction(() => document.activeElement?.matches('[aria-label="Visit"] [role="textbox"]'));
  check(true, 'which leads back into the note');
}
