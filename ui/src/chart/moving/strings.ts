// The words of what was filed in the wrong chart, and of two charts of one person.
import { groupedNumber } from '../../kit/figures';

export const movingWords = {
  find: 'Whose is it?',
  find_merge: 'Which chart is the same person’s?',
  find_hint: 'Name, birth date, telephone or chart number.',
  nobody: 'No patient matches.',
  chosen: 'Is it this patient?',
  born: (date: string) => `Born ${date}`,
  born_unknown: 'Birth date unknown',
  another: 'Another patient',
  why: 'Why?',
  failed: 'Not done',
  same: 'This is the chart on screen.',
  refile: {
    button: 'Filed in the wrong chart…',
    lead: 'It is struck here and says where it went; in the right chart it says whence it came. A visit takes along everything said in it.',
    do: (number: string) => `Move to chart ${groupedNumber(number)}`,
    done: (number: string) => `It is in chart ${groupedNumber(number)} now, and struck here.`,
  },
  refiled: {
    gone: (number: string, by: string, on: string) =>
      `Moved to chart ${groupedNumber(number)} by ${by}, ${on}`,
    came: (number: string, by: string, on: string) =>
      `Moved here from chart ${groupedNumber(number)}; said there by ${by}, ${on}`,
  },
  merge: {
    button: 'The same person as another chart…',
    also: 'merge duplicate double',
    title: 'Two charts of one person',
    lead: 'Both are read as one under the patient on screen, and everything new is written here. Nothing is lost, and it can be taken back.',
    do: (number: string) => `Read chart ${groupedNumber(number)} as part of this one`,
    differs: 'Birth date or sex is not the same as in the chart on screen. Are they one person?',
    done: 'The two charts are read as one.',
  },
  strip: {
    label: 'Charts read as part of this one',
    line: (number: string, name: string, by: string, on: string) =>
      `Chart ${groupedNumber(number)} (${name}) is read as part of this one, by ${by}, ${on}`,
    why: (why: string) => `: ${why}`,
    undo: 'Take it back…',
    title: 'Take the two charts apart again',
    lead: 'Each record is then in the chart in which it was written, with everything said since.',
    do: 'Take them apart',
    done: 'They are two charts again.',
  },
} as const;
