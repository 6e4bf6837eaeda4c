// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { takeHeldKeyOnce } from '../../kit/keys';
import MedicationForm from './MedicationForm.svelte';

const { found, read, add } = vi.hoisted(() => ({
  found: [] as ((found: unknown) => void)[],
  read: [] as { line: string; answer: (view: unknown) => void }[],
  add: vi.fn(() => Promise.resolve({ value: { drug: { text: 'metformin' } } })),
}));

vi.mock('../../host/api', () => ({
  api: {
    prescriptions: {
      suggest: () => new Promise((resolve) => found.push(resolve)),
      preview: ({ line }: { line: string }) => new Promise((answer) => read.push({ line, answer })),
    },
    medications: { add },
  },
}));

const product = (line: string) => ({ kind: 'product', line, display: line, says: '', unreviewed: false });
const view = (line: string) => ({ name: line, sentence: '', doubts: [], item: { drug: { text: line } } });

beforeEach(() => {
  found.length = 0;
  read.length = 0;
  add.mockClear();
});

async function typed() {
  render(MedicationForm, { patient: 'p', encounter: null, medication: null, ondone: () => undefined });
  const [box] = screen.getAllByRole('combobox') as [HTMLInputElement];
  await fireEvent.input(box, { target: { value: 'metf' } });
  return box;
}

test('a medicine that was taken before it is found is the one that is written down', async () => {
  const box = await typed();
  await fireEvent.keyDown(box, { key: 'Enter' });
  await fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
  read.at(-1)?.answer(view('metf'));
  found.at(-1)?.([product('metformin 500 mg tablet'), product('metformin 1 g tablet')]);
  await vi.waitFor(() => expect(read.at(-1)?.line).toBe('metformin 500 mg tablet'));
  expect(add).not.toHaveBeenCalled();
  found.at(-1)?.([]);
  read.at(-1)?.answer(view('metformin 500 mg tablet'));
  await vi.waitFor(() => expect(add).toHaveBeenCalledOnce());
  const [request] = add.mock.calls[0] as unknown as [{ medication: { drug: string } }];
  expect(request.medication.drug).toBe('metformin 500 mg tablet');
});

test('Enter struck twice takes one medicine, and not the next of the same list', async () => {
  const box = await typed();
  await fireEvent.keyDown(box, { key: 'Enter' });
  await fireEvent.keyDown(box, { key: 'Enter' });
  found.at(-1)?.([product('metformin 500 mg tablet'), product('metformin 1 g tablet')]);
  await vi.waitFor(() => expect(box.value).toBe('metformin 500 mg tablet'));
  await new Promise((done) => setTimeout(done, 20));
  expect(box.value).toBe('metformin 500 mg tablet');
  expect(read.map((one) => one.line)).not.toContain('metformin 1 g tablet');
});

test('Enter held down takes a medicine and writes nothing down', async () => {
  // As the window of the program does.
  addEventListener('keydown', takeHeldKeyOnce, true);
  onTestFinished(() => removeEventListener('keydown', takeHeldKeyOnce, true));
  const box = await typed();
  await fireEvent.keyDown(box, { key: 'Enter' });
  await fireEvent.keyDown(box, { key: 'Enter', repeat: true });
  found.at(-1)?.([product('metformin 500 mg tablet')]);
  await vi.waitFor(() => expect(read.at(-1)?.line).toBe('metformin 500 mg tablet'));
  found.at(-1)?.([]);
  read.at(-1)?.answer(view('metformin 500 mg tablet'));
  await new Promise((done) => setTimeout(done, 20));
  expect(add).not.toHaveBeenCalled();
});
