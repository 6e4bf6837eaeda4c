// @vitest-environment jsdom
// Ctrl Enter sends a form from its fields, and from anywhere on the sheet whose only form it is.
import { fireEvent, render } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import Form from './Form.svelte';

const children = createRawSnippet(() => ({ render: () => '<input value="wart" />' }));

function sheet() {
  const dialog = document.createElement('div');
  dialog.setAttribute('role', 'dialog');
  dialog.innerHTML = '<h2>Add a problem</h2><section></section>';
  document.body.append(dialog);
  return dialog;
}

function at(sheet: Element, selector: string, nth = 0): Element {
  const found = sheet.querySelectorAll(selector)[nth];
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

const ctrlEnter = (target: Element) => fireEvent.keyDown(target, { key: 'Enter', ctrlKey: true });

test('from a field, from beside the fields, and from where nothing has the focus: once each', async () => {
  const dialog = sheet();
  const onsubmit = vi.fn();
  render(Form, { target: at(dialog, 'section'), props: { onsubmit, children } });
  for (const from of ['input', 'h2']) await ctrlEnter(at(dialog, from));
  await ctrlEnter(document.body);
  expect(onsubmit).toHaveBeenCalledTimes(3);
  await fireEvent.keyDown(at(dialog, 'h2'), { key: 'Enter' });
  expect(onsubmit).toHaveBeenCalledTimes(3);
  dialog.remove();
});

test('where a sheet has two forms, and beside a form that is on no sheet, only their own fields send them', async () => {
  const dialog = sheet();
  const one = vi.fn();
  const two = vi.fn();
  for (const onsubmit of [one, two])
    render(Form, { target: at(dialog, 'section'), props: { onsubmit, children } });
  await ctrlEnter(at(dialog, 'h2'));
  expect([one, two].map((sent) => sent.mock.calls.length)).toEqual([0, 0]);
  await ctrlEnter(at(dialog, 'input', 1));
  expect([one, two].map((sent) => sent.mock.calls.length)).toEqual([0, 1]);
  dialog.remove();

  const alone = vi.fn();
  render(Form, { props: { onsubmit: alone, children } });
  await ctrlEnter(document.body);
  expect(alone).not.toHaveBeenCalled();
});
