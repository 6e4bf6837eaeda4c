// A boundary for component tests: answers what the test says, and remembers what it was asked. Never in the program.
import { Problem } from '../call';

export interface Asked {
  command: string;
  request: unknown;
}

export class FakeBoundary {
  readonly asked: Asked[] = [];
  readonly answers = new Map<string, (request: never) => unknown>();

  /** What a command answers. */
  on<Request>(command: string, answer: (request: Request) => unknown): void {
    this.answers.set(command, answer as (request: never) => unknown);
  }

  /** Stands in for `call` of `host/call.ts`. */
  readonly call = async (command: string, request: unknown): Promise<{ view: unknown; changed: never[] }> => {
    this.asked.push({ command, request });
    const answer = this.answers.get(command);
    if (!answer) throw new Problem('unknown-command', `the fake knows no ${command}`);
    return { view: await answer(request as never), changed: [] };
  };

  requests(command: string): unknown[] {
    return this.asked.filter((asked) => asked.command === command).map((asked) => asked.request);
  }
}
