// What can be typed into the search box besides a patient. Matched word by word, from the start of each word.
import { desk } from '../strings';

export interface Command {
  id:
    | 'today'
    | 'register'
    | 'charts'
    | 'inbox'
    | 'find'
    | 'renewals'
    | 'import'
    | 'verify'
    | 'settings'
    | 'people'
    | 'backups'
    | 'audit'
    | 'reviews'
    | 'switch'
    | 'lock'
    | 'keys';
  label: string;
  keys?: string;
  /** Only for the roles that look after the practice. */
  steward?: true;
  /** Only for those who see charts. */
  clinical?: true;
}

export const commands: readonly Command[] = [
  { id: 'register', label: desk.commands.register, keys: 'P' },
  { id: 'today', label: desk.commands.today, keys: 'Alt 1' },
  { id: 'charts', label: desk.commands.charts, keys: 'Alt 2' },
  { id: 'inbox', label: desk.commands.inbox, keys: 'Alt 3', clinical: true },
  { id: 'find', label: desk.commands.find, keys: 'Ctrl Shift F', clinical: true },
  { id: 'renewals', label: desk.commands.renewals, keys: 'Alt 4', clinical: true },
  { id: 'import', label: desk.commands.import },
  { id: 'settings', label: desk.commands.settings },
  { id: 'people', label: desk.commands.people },
  { id: 'backups', label: desk.commands.backups },
  { id: 'audit', label: desk.commands.audit, steward: true },
  { id: 'reviews', label: desk.commands.reviews, steward: true },
  { id: 'verify', label: desk.commands.verify },
  { id: 'keys', label: desk.commands.keys, keys: '?' },
  { id: 'switch', label: desk.commands.switch, keys: 'Ctrl Shift L' },
  { id: 'lock', label: desk.commands.lock, keys: 'Ctrl L' },
];

/** Whether each typed word begins a word of it. Never for no text: the list would push the patients away. */
export function begins(typed: string, words: string): boolean {
  const known = words.toLowerCase().split(/[\s():,]+/);
  const starts = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return starts.length > 0 && starts.every((start) => known.some((word) => word.startsWith(start)));
}

/** The commands of the practice that are typed so, of those the role may use. */
export function matchingCommands(text: string, is_steward = false, is_clinical = true): Command[] {
  return commands.filter((command) => {
    if (command.steward && !is_steward) return false;
    if (command.clinical && !is_clinical) return false;
    return begins(text, `${command.label} ${desk.also_typed[command.id] ?? ''}`);
  });
}
