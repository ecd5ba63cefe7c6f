import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** What a made-up archive is known to hold. */
export interface Truth {
  readonly mails: number;
  readonly bytes: number;
  readonly threads: number;
  /** Message-IDs that are referred to and not there. */
  readonly ghosts: number;
  readonly patches: number;
  readonly series: number;
  /** Mails that have this word: each of them once in its own text. */
  readonly rare: { readonly word: string; readonly mails: number };
}

/** Numbers as if thrown, the same in every run. */
function throwDice(seed: number) {
  let state = seed;
  return (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const syllables =
  'pa ge fau lt co py wri te re fu nd map swa cach lo ck bu gg tes li mai ker nel vm zo ne ra tio se mem al loc'.split(
    ' ',
  );
const greetings = ['', '', 'Hi,\n\n', 'Hello,\n\n'];
const encodings = [
  '7bit',
  '7bit',
  '7bit',
  '7bit',
  '8bit',
  '8bit',
  'quoted-printable',
  'base64',
  'latin1',
  'iso-2022-jp',
] as const;

/** Words as often as in a language: a few very often, most rarely (Zipf). */
function makeWords(dice: (below: number) => number, count: number): string[] {
  const words = new Set<string>();
  while (words.size < count) {
    words.add(
      Array.from({ length: 1 + dice(4) }, () => syllables[dice(syllables.length)]).join('') +
        (dice(6) === 0 ? `_${dice(300)}` : ''),
    );
  }
  return [...words];
}

interface Mail {
  readonly id: string;
  readonly text: string;
  readonly subject: string;
  readonly depth: number;
}

/**
 * Writes an mbox (mboxrd) of made-up mails as a kernel list has them: threads of one mail to several hundred, some deep,
 * replies that quote, series with and without cover letter, trailers, list footers, several encodings, a parent that is
 * missing now and then, trace headers that make up half of a mail; about 6 kB each. The same `count` gives the same file.
 */
export async function writeRealisticMbox(file: string, count: number): Promise<Truth> {
  const out = createWriteStream(file);
  const dice = throwDice(20_211_121);
  const words = makeWords(dice, 30_000);
  const word = () => words[Math.floor(words.length ** ((dice(10_000) + 1) / 10_000)) - 1] ?? 'page';
  const sentence = () => `${Array.from({ length: 6 + dice(12) }, word).join(' ')}.`;
  const prose = (lines: number) => Array.from({ length: lines }, sentence).join('\n');
  let [written, bytes, threads, ghosts, patches, series, rare] = [0, 0, 0, 0, 0, 0, 0];
  let clock = Date.UTC(2015, 0, 1);

  const put = async (mail: {
    subject: string;
    body: string;
    author: number;
    parent?: Mail;
    lost?: string;
    isPatch: boolean;
  }): Promise<Mail> => {
    const { author } = mail;
    const id = `${clock.toString(36)}.${written}@gen${dice(40)}.example.org`;
    clock += 30_000 + dice(240_000);
    const encoding = mail.isPatch ? '7bit' : (encodings[dice(encodings.length)] ?? '7bit');
    const own = `${mail.body}${dice(1000) === 0 ? `\nquokkaword\n` : ''}`;
    if (own !== mail.body) rare++;
    const { type, payload } = encode(own, encoding);
    const trace = Array.from(
      { length: 3 + dice(4) },
      (_, i) =>
        `Received: from mx${i}.gen${dice(90)}.example.org (mx${i} [192.0.2.${dice(250)}])\n\tby lists.example.org with ESMTPS id ${dice(1 << 30).toString(36)};\n\t${new Date(clock).toUTCString().replace('GMT', '+0000')}`,
    );
    const signature = Array.from({ length: 8 }, () =>
      Array.from({ length: 11 }, () => dice(1 << 30).toString(36))
        .join('')
        .slice(0, 64),
    ).join('\n\t ');
    const references =
      mail.parent === undefined
        ? ''
        : `In-Reply-To: <${mail.lost ?? mail.parent.id}>\nReferences: <${mail.lost ?? mail.parent.id}>\n`;
    const text =
      `${trace.join('\n')}\nDKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=gen${author % 40}.example.org;\n\tb=${signature}\n` +
      `From: Writer Number${author} <writer${author}@gen${author % 40}.example.org>\nTo: Keeper${dice(40)} <keeper@example.org>, gen@lists.example.org\n` +
      `Subject: ${mail.subject}\nDate: ${new Date(clock).toUTCString().replace('GMT', '+0000')}\nMessage-ID: <${id}>\n${references}` +
      `List-Id: <gen.lists.example.org>\nX-Mailing-List: gen@lists.example.org\nMIME-Version: 1.0\n${type}\n\n`;
    const whole = Buffer.concat([
      Buffer.from('From mboxrd@z Thu Jan  1 00:00:00 1970\n'),
      Buffer.from(text),
      escapeFrom(payload),
      Buffer.from('\n\n'),
    ]);
    written++;
    bytes += whole.length;
    if (!out.write(whole)) await new Promise<void>((resolve) => out.once('drain', resolve));
    return { id, text: mail.body, subject: mail.subject, depth: (mail.parent?.depth ?? -1) + 1 };
  };

  const reply = async (parent: Mail, lost?: string): Promise<Mail> => {
    const quoted = parent.text
      .split('\n')
      .slice(0, 8 + dice(30))
      .map((line) => (line === '' ? '>' : `> ${line}`))
      .join('\n');
    const trailer = dice(9) === 0 ? `\nReviewed-by: Writer Number${dice(400)} <writer@gen.example.org>\n` : '';
    const body = `${greetings[dice(4)]}On some day, somebody wrote:\n${quoted}\n\n${prose(2 + dice(14))}\n${trailer}\n-- \nWriter\n`;
    const subject = parent.subject.startsWith('Re: ') ? parent.subject : `Re: ${parent.subject}`;
    return put({ subject, body, author: dice(400), parent, isPatch: false, ...(lost === undefined ? {} : { lost }) });
  };

  const diff = () => {
    const path = `${['mm', 'fs', 'net/core', 'drivers/gen', 'tools/testing'][dice(5)]}/${words[dice(400)]}.c`;
    const hunks = Array.from({ length: 1 + dice(4) }, (_, i) => {
      const [context, old, fresh] = [3, 1 + dice(4), 1 + dice(6)];
      const at = 10 + i * 200 + dice(90);
      const lines = [
        ...Array.from({ length: context }, () => ` \t${word()}(${word()});`),
        ...Array.from({ length: old }, () => `-\t${word()} = ${word()};`),
        ...Array.from({ length: fresh }, () => `+\tif (${word()})\n+\t\t${word()}(${word()});`.split('\n')).flat(),
        ...Array.from({ length: context }, () => ` \t${word()}->${word()}++;`),
      ];
      const added = lines.filter((line) => line.startsWith('+')).length;
      return `@@ -${at},${2 * context + old} +${at},${2 * context + added} @@ static int ${word()}(struct page *page)\n${lines.join('\n')}\n`;
    });
    return `diff --git a/${path} b/${path}\nindex 1234567..89abcde 100644\n--- a/${path}\n+++ b/${path}\n${hunks.join('')}`;
  };

  const post = async (): Promise<Mail[]> => {
    const total = 1 + (dice(3) === 0 ? dice(14) : 0);
    const version = dice(4) === 0 ? ` v${2 + dice(5)}` : '';
    const topic = `${word()}: ${word()} ${word()} ${written}`;
    const mails: Mail[] = [];
    const author = dice(400);
    series++;
    if (total > 1)
      mails.push(
        await put({
          subject: `[PATCH${version} 0/${total}] ${topic}`,
          body: `${prose(20)}\n`,
          author,
          isPatch: true,
        }),
      );
    for (let part = 1; part <= total && written < count; part++) {
      const head = mails[0];
      const body = `${prose(3 + dice(10))}\n\nSigned-off-by: Writer <writer@gen.example.org>\n---\n${diff()}-- \n2.30.2\n`;
      const subject = `[PATCH${version}${total > 1 ? ` ${part}/${total}` : ''}] ${topic} ${part}`;
      mails.push(await put({ subject, body, author, isPatch: true, ...(head === undefined ? {} : { parent: head }) }));
      patches++;
    }
    return mails;
  };

  while (written < count) {
    threads++;
    const mails =
      dice(3) > 0
        ? await post()
        : [
            await put({
              subject: `${word()} ${word()} ${word()} ${written}`,
              body: `${prose(10 + dice(30))}\n`,
              author: dice(400),
              isPatch: false,
            }),
          ];
    // Few threads are long; one in some hundred is very long.
    const length = dice(300) === 0 ? 200 + dice(400) : dice(8) === 0 ? 10 + dice(30) : dice(6);
    for (let i = 0; i < length && written < count; i++) {
      // The newest is answered most often: depth.
      const parent = mails[dice(3) > 0 ? mails.length - 1 : dice(mails.length)];
      if (parent === undefined) break;
      // Now and then what it answers did not come over this list, and it stands by itself.
      const isLost = dice(60) === 0;
      if (isLost) {
        ghosts++;
        threads++;
      }
      mails.push(await reply(parent, isLost ? `elsewhere${written}@gone.example.org` : undefined));
    }
  }
  out.end();
  await finished(out);
  return { mails: written, bytes, threads, ghosts, patches, series, rare: { word: 'quokkaword', mails: rare } };
}

/** The body as it is sent, with the headers that say how. */
function encode(
  body: string,
  encoding: (typeof encodings)[number],
): { readonly type: string; readonly payload: Buffer } {
  const type = (charset: string, cte: string) =>
    `Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: ${cte}`;
  switch (encoding) {
    case '7bit':
      return { type: type('us-ascii', '7bit'), payload: Buffer.from(body) };
    case '8bit':
      return { type: type('utf-8', '8bit'), payload: Buffer.from(`${body}Größe – 页面\n`) };
    case 'latin1':
      return { type: type('iso-8859-1', '8bit'), payload: Buffer.from(`${body}Größe café\n`, 'latin1') };
    case 'quoted-printable': {
      const escaped = Buffer.from(`${body}Größe\n`)
        .toString('latin1')
        .replace(/[=\x80-\xff]/g, (c) => `=${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
      return {
        type: type('utf-8', 'quoted-printable'),
        payload: Buffer.from(
          escaped.replace(/[^\n]{75}(?=[^\n])/g, (line) => (/=.?$/.test(line) ? line : `${line}=\n`)),
        ),
      };
    }
    case 'base64':
      return {
        type: type('utf-8', 'base64'),
        payload: Buffer.from(Buffer.from(`${body}Größe\n`).toString('base64').replace(/.{76}/g, '$&\n')),
      };
    case 'iso-2022-jp':
      // 共有ページ
      return {
        type: type('iso-2022-jp', '7bit'),
        payload: Buffer.concat([Buffer.from(body), Buffer.from('\x1b$B6&M-%Z!<%8\x1b(B\n', 'latin1')]),
      };
  }
}

function escapeFrom(payload: Buffer): Buffer {
  return Buffer.from(payload.toString('latin1').replace(/^(>*From )/gm, '>$1'), 'latin1');
}
