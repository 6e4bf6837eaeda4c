// An act under way: one at a time, with the refusal kept beside the field it names.
import { problemOf, type Problem } from './call';

export class Acting {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Does it unless it is already being done. Returns the answer, or null when refused. */
  async run<View>(act: () => Promise<View>): Promise<View | null> {
    if (this.busy) return null;
    this.busy = true;
    this.problem = null;
    try {
      return await act();
    } catch (thrown) {
      this.problem = problemOf(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** The refusal of one field, for the line under it. */
  of(field: string): string | undefined {
    return this.problem?.field === field ? this.problem.message : undefined;
  }

  /** The refusal that belongs to none of the fields on screen. */
  beside(fields: readonly string[]): string | undefined {
    if (!this.problem) return undefined;
    return this.problem.field !== null && fields.includes(this.problem.field)
      ? undefined
      : this.problem.message;
  }
}
