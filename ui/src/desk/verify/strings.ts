// The words of the check of the file.

export const verifyWords = {
  title: 'Verify the chart',
  lead: 'Every entry, every signature and every row of the audit is read again and compared.',
  running: 'Reading everything…',
  failed: 'The check could not be done',
  again: 'Check again',
  report: 'Report on one page…',
  report_title: 'Report of the check',
  report_lead: 'The check is done once more for the page, so that it says what is true now.',
  backups: 'Look at the backups',
  findings: 'What does not fit',
  at: 'Checked',
  entries: 'Entries',
  audit_rows: 'Rows of the audit',
  signatures: 'Signatures that fit',
  unsigned_imports: 'Imported without a signature of this practice',
  ledger_head: 'Head of the ledger',
  audit_head: 'Head of the audit',
  page: {
    title: 'Is this printed page from here?',
    lead: 'Each page bears a seal at its foot. It fits the chart it was printed from, as that stood then, and no other.',
    patient: 'Whose page it is',
    nobody: 'No patient matches.',
    another: 'Another patient',
  },
} as const;
