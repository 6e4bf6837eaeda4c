// What a command of the search box, the menu or a global key does. One list, so that they never drift apart.
import type { Command } from './search/commands';
import { help } from './frame/help.svelte';
import { place } from './place.svelte';
import { registration } from './registration.svelte';
import { session } from './session.svelte';

export function perform(id: Command['id']): void {
  switch (id) {
    case 'today':
    case 'charts':
    case 'import':
    case 'verify':
    case 'settings':
      place.go(id);
      break;
    case 'register':
      registration.start();
      break;
    case 'lock':
      void session.lock();
      break;
    case 'keys':
      help.open = true;
      break;
  }
}
