// What the practice is used to, wherever something is typed.

/** `month_first`: numbers such as 3/4 name the month first. Shown back in words wherever one is typed. */
export const habits = $state({ month_first: false });
