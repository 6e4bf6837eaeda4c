import { describe, expect, it } from 'vitest';
import { base64Of, bytesOf, kindOf, readFile, sizeWords, titleOf } from './file';

const text = (words: string) => new TextEncoder().encode(words);

describe('a file to be filed', () => {
  it('is known by how it begins, not by its name', () => {
    expect(kindOf(text('%PDF-1.7'))).toBe('application/pdf');
    expect(kindOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
    expect(kindOf(text('MZ program.pdf'))).toBeNull();
    expect(kindOf(new Uint8Array())).toBeNull();
  });

  it('goes to base64 and back, however long it is', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);
    expect(bytesOf(base64Of(bytes))).toEqual(bytes);
  });

  it('has a title and a size that people read', () => {
    expect(titleOf('cardiology_letter-2026.PDF')).toBe('cardiology letter 2026');
    expect(sizeWords(1_234_567)).toBe('1.2 MB');
    expect(sizeWords(12)).toBe('1 KB');
  });

  it('is refused with a sentence when it cannot be shown', async () => {
    const words = { wrong_kind: 'wrong', too_large: 'large' };
    // jsdom's File cannot be read; what is asked of one is its name, its size and its bytes.
    const file = (bytes: Uint8Array, size = bytes.length) =>
      ({ name: 'letter.pdf', size, arrayBuffer: () => Promise.resolve(bytes.buffer) }) as unknown as File;
    await expect(readFile(file(text('MZ')), words)).rejects.toThrow('wrong');
    await expect(readFile(file(text('%PDF-1.7'), 65 * 1024 * 1024), words)).rejects.toThrow('large');
  });
});
