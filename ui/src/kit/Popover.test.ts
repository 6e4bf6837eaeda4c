// Whatever hangs from a control gives the keyboard back to it, unless somebody else has taken it meanwhile.
import { render, screen } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { expect, test } from 'vitest';
import Popover from './Popover.svelte';

const words = createRawSnippet(() => ({ render: () => '<span>Chart as at…</span>' }));
const props = { open: false, label: 'Chart as at…', trigger: words, children: words };

test('what was lent the keyboard gives it back', async () => {
  const { rerender } = render(Popover, { ...props, lent: true });
  await rerender({ lent: false });
  await tick();
  expect(document.activeElement).toBe(screen.getByRole('button'));
});

test('but not out of the field that has it', async () => {
  const { rerender } = render(Popover, { ...props, lent: true });
  const field = document.body.appendChild(document.createElement('input'));
  field.focus();
  await rerender({ lent: false });
  await tick();
  expect(document.activeElement).toBe(field);
  field.remove();
});
