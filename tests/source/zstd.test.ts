import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { unzstd } from '#lib/source/unzstd';
import { XxHash64 } from '#lib/source/xxhash64';
import { needs } from '../needs.ts';

/** What `text` below packs to, with a checksum; made once with zstd's own command. */
const packed = Buffer.from(
  'KLUv/WQCCSUIABYULxSgGzoAGWas6gDAeEspU0qplqtX8TYAJAAkAKSMbMTCt1qT93n5h8Z0arVYVgYgAUEBQWg4DoGGY0BYEBgBx8DgCDgeBEdgECgoAiRASBwQAUV0qeGpnHOTurJGshSOpEq4cRn9Wjk0E5q96Jspj1y6IlfItjbtdZXThWYmQ8RzlZKlWqpr+tk7pktsW8RsKa+ETrpPIUvFLoCR5SStt0r3eH7/H45PhPoq4svUTl7I12Ju5ZaRTRz/vacOdqgRYHy+/2fgLQcRJITh/58fuVw7dz74+UxeO3fOfXzA2Y08effcHXfVh2F2mp1j54OD4iQ7hgGBQCAkEBgtNAjAAlIVG3D3fA==',
  'base64',
);
const text = Array.from(
  { length: 60 },
  (_, i) => `line ${i} of a text that repeats itself, ${(i * 7919) % 1000}\n`,
).join('');
const skippable = Buffer.concat([Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 5, 0, 0, 0]), Buffer.from('12345')]);

async function unpack(bytes: Uint8Array, size = 1 << 20) {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const damage: [string, number][] = [];
  const pieces: Uint8Array[] = [];
  for await (const piece of unzstd(chunks(), (message, at) => damage.push([message, at]))) pieces.push(piece);
  return { text: Buffer.concat(pieces).toString('latin1'), damage };
}

describe('zstd', () => {
  test('frames one after another, with ones to be skipped between, in chunks of any size', async () => {
    const file = Buffer.concat([packed, skippable, packed]);
    for (const size of [1, 2, 3, 7, 100, 1000]) {
      expect(await unpack(file, size)).toEqual({ text: text + text, damage: [] });
    }
    expect(await unpack(skippable)).toEqual({ text: '', damage: [] });
  });

  test('cut off anywhere: told, never thrown, and never more than was there', async () => {
    for (let length = 1; length < packed.length; length++) {
      const cut = await unpack(packed.subarray(0, length));
      expect(text.startsWith(cut.text)).toBe(true);
      expect(cut.damage).toHaveLength(1);
    }
    const second = await unpack(Buffer.concat([packed, packed.subarray(0, 40)]));
    expect([second.text, second.damage.length]).toEqual([text, 1]);
  });

  test('any byte damaged: told by the decoder or by the checksum', async () => {
    for (let at = 4; at < packed.length; at++) {
      const hurt = Buffer.from(packed);
      hurt[at] = (hurt[at] ?? 0) ^ 0x10;
      const found = await unpack(hurt);
      if (found.text !== text) expect(found.damage.length, `byte ${at}`).toBeGreaterThan(0);
    }
  });

  test('what follows the end, a dictionary and a window too large are told', async () => {
    const after = await unpack(Buffer.concat([packed, Buffer.from('no frame')]));
    expect([after.text, after.damage]).toEqual([
      text,
      [['bytes that are no zstd follow its end and were passed over', packed.length]],
    ]);
    const wide = await unpack(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xa0, 1, 0, 0]));
    expect(wide.damage[0]?.[0]).toContain('asks for 1073741824 bytes of memory');
    const named = await unpack(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 0x58, 9, 1, 0, 0]));
    expect(named.damage[0]?.[0]).toContain('needs a dictionary');
  });

  const has = spawnSync('zstd', ['--version']).status === 0;
  test.skipIf(!needs('zstd, the command', has))('what the command packs, at every kind of level', async () => {
    const large = Array.from({ length: 40_000 }, (_, i) => `${Math.sin(i)} and ${i % 97}\n`).join('');
    for (const level of ['--fast=5', '-1', '-19', '-5 --long=27', '-3 --no-check'].map((args) => args.split(' '))) {
      const made = spawnSync('zstd', ['-q', '-c', '--check', ...level], { input: large, maxBuffer: 1 << 28 });
      expect(await unpack(made.stdout, 4096)).toEqual({ text: large, damage: [] });
    }
  });
});

test('XXH64 of known texts, in pieces of any size', () => {
  const known = [
    ['', 0xef46db3751d8e999n],
    ['a', 0xd24ec4f1a98c6e5bn],
    ['abc', 0x44bc2cf5ad770999n],
  ] as const;
  for (const [input, digest] of known) {
    const hash = new XxHash64();
    hash.update(Buffer.from(input));
    expect(hash.digest()).toBe(digest);
  }
  const whole = new XxHash64();
  whole.update(Buffer.from(text));
  for (const size of [1, 5, 31, 32, 33, 64, 100]) {
    const pieces = new XxHash64();
    for (let at = 0; at < text.length; at += size) pieces.update(Buffer.from(text.slice(at, at + size)));
    expect(pieces.digest()).toBe(whole.digest());
  }
});

test('frames that ask for far more memory than they fill are not followed', async () => {
  // RFC 8878 3.1.1: a window of 128 MB, one block that says one byte once.
  const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, 0x0b, 0x00, 0x00, 0x61]);
  expect((await unpack(Buffer.concat([frame, frame]))).text).toBe('aa');
  const { damage } = await unpack(Buffer.concat(Array.from({ length: 100 }, () => frame)));
  expect(damage.map(([message]) => message)).toEqual([expect.stringContaining('more memory than it fills')]);
});
