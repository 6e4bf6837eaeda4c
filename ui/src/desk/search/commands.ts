// What can be typed into the search box besides a patient. Matched word by word, from the start of each word.
import { desk } from '../strings';

export interface Command {
  id: 'today' | 'register' | 'charts' | 'import' | 'verify' | 'settings' | 'lock' | 'keys';
  label: string;
  keys?: string;
}

export const commands: readonly Command[] = [
  { id: 'register', label: desk.commands.register, keys: 'P' },
  { id: 'today', label: desk.commands.today, keys: 'Alt 1' },
  { id: 'charts', label: desk.commands.charts, keys: 'Alt 2' },
  { id: 'import', label: desk.commands.import },
  { id: 'settings', label: desk.commands.settings },
  { id: 'verify', label: desk.commands.verify },
  { id: 'keys', label: desk.commands.keys, keys: '?' },
  { id: 'lock', label: desk.commands.lock, keys: 'Ctrl L' },
];

/** The commands of which each typed word begins a word. None for no text: the list would push the patients away. */
export function matchingCommands(text: string): Command[] {
  const typed = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (typed.length === 0) return [];
  return commands.filter((command) => {
    const words = command.label.toLowerCase().split(/[\s()]+/);
    return typed.every((start) => words.some((word) => word.startsWith(start)));
  });
}
