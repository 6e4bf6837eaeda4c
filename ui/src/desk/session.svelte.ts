// Who is at the desk and whether the practice is open. Locked is a state the boundary knows; this only mirrors it.
import type { PracticeStatus, Role } from '../api/types';
import { keepEverything } from '../chart/leaving';
import { Acting } from '../host/acting.svelte';
import { api } from '../host/api';
import { problemOf, type Problem } from '../host/call';
import { announcer } from '../kit/announcer.svelte';
import { place } from './place.svelte';
import { desk } from './strings';

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

  readonly practice_name = $derived(this.status?.practice ?? '');
  readonly user_name = $derived(this.status?.user?.name ?? '');
  readonly role = $derived(this.status?.user?.role ?? null);
  /** What is worth showing to this role; what is allowed is decided by the boundary. */
  readonly is_physician = $derived(this.role === 'physician');
  readonly is_clinical = $derived(this.role === 'physician' || this.role === 'nurse');

  /** The recovery code was never typed back: nobody knows whether it is on paper. */
  readonly is_unconfirmed = $derived(
    this.status !== null &&
      this.status.state === 'open' &&
      !this.status.demo &&
      !this.status.recovery_confirmed,
  );
  readonly is_steward = $derived(this.role === 'physician' || this.role === 'administrator');
  /** Numbers such as 3/4 name the month first. Shown back in words wherever one is typed. */
  readonly month_first = $derived(navigator.language === 'en-US');
  /** The demo was open last: its door is shown until somebody goes elsewhere. */
  is_demo = $state(false);
  readonly door: 'first-run' | 'unlock' = $derived(
    this.status?.state === 'none' && !this.is_demo ? 'first-run' : 'unlock',
  );

  async look(): Promise<void> {
    this.unreachable = null;
    try {
      this.status = await api.practice.status();
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
    if (!confirmed) return;
    this.recovery_code = null;
    await this.look();
  }

  /** Reads the status again while the practice is open; what is on screen stays when that fails. */
  async refresh(): Promise<void> {
    try {
      const status = await api.practice.status();
      if (status.state === 'open') this.status = status;
      else await this.lockedOut();
    } catch (thrown) {
      announcer.problem(problemOf(thrown).message);
    }
  }

  /** The boundary locked by itself: the door is shown. */
  async lockedOut(): Promise<void> {
    this.last_login = this.status?.user?.login ?? this.last_login;
    place.clear();
    await this.look();
  }

  async recover(code: string, login: string, new_password: string): Promise<void> {
    const recovered = await this.acting.run(() => api.practice.recover({ code, login, new_password }));
    if (!recovered) return;
    this.recovery_code = recovered.recovery_code;
    this.status = recovered.status;
  }

  async openDemo(): Promise<void> {
    const opened = await this.acting.run(() => api.practice.demo({}));
    if (!opened) return;
    this.is_demo = true;
    this.status = opened;
  }

  async unlock(login: string, password: string): Promise<boolean> {
    this.last_login = login;
    const opened = await this.acting.run(() => api.practice.unlock({ login, password, demo: this.is_demo }));
    if (opened) this.status = opened;
    return opened !== null;
  }

  async lock(): Promise<void> {
    if (!(await keepEverything())) {
      announcer.problem(desk.not_locked);
      return;
    }
    const locked = await this.acting.run(() => api.practice.lock());
    if (!locked) return;
    this.last_login = this.status?.user?.login ?? this.last_login;
    place.clear();
    this.status = locked;
  }
}

export const session = new Session();
