// A plain hint how good a password is. Only a hint: the boundary decides what it accepts.

export type Strength = 'empty' | 'short' | 'weak' | 'fair' | 'strong';

/** Judges by length and by how many different steps there are between neighbouring characters: `aaaaaaaaaaaa` and
 * `abcdefghijkl` are long but have one step. */
export function strengthOf(password: string): Strength {
  const characters = [...password];
  if (characters.length === 0) return 'empty';
  if (characters.length < 10) return 'short';
  const different = new Set(characters).size;
  const steps = new Set(
    characters
      .slice(1)
      .map((character, at) => (character.codePointAt(0) ?? 0) - (characters[at]?.codePointAt(0) ?? 0)),
  ).size;
  if (different < 5 || steps < 5) return 'weak';
  return characters.length >= 14 ? 'strong' : 'fair';
}
