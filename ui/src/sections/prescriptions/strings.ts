// The words of prescribing.

export const prescriptionWords = {
  title: 'Prescription',
  line: 'Drug line',
  line_placeholder: 'doxycycline 100 mg cap bid 7d #14',
  accept: 'Add',
  reading: 'Reading…',
  accepted: (name: string) => `${name} is on the prescription.`,
  remove: (name: string) => `Take ${name} off the prescription`,
  failed: 'The line could not be read',
  missing: 'Missing',
  doubts: 'Unclear',
  allergic: 'Allergic to',
  dispense: (n: number) => `dispense ${n}`,
  refills: (n: number) => (n === 0 ? 'no repeats' : n === 1 ? '1 repeat' : `${n} repeats`),
  status: {
    active: 'active',
    'on-hold': 'on hold',
    cancelled: 'cancelled',
    completed: 'completed',
    stopped: 'stopped',
    unknown: 'unknown',
  },
  number: (number: string) => `No. ${number}`,
  cancel: 'Cancel the prescription',
  not_cancelled: 'Not cancelled',
  cancel_why: 'Why is it cancelled?',
} as const;
