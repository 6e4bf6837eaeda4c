// A task in a few words.
import type { Task } from '../../api/types';
import { civilDate } from '../../kit/dates';
import { taskWords as words } from './strings';

export function taskName(task: Task): string {
  if (task.kind === 'task') return task.text;
  return task.text.trim() === '' ? words.follow_up : `${words.follow_up}: ${task.text}`;
}

/** `nurse · by 29 Nov 2026`. */
export function taskFacts(task: Task): string {
  const whose = task.kind === 'task' ? (task.whose ? words.role[task.whose] : words.everybody) : '';
  const due = task.due ? words.due(civilDate(task.due)) : '';
  return [whose, due].filter(Boolean).join(' · ');
}
