// The words of a report on its way out: shown, printed, saved.

export const reportWords = {
  pages: 'Pages',
  making: 'Making the pages…',
  not_made: 'The report could not be made',
  page: (n: number, of: number) => `Page ${n} of ${of}`,
  printer: 'Printer',
  no_printers: 'This computer has no printer set up. Save a PDF instead.',
  printers_failed: 'The printers could not be asked',
  print: 'Print',
  sent: (printer: string, pages: number) =>
    `${pages === 1 ? '1 page is' : `${pages} pages are`} with the printer ${printer}.`,
  job: (job: string) => `Job ${job}`,
  not_sent: 'Not printed',
  save: 'Save PDF…',
  save_csv: 'Save CSV…',
  saved_list: 'The list is saved.',
  lists: 'On paper:',
  registers: {
    today: 'Visits of the day',
    tasks: 'Open tasks',
    results: 'Results to look at',
    renewals: 'Renewals that wait',
  },
  save_to: 'Save as',
  save_do: 'Save',
  saved: (pages: number) => (pages === 1 ? 'The page is saved.' : `The ${pages} pages are saved.`),
  not_saved: 'Not saved',
} as const;
