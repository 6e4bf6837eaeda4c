// What somebody types to open a backup. Kept by the dialog alone, and gone with it.

export class Opener {
  way = $state('password');
  login = $state('');
  password = $state('');
  code = $state('');

  constructor(login: string) {
    this.login = login;
  }

  readonly is_filled = $derived((this.way === 'password' ? this.password : this.code.trim()) !== '');

  /** As the boundary takes it. */
  get key(): { login: string; password: string } | { login: string; code: string } {
    return this.way === 'password'
      ? { login: this.login.trim(), password: this.password }
      : { login: '', code: this.code };
  }
}
