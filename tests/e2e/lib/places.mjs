// The places beside the visit, reached by the search box, and the desk in the dark.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './tools.mjs';

/** What was typed into the settings is there after a look elsewhere, and goes when it is discarded. */
async function leaveHalfTyped(page) {
  const fax = page.getByLabel('Fax');
  const before = await fax.inputValue();
  await fax.fill('+1 555 0199');
  await page.keyboard.press('Alt+1');
  await page.getByRole('heading', { name: 'Expected' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await page.getByText('Not saved yet').waitFor();
  assert.equal(await fax.inputValue(), '+1 555 0199');
  await page.getByRole('button', { name: 'Discard the changes' }).click();
  await page.getByText('Not saved yet').waitFor({ state: 'detached' });
  assert.equal(await fax.inputValue(), before);
}

/** Goes through them; `look` takes the picture and lets axe look. */
export async function seeOtherPlaces(page, folder, look) {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('verify');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Verify the chart' }).waitFor();
  await page.getByRole('button', { name: 'Check again' }).waitFor();
  await look(page, '17-verify');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('letterhead');
  await page.keyboard.press('Enter');
  await page.getByLabel('Address').waitFor();
  await look(page, '18-settings');
  await leaveHalfTyped(page);
  await takeLogo(page, look);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('import');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Import files' }).waitFor();
  await look(page, '19-import');
  await importFile(page, folder, look);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.keyboard.press('Alt+1');
  await page.getByRole('heading', { name: 'Expected' }).waitFor();
  await look(page, '20-today-dark');
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: 'Ana Silva' }).first().waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('silva');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ana Silva' }).waitFor();
  await look(page, '21-chart-dark');
}

/** A file that is broken is refused with a sentence; a good one is shown, entered, and adds nothing the second time. */
async function importFile(page, folder, look) {
  const broken = path.join(folder, 'broken.json');
  writeFileSync(broken, '{ "resourceType": "Bundle", ');
  await page.getByLabel('Files').fill(broken);
  await page.getByRole('button', { name: 'Read the files' }).click();
  await page.getByText('The files were refused, and nothing was changed').waitFor();
  await page.getByLabel('Files').fill(path.join(root, 'tests/fixtures/fhir/real-life.json'));
  await page.getByRole('button', { name: 'Read the files' }).click();
  await page.getByRole('heading', { name: 'What is in the files' }).waitFor();
  await look(page, '24-import-preview');
  await page.getByRole('button', { name: 'Enter this' }).click();
  await page.getByRole('heading', { name: 'What was entered' }).waitFor();
  await page.getByRole('button', { name: 'Read the files' }).click();
  await page.getByRole('heading', { name: 'What is in the files' }).waitFor();
  const to_enter = await page.locator('tbody tr td:nth-child(3)').allInnerTexts();
  assert.ok(
    to_enter.length > 0 && to_enter.every((count) => count === '0'),
    'the same file twice adds nothing',
  );
}

/** A drawing as a logo: it is on the proof, in its colour; what is no picture is said and changes nothing. */
async function takeLogo(page, look) {
  const logo = page.getByLabel('Logo (PNG, JPEG or SVG)');
  const give = (text) =>
    logo.setInputFiles({
      name: 'logo.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(text),
    });
  const teal = () =>
    page.locator('.proof img').evaluate(async ({ src }) => {
      // The page of this moment: the proof may put the next one in its place while it is read.
      const image = new Image();
      image.src = src;
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (
          Math.abs(data[at] - 10) < 12 &&
          Math.abs(data[at + 1] - 150) < 12 &&
          Math.abs(data[at + 2] - 150) < 12
        )
          count += 1;
      }
      return count;
    });
  await page.locator('.proof img').waitFor();
  assert.equal(await teal(), 0, 'the letterhead has no such colour');
  await give('no drawing at all');
  await page.getByText('The picture was not taken').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Without a logo' }).count(), 0, 'nothing was taken');
  await give(
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40" fill="#0a9696"/></svg>',
  );
  await page.getByRole('button', { name: 'Without a logo' }).waitFor();
  for (let tries = 0; (await teal()) < 200; tries += 1) {
    assert.ok(tries < 100, 'the drawing is on the proof');
    await page.waitForTimeout(50);
  }
  await look(page, '18-logo');
  await page.getByRole('button', { name: 'Without a logo' }).click();
}
