// The words of the practice's own page.

export const settingsWords = {
  title: 'Practice and letterhead',
  loading: 'Reading the practice…',
  letterhead: 'Letterhead',
  name: 'Practice name',
  address: 'Address',
  phone: 'Phone',
  fax: 'Fax',
  email: 'Email',
  paper: 'Paper',
  papers: { a4: 'A4', letter: 'Letter' },
  locale: 'Language and country of dates and paper',
  locale_hint: 'For example en-US, en-GB',
  save: 'Save the letterhead',
  saved: 'The letterhead is saved.',
  failed: 'Not saved',
  read_only: 'Physicians and administrators can change this.',
} as const;
