// What goes on beside the work: the window tells that somebody is there, hears that the practice locked itself, and
// reads now and then when the last backup was made.
import { keepEverything } from '../chart/leaving';
import { api } from '../host/api';
import { problemOf } from '../host/call';
import { whenLockedOut } from '../host/locked';
import { announcer } from '../kit/announcer.svelte';
import { session } from './session.svelte';

/** How often the status is read (milliseconds). Reading it does not count as somebody being there. */
const READ_EVERY = 30_000;
/** How often at most the window tells that somebody is there (milliseconds). */
const TELL_EVERY = 60_000;

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
  const forget = whenLockedOut(locked);
  window.addEventListener('paperchart:locking', locking);
  window.addEventListener('paperchart:locked', locked);
  window.addEventListener('keydown', here);
  window.addEventListener('pointerdown', here);
  return () => {
    clearInterval(reading);
    forget();
    window.removeEventListener('paperchart:locking', locking);
    window.removeEventListener('paperchart:locked', locked);
    window.removeEventListener('keydown', here);
    window.removeEventListener('pointerdown', here);
  };
}
