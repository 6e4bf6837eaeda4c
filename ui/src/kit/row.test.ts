// The line's keys: an act by its letter, the arrows from line to line and past what is folded away.
import { expect, test, vi } from 'vitest';
import { actOf, isMeant, keepsPlace, known, neighbour } from './row';

test('an act answers to its letter in either case, and to no other', () => {
  const acts = [{ key: 'C', label: 'Correct', run: () => undefined }];
  expect(actOf(acts, 'c')?.label).toBe('Correct');
  expect(actOf(acts, 'C')?.label).toBe('Correct');
  expect(actOf(acts, 'x')).toBeUndefined();
});

test('what says nothing is no fact', () => {
  expect(
    known([
      ['Code', 'I10'],
      ['Onset', ''],
      ['Why', null],
      ['Side', undefined],
    ]),
  ).toEqual([{ name: 'Code', text: 'I10', alert: false }]);
});

test('outside a list of lists there is no line to go to', () => {
  const alone = document.createElement('button');
  expect(neighbour(alone, 'ArrowDown')).toBeNull();
  expect(neighbour(alone, 'a')).toBeNull();
});

test('what is folded away is passed over', () => {
  document.body.innerHTML = `<div data-rows><button data-row id="a"></button>
    <details><summary>1 more</summary><button data-row id="b"></button></details>
    <button data-row id="c"></button></div>`;
  // The test's document lays nothing out; each line says that it has a place.
  for (const line of document.querySelectorAll('[data-row]'))
    Object.defineProperty(line, 'offsetParent', { value: document.body });
  const [first] = document.querySelectorAll<HTMLElement>('[data-row]');
  if (!first) throw new Error('no line');
  expect(neighbour(first, 'ArrowDown')?.id).toBe('c');
  document.querySelector('details')?.setAttribute('open', '');
  expect(neighbour(first, 'ArrowDown')?.id).toBe('b');
});

/** Lines in a list of lists; the test's document lays nothing out, so each says that it has a place. */
function listOf(...ids: string[]): HTMLElement {
  const lines = ids.map((id) => `<button data-row id="${id}"></button>`).join('');
  document.body.innerHTML = `<div data-rows><section><button id="add"></button>${lines}</section>
    <section><button data-row id="other"></button></section></div>`;
  for (const line of document.querySelectorAll('[data-row]'))
    Object.defineProperty(line, 'offsetParent', { value: document.body });
  const list = document.querySelector<HTMLElement>('[data-rows]');
  if (!list) throw new Error('no list');
  return list;
}

const focused = () => document.activeElement?.id;

test('when the line with the focus leaves, the one in its place has it', async () => {
  const stop = keepsPlace(listOf('a', 'b', 'c'));
  document.getElementById('b')?.focus();
  document.getElementById('b')?.remove();
  await vi.waitFor(() => expect(focused()).toBe('c'));
  document.getElementById('c')?.remove();
  await vi.waitFor(() => expect(focused()).toBe('a'));
  document.getElementById('a')?.remove();
  await vi.waitFor(() => expect(focused(), 'not into another list').toBe('add'));
  stop();
});

test('a key struck twice does not reach the line that came into the place of another', async () => {
  const at = (ms: number) => {
    const event = new KeyboardEvent('keydown', { key: 'r' });
    Object.defineProperty(event, 'timeStamp', { value: performance.now() + ms });
    return event;
  };
  const stop = keepsPlace(listOf('a', 'b'));
  document.getElementById('a')?.focus();
  expect(isMeant(at(1000)), 'the line that was chosen').toBe(true);
  document.getElementById('a')?.remove();
  await vi.waitFor(() => expect(focused()).toBe('b'));
  expect(isMeant(at(0)), 'struck twice').toBe(false);
  expect(isMeant(at(1000)), 'seen, and then struck').toBe(true);
  document.getElementById('other')?.focus();
  expect(isMeant(at(0)), 'gone to on purpose').toBe(true);
  stop();
});

test('a line that leaves while a sheet is open has its place taken when the sheet closes', async () => {
  const stop = keepsPlace(listOf('a', 'b', 'c'));
  document.getElementById('a')?.focus();
  const sheet = document.body.appendChild(document.createElement('div'));
  sheet.innerHTML = '<input id="why" />';
  document.getElementById('why')?.focus();
  document.getElementById('a')?.remove();
  await new Promise((done) => setTimeout(done));
  expect(focused(), 'whoever types is not interrupted').toBe('why');
  sheet.remove();
  await vi.waitFor(() => expect(focused()).toBe('b'));
  stop();
});

test('a line elsewhere in the list may come and go', async () => {
  const stop = keepsPlace(listOf('a', 'b', 'c'));
  document.getElementById('c')?.focus();
  document.getElementById('a')?.remove();
  await new Promise((done) => setTimeout(done));
  expect(focused()).toBe('c');
  stop();
});
