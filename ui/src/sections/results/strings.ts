// The words of results.
export const resultWords = {
  title: 'Results',
  none: 'No results.',
  more: (n: number) => `and ${n} more`,
} as const;
