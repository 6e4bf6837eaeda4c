// The one way out of the window: one function, two hosts. In the program it is Tauri's `rpc` command; in the tests it
// is the loopback bridge. Nothing else in the UI may reach out (eslint holds that).
import { invoke } from '@tauri-apps/api/core';
import type { Answer } from '../api/client';
import type { ProblemCode } from '../api/types';
import { changes } from './changes';
import { announceLockedOut } from './locked';

/** What the boundary says when it does not do it. `message` is for people, `code` for programs. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly field: string | null = null,
    /** How long to wait before trying again, for `wait`. */
    readonly seconds: number | null = null,
  ) {
    super(message);
  }
}

const in_the_program = '__TAURI_INTERNALS__' in globalThis;

/** Asks the boundary and tells whoever listens what the act changed. Throws a {@link Problem}, never anything else. */
export async function call<View>(command: string, request: unknown): Promise<Answer<View>> {
  const answer = await (in_the_program
    ? askProgram<View>(command, request)
    : askBridge<View>(command, request));
  if (answer.changed.length > 0) changes.announce(answer.changed);
  return answer;
}

/** Several pages over one bridge are several windows: `/?window=nurse`. In the program each window has its own name. */
const window_of_the_bridge = new URLSearchParams(globalThis.location?.search).get('window') ?? 'bridge';

async function askProgram<View>(command: string, request: unknown): Promise<Answer<View>> {
  try {
    return await invoke<Answer<View>>('rpc', { command, request });
  } catch (refusal) {
    throw asProblem(refusal);
  }
}

async function askBridge<View>(command: string, request: unknown): Promise<Answer<View>> {
  let response: Response;
  try {
    response = await fetch(`/rpc/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-window': window_of_the_bridge },
      body: JSON.stringify(request),
    });
  } catch {
    throw new Problem('internal', 'The program does not answer.');
  }
  if (response.ok) return (await response.json()) as Answer<View>;
  let refusal: unknown;
  try {
    refusal = await response.json();
  } catch {
    refusal = null;
  }
  throw asProblem(refusal);
}

function asProblem(refusal: unknown): Problem {
  const problem = readProblem(refusal);
  if (problem.code === 'locked') announceLockedOut();
  return problem;
}

function readProblem(refusal: unknown): Problem {
  if (typeof refusal === 'object' && refusal !== null && 'code' in refusal && 'message' in refusal) {
    const { code, message } = refusal;
    const field = 'field' in refusal && typeof refusal.field === 'string' ? refusal.field : null;
    const seconds = 'seconds' in refusal && typeof refusal.seconds === 'number' ? refusal.seconds : null;
    // A code newer than this window is still a refusal; whoever compares codes treats it as none of theirs.
    return new Problem(String(code) as ProblemCode, String(message), field, seconds);
  }
  return new Problem('internal', 'Something went wrong inside the program. Nothing was changed.');
}

/** Any thrown thing as a problem, so that a screen can always say something. */
export function problemOf(thrown: unknown): Problem {
  return thrown instanceof Problem
    ? thrown
    : new Problem('internal', thrown instanceof Error ? thrown.message : '');
}
