import { expect, test } from 'vitest';
import { matchingCommands } from './commands';

const ids = (text: string) => matchingCommands(text).map((command) => command.id);

test('commands match from the start of their words', () => {
  expect(ids('new')).toEqual(['register']);
  expect(ids('pat new')).toEqual(['register']);
  expect(ids('fhir')).toEqual(['import']);
  expect(ids('ock')).toEqual([]);
});

test('what only a steward may do is offered to nobody else', () => {
  expect(ids('audit')).toEqual([]);
  expect(matchingCommands('audit', true).map((command) => command.id)).toEqual(['audit']);
});

test('no text shows no commands', () => {
  expect(ids('   ')).toEqual([]);
});
