// Documents in the chart by every way in: chosen by key, pasted, dropped; and read by key: the page, the size, the turn.
import assert from 'node:assert/strict';

/** A PDF with as many pages as there are words, in the smallest form that readers take. */
export function letter(...words) {
  const objects = words.map((word, at) => {
    const content = `BT /F1 24 Tf 72 700 Td (${word}) Tj ET`;
    const page = 4 + 2 * at;
    return `${page} 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${page + 1} 0 R >> endobj
${page + 1} 0 obj << /Length ${content.length} >> stream
${content}
endstream endobj`;
  });
  const kids = words.map((_, at) => `${4 + 2 * at} 0 R`).join(' ');
  return `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [${kids}] /Count ${words.length} >> endobj
3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
${objects.join('\n')}
trailer << /Root 1 0 R >>
`;
}

/** Files what the form shows, and opens it from its line. */
async function fileAndOpen(page, title) {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What it is').fill(title);
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .first()
    .press('Enter');
  await dialog.getByRole('img', { name: `Picture of ${title}` }).waitFor();
}

/** The drawn page: its size on the screen, and a sum over its dots that differs when something else is drawn. */
async function drawn(page) {
  return page
    .getByRole('dialog')
    .locator('.frame canvas')
    .evaluate((canvas) => {
      const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      let sum = 0;
      for (let at = 0; at < dots.length; at += 4) sum = (sum * 31 + dots[at]) % 1_000_000_007;
      return { width: canvas.offsetWidth, height: canvas.offsetHeight, sum };
    });
}

/** Presses a key and waits for another drawing. */
async function redrawn(page, key) {
  const before = await drawn(page);
  await page.keyboard.press(key);
  for (let at = 0; at < 50; at += 1) {
    await page.waitForTimeout(50);
    const now = await drawn(page);
    if (now.sum !== before.sum || now.width !== before.width) return now;
  }
  return assert.fail(`${key} draws nothing else`);
}

/** A picture of a wound, wider than tall, as a file of the page. */
const picture = `(async () => {
  const canvas = document.createElement('canvas');
  canvas.width = 300;
  canvas.height = 150;
  const context = canvas.getContext('2d');
  context.fillStyle = '#b33';
  context.fillRect(0, 0, 90, 60);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
})()`;

export async function walkDocuments(page, check) {
  const dialog = page.getByRole('dialog');
  const leave = async () => {
    // The first one closes the list under a box, where there is one.
    if ((await dialog.getByRole('listbox').count()) > 0) await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };

  // Pasted, while the note has the focus: the picture goes to the chart and not into the text.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const note = page.getByLabel('Subjective');
  await note.click();
  const said = await note.innerText();
  await page.evaluate(
    `(async () => navigator.clipboard.write([new ClipboardItem({ 'image/png': await ${picture} })]))()`,
  );
  await page.keyboard.press('Control+v');
  await dialog.getByRole('img', { name: /First page/ }).waitFor();
  check((await note.innerText()) === said, 'a picture that is pasted does not touch the note');
  await fileAndOpen(page, 'pasted wound');
  const plain = await drawn(page);
  check(plain.width === 2 * plain.height, `a pasted picture is filed and drawn: ${JSON.stringify(plain)}`);
  const turned = await redrawn(page, 'r');
  check(turned.height === 2 * turned.width, 'R turns it');
  const larger = await redrawn(page, '+');
  check(larger.width > turned.width, 'plus makes it larger');
  const smaller = await redrawn(page, '-');
  check(smaller.width === turned.width, 'minus makes it smaller');
  await leave();

  // Dropped on the chart; and another one into the form that is open, which keeps what is typed.
  const drop = (name) =>
    page.evaluate(
      `(async () => {
        const data = new DataTransfer();
        data.items.add(new File([await ${picture}], '${name}', { type: 'image/png' }));
        for (const kind of ['dragover', 'drop'])
          document.activeElement.dispatchEvent(
            new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
      })()`,
    );
  await drop('x_ray.png');
  await dialog.getByRole('img', { name: /First page/ }).waitFor();
  check((await dialog.getByLabel('What it is').inputValue()) === 'x ray', 'a file that is dropped is taken');
  await dialog.getByLabel('Who wrote it').fill('Dr Mbeki');
  await drop('other.png');
  await dialog.getByText(/^Chosen/).waitFor();
  check(
    (await dialog.getByLabel('Who wrote it').inputValue()) === 'Dr Mbeki',
    'another file into the open form keeps what is typed',
  );
  await leave();
  await page.keyboard.press('Alt+p');
  await dialog.getByText('Add a problem').waitFor();
  await page.keyboard.type('Half a word');
  await drop('x_ray.png');
  await page.waitForTimeout(200);
  check(await dialog.getByText('Add a problem').isVisible(), 'a file dropped on another form is refused');
  await leave();

  // Chosen by key: the form begins at the button, and a key opens the system's own dialog. It is waited for before the
  // form is opened, since the browser has to be told that there is no system's dialog here.
  const chosen = page.waitForEvent('filechooser');
  await page.keyboard.press('Alt+d');
  await dialog.getByText('Add a document').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'file');
  await page.keyboard.press('Enter');
  const chooser = await chosen;
  await chooser.setFiles({
    name: 'two_pages.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(letter('First page of two', 'Second page')),
  });
  await dialog.getByText('2 pages').waitFor();
  await fileAndOpen(page, 'two pages');
  await dialog.getByText('1 of 2').waitFor();
  await redrawn(page, 'PageDown');
  await dialog.getByText('2 of 2').waitFor();
  await redrawn(page, 'PageUp');
  const upright = await drawn(page);
  const lying = await redrawn(page, 'r');
  check(upright.height > upright.width && lying.width > lying.height, 'a PDF: its pages, turned, by key');
  await leave();
}
