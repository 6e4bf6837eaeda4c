// The list of the search box: what it shows belongs to one question.
import { flushSync } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';

const { asked } = vi.hoisted(() => ({
  asked: [] as { resolve: (found: unknown) => void; reject: (why: Error) => void }[],
}));

vi.mock('../../host/api', () => {
  const ask = () => new Promise((resolve, reject) => asked.push({ resolve, reject }));
  return { api: { patients: { recent: ask, search: ask } } };
});
vi.mock('../session.svelte', () => ({ session: { is_steward: false, is_clinical: true } }));

const { Search } = await import('./search.svelte');
const { offered } = await import('../../kit/offered.svelte');
const ids = (search: InstanceType<typeof Search>) => search.choices.map((choice) => choice.id);

beforeEach(() => {
  asked.length = 0;
});

test('the list changes with the answer, and as a whole', async () => {
  const search = new Search();
  search.type('silv');
  asked[0]?.resolve([{ patient: 'silva' }]);
  await search.settled();
  expect(ids(search)).toEqual(['silva', 'everywhere']);

  search.type('set');
  flushSync();
  expect(ids(search), 'nothing of the new words stands beside the old patients').toEqual([
    'silva',
    'everywhere',
  ]);
  asked[1]?.resolve([]);
  await search.settled();
  expect(ids(search)).toEqual(['settings', 'everywhere']);
});

test('a search that failed offers nobody who was found for other words', async () => {
  const search = new Search();
  search.type('silv');
  asked[0]?.resolve([{ patient: 'silva' }]);
  await search.settled();

  search.type('lock');
  asked[1]?.reject(new Error('the file cannot be read'));
  await search.settled();
  expect(search.found.problem).not.toBeNull();
  expect(ids(search)).toEqual(['lock', 'everywhere']);
});

test('what can be done in the open chart is found by its name, behind the patients', async () => {
  const merge = {
    id: 'merge',
    label: 'The same person as another chart…',
    also: 'merge duplicate',
    run: vi.fn(),
  };
  const put_away = offered.add(() => [merge]);
  const search = new Search();
  const find = async (text: string, patients: { patient: string }[] = []) => {
    search.type(text);
    asked.at(-1)?.resolve(patients);
    await search.settled();
    return ids(search);
  };
  expect(await find('merg', [{ patient: 'mergel' }])).toEqual(['mergel', 'act merge', 'everywhere']);
  expect(await find('same person')).toEqual(['act merge', 'everywhere']);
  expect(await find('me'), 'two letters are a patient').toEqual(['everywhere']);
  put_away();
  expect(await find('merg'), 'nothing is offered once the chart is closed').toEqual(['everywhere']);
});
