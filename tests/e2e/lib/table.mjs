// The table of the clinic day: keys and milliseconds of each step, beside what is allowed.

export class DayTable {
  rows = [];

  /** Does a step and notes what it took. `allowed.ms` is shown; only keys, and times marked `assert`, are asserted. */
  async step(number, what, keys, allowed, act) {
    const keys_before = keys.count;
    const began = performance.now();
    await act();
    const row = {
      number,
      what,
      keys: keys.count - keys_before,
      most_keys: allowed.keys,
      ms: Math.round(performance.now() - began),
      most_ms: allowed.ms,
    };
    this.rows.push(row);
    return row;
  }

  print() {
    console.log('\n| # | Step | Keys | At most | ms | At most |\n|---|---|---|---|---|---|');
    for (const row of this.rows) {
      console.log(
        `| ${row.number} | ${row.what} | ${row.keys} | ${row.most_keys ?? '—'} | ${row.ms} | ${row.most_ms ?? '—'} |`,
      );
    }
    console.log('');
  }

  /** The steps that took longer than they may. For the tests that mean the time, not only show it. */
  overTime() {
    return this.rows.filter((row) => row.most_ms !== undefined && row.ms > row.most_ms);
  }

  /** The steps that took more keys than a practised user may need. */
  overKeys() {
    return this.rows.filter((row) => row.most_keys !== undefined && row.keys > row.most_keys);
  }
}
