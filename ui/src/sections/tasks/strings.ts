// The words of tasks and follow-ups.

export const taskWords = {
  title: 'To do',
  open_title: 'Open tasks',
  none: 'Nothing is open.',
  done: 'Done',
  facts: { whose: 'Whose', due: 'By' },
  cancel: 'Call off',
  was_done: (what: string) => `Done: ${what}`,
  was_cancelled: (what: string) => `Called off: ${what}`,
  follow_up: 'Follow-up',
  overdue: 'overdue',
  due: (date: string) => `by ${date}`,
  everybody: 'everybody',
  role: {
    physician: 'doctor',
    nurse: 'nurse',
    'front-desk': 'front desk',
    administrator: 'administrator',
  },
  failed: 'The tasks could not be read',
  retry: 'Try again',
  mark_done: (what: string) => `Mark as done: ${what}`,
} as const;
