import { beforeEach, expect, test, vi } from 'vitest';
import type { TodayView, VisitCard } from '../../api/types';
import type { FakeBoundary } from '../../host/testing/fake';

const boundary = await vi.hoisted(async () => {
  const { FakeBoundary } = await import('../../host/testing/fake');
  return { fake: new FakeBoundary() as FakeBoundary };
});
vi.mock('../../host/call', async (original) => ({
  ...(await original<typeof import('../../host/call')>()),
  call: boundary.fake.call,
}));
const { Today } = await import('./today.svelte');

const card = (encounter: string) => ({ encounter }) as VisitCard;
const lanes = (view: Partial<TodayView>): TodayView => ({
  day: '2026-11-22',
  expected: [],
  waiting: [],
  with_doctor: [],
  done: [],
  cancelled: [],
  unsigned: 0,
  ...view,
});

beforeEach(() => {
  boundary.fake.on('encounters.today', () =>
    lanes({ expected: [card('e1'), card('e2')], waiting: [card('w1')], done: [card('d1')] }),
  );
});

test('whoever waits longest is chosen first, and is the next patient', async () => {
  const today = new Today();
  await today.read();
  expect(today.chosen_id).toBe('w1');
  expect(today.next?.encounter).toBe('w1');
});

test('arrows move within a lane and over empty lanes, and stop at the edge', async () => {
  const today = new Today();
  await today.read();
  expect(today.move('ArrowLeft')).toBe('e1');
  expect(today.move('ArrowDown')).toBe('e2');
  expect(today.move('ArrowDown'), 'there is nobody below').toBe('e2');
  expect(today.move('ArrowRight'), 'the lane is shorter: its last').toBe('w1');
  expect(today.move('ArrowRight'), 'nobody is with the doctor: on to done').toBe('d1');
  expect(today.move('ArrowRight'), 'there is no lane further right').toBe('d1');
});

test('the choice stays with the visit when it moves to another lane', async () => {
  const today = new Today();
  await today.read();
  today.chosen_id = 'e1';
  boundary.fake.on('encounters.today', () =>
    lanes({ expected: [card('e2')], waiting: [card('w1'), card('e1')] }),
  );
  await today.read();
  expect(today.chosen).toMatchObject({ lane: 'waiting', card: { encounter: 'e1' } });
});
