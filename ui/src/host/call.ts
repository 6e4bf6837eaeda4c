// The one way out of the window: one function, two hosts. In the program it is Tauri's `rpc` command; in the tests it
// is the loopback bridge. Nothing else in the UI may reach out (eslint holds that).
import { invoke } from '@tauri-apps/api/core';
import { changes, type Change } from './changes';

/** What the boundary answers: the view asked for, and what the act changed. */
export interface Answer {
  view: unknown;
  changed: Change[];
}

/** What the boundary says when it does not do it. `message` is for people, `code` for programs. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: string,
    message: string,
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

const in_the_program = '__TAURI_INTERNALS__' in globalThis;

/** Asks the boundary. Throws a {@link Problem}, never anything else. */
export async function call(command: string, request: unknown): Promise<unknown> {
  const answer = await (in_the_program ? askProgram(command, request) : askBridge(command, request));
  if (answer.changed.length > 0) changes.announce(answer.changed);
  return answer.view;
}

async function askProgram(command: string, request: unknown): Promise<Answer> {
  try {
    return await invoke<Answer>('rpc', { command, request });
  } catch (refusal) {
    throw asProblem(refusal);
  }
}

async function askBridge(command: string, request: unknown): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`/rpc/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  } catch {
    throw new Problem('internal', 'The program does not answer.');
  }
  if (response.ok) return (await response.json()) as Answer;
  let refusal: unknown;
  try {
    refusal = await response.json();
  } catch {
    refusal = null;
  }
  throw asProblem(refusal);
}

function asProblem(refusal: unknown): Problem {
  if (typeof refusal === 'object' && refusal !== null && 'code' in refusal && 'message' in refusal) {
    const { code, message } = refusal;
    const field = 'field' in refusal && typeof refusal.field === 'string' ? refusal.field : null;
    return new Problem(String(code), String(message), field);
  }
  return new Problem('internal', 'Something went wrong inside the program. Nothing was changed.');
}

/** Any thrown thing as a problem, so that a screen can always say something. */
export function problemOf(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : new Problem('internal', thrown instanceof Error ? thrown.message : '');
}
