import { expect, test } from 'vitest';
import { matchingCommands } from './commands';

const ids = (text: string) => matchingCommands(text).map((command) => command.id);

test('commands match from the start of their words', () => {
  expect(ids('new')).toEqual(['register']);
  expect(ids('pat new')).toEqual(['register']);
  expect(ids('fhir')).toEqual(['import']);
  expect(ids('ock')).toEqual([]);
});

test('a command is found by the words people have for it', () => {
  expect(ids('settings')).toEqual(['settings']);
  expect(ids('logo')).toEqual(['settings']);
  expect(ids('log out')).toEqual(['lock']);
  expect(ids('staff')).toEqual(['people']);
  expect(ids('users')).toEqual(['people']);
});

test('what only a steward may do is offered to nobody else', () => {
  expect(ids('audit')).toEqual([]);
  expect(matchingCommands('audit', true).map((command) => command.id)).toEqual(['audit']);
});

test('no text shows no commands', () => {
  expect(ids('   ')).toEqual([]);
});
