// The words of importing.

export const importWords = {
  title: 'Import files',
  lead: 'FHIR R4 bundles, one patient each. First you see what is in them; nothing is entered before you say so. Importing the same file twice adds nothing.',
  choose: 'Choose files…',
  paths: 'Files',
  paths_hint: 'One path a line',
  read: 'Read the files',
  reading: 'Reading the files…',
  refused: 'The files were refused, and nothing was changed',
  preview: 'What is in the files',
  done_title: 'What was entered',
  enter: 'Enter this',
  entering: 'Entering…',
  entered: 'The files are in the charts.',
  open: 'Open the chart',
  new_patient: 'new patient',
  may_be: (numbers: string) =>
    `May be the same person as chart ${numbers}. Compare the two before both are used.`,
  known_patient: (number: string) => `chart number ${number}`,
  columns: {
    kind: 'Kind',
    read: 'In the file',
    entered: 'Entered',
    to_enter: 'To enter',
    kept: 'Kept as received',
    already: 'Already here',
    refused: 'Refused',
  },
  total: 'All files',
  refused_list: (n: number) => (n === 1 ? '1 thing was not taken' : `${n} things were not taken`),
  again: 'Other files',
} as const;
