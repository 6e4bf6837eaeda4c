import { expect, test, vi } from 'vitest';
import { beforeLeaving } from '../chart/leaving';
import { watch } from './watch';

test('when the practice is about to lock itself, the last letters go into the file', () => {
  const save = vi.fn(() => Promise.resolve(true));
  const forget = beforeLeaving(save);
  const stop = watch();
  window.dispatchEvent(new Event('paperchart:locking'));
  expect(save).toHaveBeenCalledOnce();
  stop();
  window.dispatchEvent(new Event('paperchart:locking'));
  expect(save).toHaveBeenCalledOnce();
  forget();
});
