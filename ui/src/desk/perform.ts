// What a command of the search box, the menu or a global key does. One list, so that they never drift apart.
import type { Command } from './search/commands';
import { switching } from './access/switching.svelte';
import { help } from './frame/help.svelte';
import { place } from './place.svelte';
import { registration } from './registration.svelte';
import { session } from './session.svelte';

export function perform(id: Command['id']): void {
  switch (id) {
    case 'today':
    case 'charts':
    case 'inbox':
    case 'find':
    case 'renewals':
    case 'import':
    case 'verify':
    case 'settings':
    case 'people':
    case 'backups':
    case 'audit':
    case 'reviews':
      place.go(id);
      break;
    case 'register':
      registration.start();
      break;
    case 'switch':
      switching.open = true;
      break;
    case 'lock':
      void session.lock();
      break;
    case 'keys':
      help.open = true;
      break;
  }
}
