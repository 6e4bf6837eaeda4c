// The tests that were chosen for an order, each once.
import type { Concept } from '../../api/types';

export interface ChosenTest {
  test: string;
  /** Empty where it is ordered in words. */
  loinc: string;
  site: string;
  /** The last value and its date, or that it is waited for already. */
  facts: string;
}

export function loincOf(concept: Concept): string {
  return concept.codings?.find((coding) => coding.system.endsWith('loinc.org'))?.code ?? '';
}

export class ChosenTests {
  list = $state.raw<readonly ChosenTest[]>([]);

  constructor(list: readonly ChosenTest[] = []) {
    this.list = list;
  }

  /** Adds a test unless it stands there already. */
  add(test: ChosenTest): void {
    const same = (other: ChosenTest) => other.test.toLowerCase() === test.test.toLowerCase();
    if (!this.list.some(same)) this.list = [...this.list, test];
  }

  remove(at: number): void {
    this.list = this.list.filter((_, place) => place !== at);
  }

  place(at: number, site: string): void {
    this.list = this.list.map((test, place) => (place === at ? { ...test, site } : test));
  }
}
