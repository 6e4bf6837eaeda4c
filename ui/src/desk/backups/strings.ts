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
    text: 'This practice was restored from a backup, or saved from a damaged file. Older backups are all kept until somebody says that it is the right one.',
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
    door: 'Show that you may open it. Afterwards the practice is locked, and opens with the same.',
    sure: 'I have read this: put this backup in the place of the practice',
    do: 'Restore',
    doing: 'Restoring…',
    failed: 'Nothing was restored',
    done: (when: string) =>
      `The practice is restored as of ${when}. Unlock it with the password of that day, or with the recovery code.`,
    put_aside: (where: string) => `What stood here before lies in ${where}`,
  },
  key: {
    label: 'Open the backup with',
    password_way: 'a password',
    code_way: 'the printed code',
    login: 'Login',
    password: 'Password of the day of the backup',
    code: 'Recovery code',
    code_hint: 'Printed before the backup was made. Capitals, spaces and dashes do not matter.',
  },
  damaged: {
    title: 'Is the practice itself damaged?',
    text: 'Restore a proven backup first. What was written after it can be saved from the damaged file, page by page.',
    do: 'Lock, and save what can be read…',
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

/** The words of saving what can be read of a damaged practice. */
export const salvageWords = {
  link: 'The practice is damaged: save what can be read',
  title: 'Save what can be read',
  lead: 'Every page of the damaged file is looked at by itself, and each entry that can still be read goes into a new, sound practice. The damaged file is kept. Restoring a proven backup is the better way where there is a recent one.',
  where: 'What is saved goes',
  here: 'into the place of this practice',
  here_hint:
    'The damaged practice is put aside in its folder, not deleted. The same passwords and the same code open the new one.',
  elsewhere: 'into another folder',
  folder: 'Folder for what is saved, with its whole path',
  choose: 'Choose the folder…',
  do: 'Save what can be read',
  doing: 'Reading every page…',
  failed: 'Nothing was saved',
  back: 'Back',
  unlock: 'To the door',
  done: 'What could be read is saved',
  whole: 'Nothing is lost: every entry could be read.',
  lost: (n: number) => (n === 1 ? '1 entry is lost.' : `${n} entries are lost.`),
  entries: 'Entries saved',
  patients: 'Charts',
  acts: 'Acts of the audit saved',
  documents: 'Documents',
  documents_of: (saved: number, lost: number) =>
    lost === 0 ? `${saved} saved` : `${saved} saved, of ${lost} only the entry: scan them again`,
  pages: 'Pages of the file',
  pages_of: (sound: number, damaged: number) => `${sound} sound, ${damaged} damaged`,
  into: 'Saved in',
  aside: 'The damaged practice lies in',
  gaps: 'What is lost',
  gap: (from: number, to: number) =>
    from === to ? `Entry number ${from}` : `Entries number ${from} to ${to}, ${to - from + 1} of them`,
  gaps_hint:
    'The numbers count entries in the order of writing. A backup of that time, or the paper that was printed, may hold them.',
  restated:
    'Your own record was lost and was stated anew as a physician’s. Correct it under People and passwords.',
} as const;
