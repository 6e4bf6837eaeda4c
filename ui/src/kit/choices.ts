// What a Choice offers, from the words for each value.
export function choicesOf<Value extends string>(
  labels: Record<Value, string>,
): { value: Value; label: string }[] {
  return Object.entries<string>(labels).map(([value, label]) => ({ value: value as Value, label }));
}
