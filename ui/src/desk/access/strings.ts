// The words of who is at the desk, of warnings about the file, and of restricted charts that were opened.

export const accessWords = {
  switch: {
    title: 'Another person takes over',
    lead: 'What is being written is kept: whoever wrote it finds it again.',
    login: 'Login',
    password: 'Password',
    do: 'Take over',
    doing: 'Taking over…',
    failed: 'Not switched',
    not_left: 'The note on screen could not be saved, so it stays until it says “saved”.',
    done: (name: string) => `${name} is at the desk.`,
  },
  auto_lock: {
    title: 'Lock',
    minutes: 'Minutes without anybody at the keyboard until the practice locks itself',
    hint: 'From 1 to 60. It also locks when the computer sleeps, and at once with Ctrl L.',
    save: 'Save the minutes',
    saved: (minutes: number) =>
      minutes === 1
        ? 'The practice locks itself after 1 minute.'
        : `The practice locks itself after ${minutes} minutes.`,
    failed: 'Not saved',
  },
  door: {
    came_back: 'The practice locked itself. What was being written is kept.',
  },
  warnings: {
    title: 'This practice is not as it was left',
    lead: 'Nothing was changed. Look before you write anything: a proven backup may hold what is missing.',
    restore: 'Look at the backups',
    verify: 'Check the whole practice',
    acknowledge: 'I have read this, go on with the practice as it is',
    machine_title: 'Something is wrong with this computer',
    machine_acknowledge: 'I have read this',
    acknowledged: 'Noted in the audit: the warnings were read.',
    steward: 'Only a physician or an administrator can decide this. Tell them now.',
    failed: 'Not done',
  },
  reviews: {
    title: 'Restricted charts opened with a reason',
    lead: 'Somebody who was kept out of a chart opened it all the same and said why. Another person reads each reason once.',
    loading: 'Reading the reasons…',
    none: 'Nobody has opened a restricted chart this way.',
    to_read: (n: number) => (n === 1 ? '1 reason to read' : `${n} reasons to read`),
    all_read: 'Every reason has been read.',
    columns: { when: 'When', who: 'Who', chart: 'Chart', reason: 'Reason', review: 'Read by' },
    mark: 'I have read it',
    mark_of: (who: string, when: string) => `I have read it: the reason of ${who}, ${when}`,
    read_by: (who: string, when: string) => `${who}, ${when}`,
    marked: 'Noted: this reason was read.',
    failed: 'Not noted',
  },
} as const;
