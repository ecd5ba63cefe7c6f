import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** Words of made-up prose; a generator of its own, so that every run makes the same file. */
const words =
  'page fault copy write reuse share count pin fork map swap cache lock read bug patch test list mail why'.split(' ');

/** Writes an mbox of made-up mails, about 5 kB each, in threads of 20, until it has `size` bytes. Returns how many. */
export async function writeLargeMbox(file: string, size: number): Promise<number> {
  const out = createWriteStream(file);
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >>> 8) % below;
  };
  let written = 0;
  let count = 0;
  while (written < size) {
    const lines: string[] = [];
    for (let i = 0; i < 70; i++) {
      const line = Array.from(
        { length: 10 },
        () => `${words[random(words.length)]}${random(50) === 0 ? random(100_000) : ''}`,
      );
      lines.push(`${i % 3 === 0 && count % 20 > 0 ? '> ' : ''}${line.join(' ')}`);
    }
    const root = count - (count % 20);
    const reply = count === root ? '' : `In-Reply-To: <m${root + random(count - root)}@bench.example.org>\n`;
    const mail =
      `From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: Writer ${count % 300} <w${count % 300}@example.org>\n` +
      `Date: ${new Date(Date.UTC(2021, 0, 1) + count * 60_000).toUTCString()}\nSubject: ${count === root ? '' : 'Re: '}thread ${root}\n` +
      `Message-ID: <m${count}@bench.example.org>\n${reply}List-Id: <bench.example.org>\n\n${lines.join('\n')}\n\n`;
    written += mail.length;
    count++;
    if (!out.write(mail)) await new Promise<void>((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
  return count;
}
