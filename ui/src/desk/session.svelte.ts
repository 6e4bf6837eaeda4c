// Who is at the desk and whether the practice is open. Locked is a state the boundary knows; this only mirrors it.
import type { PracticeStatus, Role } from '../api/types';
import { Acting } from '../host/acting.svelte';
import { api } from '../host/api';
import { problemOf, type Problem } from '../host/call';
import { place } from './place.svelte';

export interface NewPractice {
  practice: string;
  name: string;
  login: string;
  role: Role;
  qualification: string;
  registration: string;
  password: string;
}

class Session {
  status = $state.raw<PracticeStatus | null>(null);
  /** The status itself could not be read: neither first run nor locked may be shown. */
  unreachable = $state.raw<Problem | null>(null);
  /** Shown once after the practice was made, until it was typed back. */
  recovery_code = $state<string | null>(null);
  last_login = $state('');
  readonly acting = new Acting();
  readonly #before_lock = new Set<() => Promise<void>>();

  readonly practice_name = $derived(this.status?.practice ?? '');
  readonly user_name = $derived(this.status?.user?.name ?? '');
  readonly role = $derived(this.status?.user?.role ?? null);

  async look(): Promise<void> {
    this.unreachable = null;
    try {
      this.status = await api.practice.status({});
    } catch (thrown) {
      this.unreachable = problemOf(thrown);
    }
  }

  async make(wanted: NewPractice): Promise<void> {
    const made = await this.acting.run(() => api.practice.create(wanted));
    if (!made) return;
    this.recovery_code = made.recovery_code;
    this.status = made.status;
  }

  async confirmRecoveryCode(typed: string): Promise<void> {
    const confirmed = await this.acting.run(() => api.practice.confirm_recovery({ code: typed }));
    if (confirmed) this.recovery_code = null;
  }

  async openDemo(): Promise<void> {
    const opened = await this.acting.run(() => api.practice.demo({}));
    if (opened) this.status = opened;
  }

  async unlock(login: string, password: string): Promise<boolean> {
    this.last_login = login;
    const opened = await this.acting.run(() => api.practice.unlock({ login, password }));
    if (opened) this.status = opened;
    return opened !== null;
  }

  /** What has to be in the file before the key is dropped. Returns the function that takes it back. */
  beforeLock(save: () => Promise<void>): () => void {
    this.#before_lock.add(save);
    return () => this.#before_lock.delete(save);
  }

  async lock(): Promise<void> {
    await Promise.all([...this.#before_lock].map((save) => save()));
    const locked = await this.acting.run(() => api.practice.lock({}));
    if (!locked) return;
    place.clear();
    this.status = locked;
  }
}

export const session = new Session();
