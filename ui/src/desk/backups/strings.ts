// The words of backups: when, where, whether they were proven, and the way back.

export const backupWords = {
  title: 'Backups',
  lead: 'Each backup is a complete, encrypted copy. It counts only after it was restored to another place and compared.',
  loading: 'Reading the backups…',
  chip: {
    at: (when: string) => `Backed up ${when}`,
    never: 'Never backed up',
    failed: 'Backup failed',
    demo: 'Demo, not backed up',
    open: (state: string) => `${state}. Open the backups`,
  },
  last: {
    none: 'There is no proven backup of this practice yet.',
    at: (when: string) => `The last proven backup is of ${when}.`,
    since: (n: number) =>
      n === 0
        ? 'Nothing was written since.'
        : n === 1
          ? '1 entry was written since.'
          : `${n} entries were written since.`,
    unproven: (n: number) => (n === 1 ? 'The practice holds 1 entry.' : `The practice holds ${n} entries.`),
  },
  automatic_failed: 'The last automatic backup failed',
  make: 'Make a backup now',
  making: 'Making a backup…',
  made: 'The backup was made and proven.',
  not_made: 'No backup was made',
  automatic:
    'Backups make themselves every hour while something was written, before the practice locks itself, and when the program is closed.',
  demo: 'Every patient of the demo is invented, so it does not back itself up, and a backup cannot be restored from here.',
  frozen: {
    title: 'Nothing is cleared away at present',
    text: 'This practice was restored from a backup. Older backups are all kept until somebody says that the restored practice is the right one.',
    resume: 'It is the right one, clear old backups away again',
    done: 'Old backups are cleared away again.',
  },
  folders: {
    title: 'Folders',
    add: 'Add a folder…',
    add_typed: 'Another folder, with its whole path',
    add_do: 'Add',
    remove: 'Take off',
    remove_of: (folder: string) => `Take off: ${folder}`,
    saved: 'Where backups go is saved.',
    not_saved: 'Not saved',
    own: 'Beside the practice, on the same disk: choose a stick or another disk as well.',
    none: 'No backup in this folder yet.',
    unusable: 'This folder cannot be used now',
    last_one: 'The last folder stays; add another one first.',
  },
  table: {
    label: (folder: string) => `Backups in ${folder}`,
    when: 'Made',
    state: 'State',
    entries: 'Entries',
    size: 'Size',
    acts: 'Acts',
    proven: 'proven',
    unproven: 'not proven',
    restore: 'Restore…',
    restore_of: (when: string) => `Restore the backup of ${when}`,
    older: (n: number) => `${n} older`,
  },
  restore: {
    title: 'Restore this backup',
    practice: 'Practice',
    when: 'Made',
    entries: 'Entries in it',
    size: 'Size',
    state: 'State',
    where: 'Where it lies',
    missing: (n: number) =>
      n === 1
        ? '1 entry was written after this backup. It is not in it: after restoring, it is no longer in the practice.'
        : `${n} entries were written after this backup. They are not in it: after restoring, they are no longer in the practice.`,
    nothing_missing: 'Nothing was written after this backup.',
    unproven:
      'This backup was never proven, or its files have changed since. Choose a proven one if there is one.',
    aside:
      'The practice that stands here now is not deleted: it is put aside in its folder and can be fetched back.',
    door: 'Afterwards the practice is locked. It opens with the password of the day of the backup, or with the recovery code printed before it.',
    sure: 'I have read this: put this backup in the place of the practice',
    do: 'Restore',
    doing: 'Restoring…',
    failed: 'Nothing was restored',
    done: (when: string) =>
      `The practice is restored as of ${when}. Unlock it with the password of that day, or with the recovery code.`,
    put_aside: (where: string) => `What stood here before lies in ${where}`,
  },
  look: {
    link: 'Restore a backup',
    title: 'Restore a backup',
    lead: 'On a new computer, or when the practice cannot be opened. You need the password of the day of the backup, or the printed recovery code.',
    folder: 'Folder with the backups',
    folder_hint: 'For example a stick or another disk',
    choose: 'Choose the folder…',
    look: 'Look for backups',
    own: 'Backups beside the practice',
    nothing: 'There is no backup in this folder.',
    failed: 'This folder could not be read',
    back: 'Back',
  },
} as const;
