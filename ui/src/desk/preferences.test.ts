// Two looks chosen in a row are kept in their order.
import { expect, test, vi } from 'vitest';

const { kept } = vi.hoisted(() => ({ kept: [] as { looks: unknown; done: (how?: Error) => void }[] }));

vi.mock('../host/api', () => ({
  api: {
    practice: {
      set_looks: (looks: unknown) =>
        new Promise<void>((resolve, reject) =>
          kept.push({ looks, done: (why) => (why ? reject(why) : resolve()) }),
        ),
    },
  },
}));

const { preferences } = await import('./preferences.svelte');

test('a choice is kept once the one before it is, also where that one was refused', async () => {
  const first = preferences.choose({ theme: 'dark' });
  const second = preferences.choose({ text_size: 'large' });
  await vi.waitFor(() => expect(kept).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(kept, 'the second waits').toHaveLength(1);
  kept[0]?.done(new Error('the disk is full'));
  await first;
  await vi.waitFor(() => expect(kept).toHaveLength(2));
  expect(kept[1]?.looks).toEqual({ theme: 'dark', text_size: 'large' });
  kept[1]?.done();
  await second;
});
