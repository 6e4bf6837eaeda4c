// The words of vaccines.
export const immunizationWords = {
  title: 'Immunizations',
  none: 'No vaccines are listed.',
  not_done: 'not given',
  more: (n: number) => `${n} earlier`,
} as const;
