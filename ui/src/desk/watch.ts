// What goes on beside the work: the window tells that somebody is there, hears that the practice locked itself, hears
// what another window wrote, and reads now and then when the last backup was made.
import { keepEverything } from '../chart/leaving';
import { api } from '../host/api';
import { problemOf } from '../host/call';
import { changes } from '../host/changes';
import { whenLockedOut } from '../host/locked';
import { announcer } from '../kit/announcer.svelte';
import { session } from './session.svelte';

/** How often the status is read (milliseconds). Reading it does not count as somebody being there. */
const READ_EVERY = 30_000;
/** How often at most the window tells that somebody is there (milliseconds). */
const TELL_EVERY = 60_000;
/** How often it asks what other windows wrote (milliseconds). */
const LISTEN_EVERY = 2_000;

/** Starts; returns the function that stops. */
export function watch(): () => void {
  let told = 0;
  const here = () => {
    const now = Date.now();
    if (session.status?.state !== 'open' || now - told < TELL_EVERY) return;
    told = now;
    api.practice.still_here().catch((thrown: unknown) => announcer.problem(problemOf(thrown).message));
  };
  const locked = () => void session.lockedOut();
  // The program gives the window a moment before it locks by itself: what was typed since the last save goes into the
  // file now. What is refused stays unsaved on a screen that is about to go; there is nobody to tell.
  const locking = () => void keepEverything();
  const reading = setInterval(() => {
    if (session.status?.state === 'open') void session.refresh();
  }, READ_EVERY);
  let heard: number | undefined;
  let asking = false;
  const listening = setInterval(() => {
    if (session.status?.state !== 'open') heard = undefined;
    else if (!asking) void listen();
  }, LISTEN_EVERY);
  async function listen() {
    asking = true;
    try {
      const told = await api.practice.changed_elsewhere(heard === undefined ? {} : { since: heard });
      heard = told.at;
      if (told.changed.length > 0) changes.announce(told.changed);
    } catch {
      // Nothing was heard; what is on screen stays, and it is asked again. A lock is told by whoever wants something.
    } finally {
      asking = false;
    }
  }
  const forget = whenLockedOut(locked);
  window.addEventListener('paperchart:locking', locking);
  window.addEventListener('paperchart:locked', locked);
  window.addEventListener('keydown', here);
  window.addEventListener('pointerdown', here);
  return () => {
    clearInterval(reading);
    clearInterval(listening);
    forget();
    window.removeEventListener('paperchart:locking', locking);
    window.removeEventListener('paperchart:locked', locked);
    window.removeEventListener('keydown', here);
    window.removeEventListener('pointerdown', here);
  };
}
