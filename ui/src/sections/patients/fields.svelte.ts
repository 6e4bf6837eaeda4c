// What the front desk types about a patient, and how it becomes a registration.
import type { ContactRole, MoreOfPatient, Patient, Registration, Sex } from '../../api/types';
import { civilDate } from '../../kit/dates';
import { readBirth } from './birth';
import { patientWords } from './strings';

const words = patientWords.register;

interface ContactFields {
  role: ContactRole;
  name: string;
  relationship: string;
  phone: string;
  email: string;
  comment: string;
}

interface PolicyFields {
  payer: string;
  plan: string;
  member_number: string;
  group_number: string;
  holder: string;
  valid_until: string;
}

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
  pronouns = $state('');
  gender_identity = $state('');
  other_phones = $state('');
  former_names = $state('');
  sticky_note = $state('');
  flags = $state('');
  warnings = $state('');
  contacts = $state<ContactFields[]>([]);
  policies = $state<PolicyFields[]>([]);
  died = $state(false);
  died_on = $state('');
  readonly #month_first: boolean;
  /** The birth date that was an estimate: it stays one while it is not typed anew. */
  #estimated: string | null = null;

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
    this.#estimated = before.birth_date_estimated ? this.birth : null;
    this.phone = before.phones?.[0] ?? '';
    this.line = before.address?.line ?? '';
    this.city = before.address?.city ?? '';
    this.region = before.address?.region ?? '';
    this.postal_code = before.address?.postal_code ?? '';
    this.country = before.address?.country ?? '';
    this.email = before.email ?? '';
    this.insurance = before.insurance ?? '';
    this.language = before.language ?? '';
    this.pronouns = before.pronouns ?? '';
    this.gender_identity = before.gender_identity ?? '';
    this.other_phones = (before.phones ?? []).slice(1).join(', ');
    this.former_names = (before.former_names ?? []).map((name) => `${name.family}, ${name.given}`).join('; ');
    this.sticky_note = before.sticky_note ?? '';
    this.flags = (before.flags ?? [])
      .filter((flag) => !flag.warning)
      .map((flag) => flag.text)
      .join(', ');
    this.warnings = (before.flags ?? [])
      .filter((flag) => flag.warning)
      .map((flag) => flag.text)
      .join(', ');
    this.contacts = (before.contacts ?? []).map((contact) => ({
      role: contact.role,
      name: contact.name,
      relationship: contact.relationship ?? '',
      phone: contact.phone ?? '',
      email: contact.email ?? '',
      comment: contact.comment ?? '',
    }));
    this.policies = (before.policies ?? []).map((policy) => ({
      payer: policy.payer,
      plan: policy.plan ?? '',
      member_number: policy.member_number ?? '',
      group_number: policy.group_number ?? '',
      holder: policy.holder ?? '',
      valid_until: policy.valid_until ?? '',
    }));
    this.died = before.deceased !== undefined;
    this.died_on = before.deceased?.on ?? '';
  }

  addContact(): void {
    const empty = { name: '', relationship: '', phone: '', email: '', comment: '' };
    this.contacts = [...this.contacts, { role: 'next-of-kin', ...empty }];
  }

  addPolicy(): void {
    const empty = { payer: '', plan: '', member_number: '', group_number: '', holder: '', valid_until: '' };
    this.policies = [...this.policies, empty];
  }

  /** The rest of the registration, each part as it stands in the form; what is empty is taken away. */
  #more(): MoreOfPatient {
    const list = (text: string, between: string) =>
      text
        .split(between)
        .map((part) => part.trim())
        .filter(Boolean);
    const filled = <Part extends object>(part: Part) =>
      Object.fromEntries(Object.entries(part).filter(([, value]) => String(value).trim() !== '')) as Part;
    const is_filled = (part: object) =>
      Object.entries(part).some(([key, value]) => key !== 'role' && String(value).trim() !== '');
    return {
      pronouns: this.pronouns.trim(),
      gender_identity: this.gender_identity.trim(),
      other_phones: list(this.other_phones, ','),
      former_names: list(this.former_names, ';').map((name) => {
        const [family = '', given = ''] = name.split(',').map((part) => part.trim());
        return { family, given };
      }),
      sticky_note: this.sticky_note.trim(),
      flags: [
        ...list(this.warnings, ',').map((text) => ({ text, warning: true })),
        ...list(this.flags, ',').map((text) => ({ text, warning: false })),
      ],
      contacts: this.contacts
        .filter(is_filled)
        .map((contact) => ({ ...filled(contact), name: contact.name.trim() })),
      policies: this.policies
        .filter(is_filled)
        .map((policy) => ({ ...filled(policy), payer: policy.payer.trim() })),
      ...(this.read.kind === 'date' ? { birth_date_estimated: this.#estimated === this.birth } : {}),
      deceased: this.died,
      ...(this.died && this.died_on.trim() ? { died_on: this.died_on.trim() } : {}),
    };
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
      more: this.#more(),
    };
  }
}
