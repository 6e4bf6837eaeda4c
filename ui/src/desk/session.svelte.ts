// Who is at the desk and whether the practice is open. Locked is a state the boundary knows; this only mirrors it.
import type { PracticeStatus, Role } from '../api/types';
import { keepEverything } from '../chart/leaving';
import { Acting } from '../host/acting.svelte';
import { api } from '../host/api';
import { Problem, problemOf } from '../host/call';
import { announcer } from '../kit/announcer.svelte';
import { accessWords } from './access/strings';
import { switching } from './access/switching.svelte';
import { backupWords } from './backups/strings';
import { booking } from './booking.svelte';
import { help } from './frame/help.svelte';
import { place, type Whereabouts } from './place.svelte';
import { preferences } from './preferences.svelte';
import { registration } from './registration.svelte';
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
  /** What the door has to say to whoever comes next: it locked itself, or was restored. */
  door_notice = $state<readonly string[]>([]);
  /** The door shows how to save what can be read of a damaged practice. */
  salvages = $state(false);
  /** Where each person was when they left, by staff id: they come back to it. */
  readonly #places = new Map<string, Whereabouts>();
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
  readonly month_first = $derived(this.status?.month_first ?? false);
  /** The demo was open last: its door is shown until somebody goes elsewhere. */
  is_demo = $state(false);
  readonly door: 'first-run' | 'unlock' = $derived(
    this.status?.state === 'none' && !this.is_demo ? 'first-run' : 'unlock',
  );

  async look(): Promise<void> {
    this.unreachable = null;
    try {
      this.status = await api.practice.status();
      if (this.status.user) preferences.take(this.status.user.looks);
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

  /** The boundary locked by itself: the door is shown at once, and the chart is gone from the screen. */
  async lockedOut(): Promise<void> {
    if (this.status?.state !== 'open') return;
    this.#leave();
    this.status = { ...this.status, state: 'locked', user: null, warnings: [] };
    this.door_notice = [accessWords.door.came_back];
    await this.look();
  }

  /** Locks, and shows the door at which what can be read is saved. */
  async lockToSalvage(): Promise<void> {
    await this.lock();
    if (this.status?.state !== 'locked') return;
    this.salvages = true;
  }

  /** Another person takes over. Throws the refusal: whoever was there stays. */
  async switchUser(login: string, password: string): Promise<PracticeStatus> {
    if (!(await keepEverything())) throw new Problem('refused', accessWords.switch.not_left);
    const taken = await api.practice.switch_user({ login, password });
    this.#leave();
    this.#arrive(taken);
    return taken;
  }

  /** A new recovery code; it is shown until it was typed back. Throws the refusal. */
  async renewRecoveryCode(): Promise<void> {
    if (!(await keepEverything())) throw new Problem('refused', desk.not_left);
    this.recovery_code = (await api.practice.new_recovery_code()).recovery_code;
  }

  /** Puts a backup in the place of the practice, which is locked afterwards. Throws the refusal. */
  async restore(
    backup: string,
    of: string,
    key: { login: string; password: string } | { login: string; code: string },
  ): Promise<void> {
    const restored = await api.backups.restore({ backup, ...key });
    this.#leave();
    this.#places.clear();
    this.is_demo = false;
    this.salvages = false;
    this.door_notice = [
      backupWords.restore.done(of),
      ...(restored.put_aside ? [backupWords.restore.put_aside(restored.put_aside)] : []),
    ];
    this.status = restored.status;
  }

  async recover(code: string, login: string, new_password: string): Promise<void> {
    const recovered = await this.acting.run(() => api.practice.recover({ code, login, new_password }));
    if (!recovered) return;
    this.recovery_code = recovered.recovery_code;
    this.status = recovered.status;
    preferences.take(recovered.status.user?.looks ?? null);
  }

  async openDemo(): Promise<void> {
    const opened = await this.acting.run(() => api.practice.demo({}));
    if (!opened) return;
    this.is_demo = true;
    this.status = opened;
    preferences.take(opened.user?.looks ?? null);
  }

  async unlock(login: string, password: string): Promise<boolean> {
    this.last_login = login;
    const opened = await this.acting.run(() => api.practice.unlock({ login, password, demo: this.is_demo }));
    if (opened) this.#arrive(opened);
    return opened !== null;
  }

  async lock(): Promise<void> {
    if (!(await keepEverything())) {
      announcer.problem(desk.not_locked);
      return;
    }
    const locked = await this.acting.run(() => api.practice.lock());
    if (!locked) return;
    this.#leave();
    this.status = locked;
  }

  /** Whoever is at the desk goes; nothing of theirs stays on screen. */
  #leave(): void {
    const user = this.status?.user;
    if (user) {
      this.last_login = user.login;
      this.#places.set(user.staff, place.whereabouts);
    }
    place.clear();
    // What was announced may name a patient.
    announcer.dismiss();
    for (const sheet of [booking, registration, switching, help]) sheet.open = false;
  }

  /** Whoever comes finds the place where they were. */
  #arrive(status: PracticeStatus): void {
    this.status = status;
    this.door_notice = [];
    this.salvages = false;
    preferences.take(status.user?.looks ?? null);
    const before = status.user ? this.#places.get(status.user.staff) : undefined;
    if (before) place.comeBack(before);
  }
}

export const session = new Session();
