import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { PreviewVitals, VitalsField, VitalsForm } from '../../api/types';
import type { FakeBoundary } from '../../host/testing/fake';

const boundary = await vi.hoisted(async () => {
  const { FakeBoundary } = await import('../../host/testing/fake');
  return { fake: new FakeBoundary() as FakeBoundary };
});
vi.mock('../../host/call', async (original) => ({
  ...(await original<typeof import('../../host/call')>()),
  call: boundary.fake.call,
}));
const { default: VitalsEntry } = await import('./VitalsEntry.svelte');

const field = (key: string, label: string, text: string, flag = ''): VitalsField => ({
  key,
  label,
  unit: '',
  text,
  us: null,
  flag,
  flag_text: '',
  source: '',
  previous: null,
  previous_at: null,
  problem: null,
});

function form(request: PreviewVitals): VitalsForm {
  const pressure = request.fields?.['blood-pressure'] ?? (request.line === 'bp 158/92' ? '158/92' : '');
  return {
    fields: [
      field('blood-pressure', 'Blood pressure', pressure, pressure ? 'high' : ''),
      field(
        'weight',
        'Weight',
        request.line === 'wt 815' ? '815' : '',
        request.line === 'wt 815' ? 'implausible' : '',
      ),
    ],
    not_understood: [],
    notes: [],
    derived: [],
    can_save: pressure !== '' || request.line === 'wt 815',
  };
}

const saves = () => boundary.fake.requests('vitals.record');

beforeEach(() => {
  boundary.fake.asked.length = 0;
  boundary.fake.on('vitals.preview', form);
  boundary.fake.on('vitals.record', () => ({}));
});

async function open() {
  const ondone = vi.fn();
  render(VitalsEntry, { patient: 'p', encounter: 'e', hand_over: true, ondone });
  const line = await screen.findByLabelText('Vitals in one line');
  await screen.findByLabelText('Blood pressure');
  return { line, ondone };
}

test('the line fills the form, and what the boundary calls high looks so', async () => {
  const { line } = await open();
  await fireEvent.input(line, { target: { value: 'bp 158/92' } });
  const pressure = screen.getByLabelText('Blood pressure');
  await waitFor(() => expect(pressure).toHaveProperty('value', '158/92'));
  expect(pressure.className).toContain('abnormal');
});

test('Ctrl ⏎ saves and hands over; Enter alone does not', async () => {
  const { line, ondone } = await open();
  await fireEvent.input(line, { target: { value: 'bp 158/92' } });
  await fireEvent.keyDown(line, { key: 'Enter' });
  expect(saves()).toEqual([]);
  await fireEvent.keyDown(line, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(ondone).toHaveBeenCalledOnce());
  expect(saves()).toEqual([{ patient: 'p', encounter: 'e', line: 'bp 158/92', fields: {}, hand_over: true }]);
});

test('an implausible value is warned about and can be saved', async () => {
  const { line, ondone } = await open();
  await fireEvent.input(line, { target: { value: 'wt 815' } });
  await waitFor(() => expect(screen.getByLabelText('Weight').className).toContain('check'));
  await fireEvent.keyDown(line, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(ondone).toHaveBeenCalledOnce());
});

test('nothing typed cannot be saved', async () => {
  const { line } = await open();
  await fireEvent.keyDown(line, { key: 'Enter', ctrlKey: true });
  expect(saves()).toEqual([]);
});
