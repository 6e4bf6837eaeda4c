// The words of the search through all charts.

export const findWords = {
  title: 'Search all charts',
  label: 'Words in all charts',
  placeholder: 'What was said: a drug, a finding, a test…',
  lead: 'Notes, results, problems, medicines, documents, histories, tasks and orders of every patient. Restricted charts are searched only when you may open them; what was entered in error is left out.',
  failed: 'The charts could not be searched',
  retry: 'Try again',
  loading: 'Searching all charts…',
  too_short: 'Type one more letter.',
  none: (text: string) => `Nothing in any chart says “${text}”.`,
  more_pages: 'More pages of this chart say it; open the chart to see all of them.',
  more: 'More patients fit than are listed. Another word narrows it.',
  similar: 'similar word',
  results: 'Patients in whose charts it was said',
  count: (patients: number) => (patients === 1 ? '1 patient' : `${patients} patients`),
} as const;
