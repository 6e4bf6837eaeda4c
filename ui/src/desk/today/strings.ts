// The words of Today around the lanes.

export const todayWords = {
  title: 'Today',
  loading: 'Reading the day…',
  keys_title: 'Nothing chosen',
  keys_lead: 'Arrows choose a visit.',
  actions: {
    arrived: 'Arrived',
    vitals: 'Vitals',
    next: 'Next patient',
    open: 'Open chart',
    book: 'Book or add',
    register: 'New patient',
    call_off: 'Call off',
  },
  next_none: 'Nobody is waiting.',
  has_arrived: (name: string) => `${name} is waiting.`,
  called_off: (name: string) => `The visit of ${name} is called off.`,
  handed_over: (name: string) => `${name} is ready for the doctor.`,
  chosen: 'Chosen visit',
  vitals_for: (name: string) => `Vitals — ${name}`,
  back: 'Back',
  allergies: 'Allergies',
  never_asked: 'Allergies never asked',
  none_known: 'No known allergies',
  cancelled: (n: number) => (n === 1 ? '1 called off' : `${n} called off`),
  unsigned: (n: number) => (n === 1 ? '1 note not signed' : `${n} notes not signed`),
} as const;
