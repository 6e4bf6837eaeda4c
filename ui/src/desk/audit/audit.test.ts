import { beforeEach, expect, test, vi } from 'vitest';
import type { AuditRequest } from '../../api/types';
import type { FakeBoundary } from '../../host/testing/fake';

const boundary = await vi.hoisted(async () => {
  const { FakeBoundary } = await import('../../host/testing/fake');
  return { fake: new FakeBoundary() as FakeBoundary };
});
vi.mock('../../host/call', async (original) => ({
  ...(await original<typeof import('../../host/call')>()),
  call: boundary.fake.call,
}));
const { AuditDesk } = await import('./audit.svelte');

const NEWEST = 250;
const PAGE = 100;

beforeEach(() => {
  boundary.fake.asked.length = 0;
  boundary.fake.on('audit.list', (request: AuditRequest) => {
    const first = (request.below ?? NEWEST + 1) - 1;
    const rows = Array.from({ length: Math.min(PAGE, first) }, (_, at) => ({ seq: first - at }));
    return { rows, more: first > PAGE, kinds: [] };
  });
});

test('older acts come below those on screen, each once, until there are no more', async () => {
  const audit = new AuditDesk();
  audit.act = 'charts.';
  await audit.show();
  expect([audit.rows.length, audit.more]).toEqual([100, true]);
  await audit.showOlder();
  await audit.showOlder();
  expect([audit.rows.length, audit.more]).toEqual([250, false]);
  expect(audit.rows.map((row) => row.seq)).toEqual(Array.from({ length: 250 }, (_, at) => 250 - at));
  expect(boundary.fake.requests('audit.list')).toEqual([
    { act: 'charts.' },
    { act: 'charts.', below: 151 },
    { act: 'charts.', below: 51 },
  ]);
});

test('another question puts its own rows in their place', async () => {
  const audit = new AuditDesk();
  await audit.show();
  const late = audit.showOlder();
  const anew = audit.show();
  await Promise.all([late, anew]);
  expect(audit.rows.map((row) => row.seq)).toEqual(Array.from({ length: 100 }, (_, at) => 250 - at));
});
