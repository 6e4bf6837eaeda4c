// What the front desk types about a patient, and how it becomes a registration.
import type { Patient, Registration, Sex } from '../../api/types';
import { civilDate } from '../../kit/dates';
import { readBirth } from './birth';
import { patientWords } from './strings';

const words = patientWords.register;

export class RegistrationFields {
  given = $state('');
  family = $state('');
  sex = $state<Sex | ''>('');
  birth = $state('');
  phone = $state('');
  line = $state('');
  city = $state('');
  region = $state('');
  postal_code = $state('');
  country = $state('');
  email = $state('');
  insurance = $state('');
  language = $state('');
  readonly #month_first: boolean;

  readonly read = $derived.by(() => readBirth(this.birth, this.#month_first));
  /** How the birth date was read, in words. */
  readonly birth_hint = $derived(
    this.read.kind === 'date'
      ? words.birth_read(civilDate(this.read.date))
      : this.read.kind === 'age'
        ? words.birth_age(this.read.years)
        : words.birth_hint,
  );

  /** `month_first`: numbers such as 3/4 name the month first, as in the United States. */
  constructor(month_first: boolean, before?: Patient) {
    this.#month_first = month_first;
    if (!before) return;
    this.given = before.name.given;
    this.family = before.name.family;
    this.sex = before.sex;
    this.birth = before.birth_date ?? '';
    this.phone = before.phones?.[0] ?? '';
    this.line = before.address?.line ?? '';
    this.city = before.address?.city ?? '';
    this.region = before.address?.region ?? '';
    this.postal_code = before.address?.postal_code ?? '';
    this.country = before.address?.country ?? '';
    this.email = before.email ?? '';
    this.insurance = before.insurance ?? '';
    this.language = before.language ?? '';
  }

  registration(): Registration {
    const { line, city, region, postal_code, country } = this;
    const has_address = [line, city, region, postal_code, country].some((part) => part.trim() !== '');
    const text = (field: 'phone' | 'email' | 'insurance' | 'language') =>
      this[field].trim() ? { [field]: this[field].trim() } : {};
    return {
      family: this.family.trim(),
      given: this.given.trim(),
      sex: this.sex === '' ? 'unknown' : this.sex,
      ...(this.read.kind === 'date' ? { birth_date: this.read.date } : {}),
      ...(this.read.kind === 'age' ? { age_years: this.read.years } : {}),
      ...(has_address ? { address: { line, city, region, postal_code, country } } : {}),
      ...text('phone'),
      ...text('email'),
      ...text('insurance'),
      ...text('language'),
    };
  }
}
