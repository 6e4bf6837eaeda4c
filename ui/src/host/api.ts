// Every command of the boundary as a function that gives its view. What changed has been announced before it returns.
import { client, type Answer, type Api } from '../api/client';
import { call } from './call';

type Views<Section> = {
  [Verb in keyof Section]: Section[Verb] extends (...request: infer Request) => Promise<Answer<infer View>>
    ? (...request: Request) => Promise<View>
    : never;
};

type Command = (...request: unknown[]) => Promise<Answer<unknown>>;

function views<Section extends object>(section: Section): Views<Section> {
  const verbs = Object.entries(section) as [string, Command][];
  const unwrapped = verbs.map(([verb, command]) => [
    verb,
    async (...request: unknown[]) => (await command(...request)).view,
  ]);
  // The shape is the section's own, verb by verb; TypeScript cannot follow Object.entries that far.
  return Object.fromEntries(unwrapped) as Views<Section>;
}

const sections = Object.entries(client(call)).map(([name, section]) => [name, views(section)]);

export const api = Object.fromEntries(sections) as { [Section in keyof Api]: Views<Api[Section]> };
