import { beforeEach, expect, test, vi } from 'vitest';
import type { PracticeStatus } from '../api/types';
import { Problem } from '../host/call';
import type { FakeBoundary } from '../host/testing/fake';

const boundary = await vi.hoisted(async () => {
  const { FakeBoundary } = await import('../host/testing/fake');
  return { fake: new FakeBoundary() as FakeBoundary };
});
vi.mock('../host/call', async (original) => ({
  ...(await original<typeof import('../host/call')>()),
  call: boundary.fake.call,
}));
const { announcer } = await import('../kit/announcer.svelte');
const { beforeLeaving } = await import('../chart/leaving');
const { place } = await import('./place.svelte');
const { session } = await import('./session.svelte');
const { registration } = await import('./registration.svelte');

const open = (staff: string) =>
  ({
    state: 'open',
    practice: 'Hill Street',
    warnings: [],
    user: { staff, login: staff, name: staff, role: 'physician' },
  }) as unknown as PracticeStatus;
const locked = { ...open('nobody'), state: 'locked', user: null } as PracticeStatus;

beforeEach(() => {
  boundary.fake.on('practice.status', () => locked);
  boundary.fake.on('practice.unlock', (request: { login: string }) => open(request.login));
  boundary.fake.on('practice.switch_user', (request: { login: string }) => open(request.login));
  place.clear();
  session.status = open('ada');
});

test('a practice that locked itself is off the screen at once, and whoever was there comes back to the same place', async () => {
  place.openChart('patient-1', 'visit-1');
  registration.start();
  announcer.done('Ana Silva is waiting.');
  const looking = session.lockedOut();
  expect(session.status?.state, 'before the boundary has answered').toBe('locked');
  expect([place.patient, place.visit, place.spot]).toEqual([null, null, 'today']);
  expect(announcer.current, 'the last sentence may name a patient').toBeNull();
  expect(registration.open, 'a half-filled sheet is not there for the next person').toBe(false);
  await looking;
  await session.lockedOut();
  expect(session.last_login).toBe('ada');
  await session.unlock('ada', 'right');
  expect(place.whereabouts).toEqual({ spot: 'chart', patient: 'patient-1', visit: 'visit-1' });
});

test('somebody else begins at the list of the day, and each comes back to their own place', async () => {
  place.openChart('patient-1', 'visit-1');
  await session.switchUser('nina', 'right');
  expect(place.whereabouts).toEqual({ spot: 'today', patient: null, visit: null });
  place.go('people');
  await session.switchUser('ada', 'right');
  expect(place.whereabouts).toEqual({ spot: 'chart', patient: 'patient-1', visit: 'visit-1' });
});

test('a wrong password leaves whoever is there where they are', async () => {
  boundary.fake.on('practice.switch_user', () => {
    throw new Problem('wrong-password', 'The login or the password is wrong.');
  });
  place.openChart('patient-1');
  await expect(session.switchUser('nina', 'wrong')).rejects.toThrow('wrong');
  expect(session.status?.user?.login).toBe('ada');
  expect(place.patient).toBe('patient-1');
});

test('nobody takes over while the note on screen is not in the file', async () => {
  const asked_before = boundary.fake.requests('practice.switch_user').length;
  const forget = beforeLeaving(() => Promise.resolve(false));
  await expect(session.switchUser('nina', 'right')).rejects.toThrow('could not be saved');
  forget();
  expect(boundary.fake.requests('practice.switch_user').length).toBe(asked_before);
  expect(session.status?.user?.login).toBe('ada');
});
