import { createHash } from 'node:crypto';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { importMail } from '#lib/db/archive-import';
import { openMoot } from '#lib/db/open-moot';
import { readMailFile } from '#lib/source/read-file';

/**
 * One import in a process of its own, so that its memory is its own: `import-child.ts own|plain FOLDER FILE MAILS`.
 * `own` is Moot's import. `plain` is what one writes first: the library on every mail, Prisma's createMany for a batch of
 * messages and one of raw forms; no threads, no patches, no full text. Prints one JSON object.
 */
const [how = '', folder = '', file = '', most = ''] = process.argv.slice(2);
const moot = await openMoot({ folder, database: join(folder, 'moot.db'), search: join(folder, 'search.db') });

async function* mails() {
  let left = Number(most);
  for await (const item of readMailFile(file)) {
    if (item.kind === 'message' && left-- > 0) yield { ...item, kind: 'mail' as const };
    if (left <= 0) return;
  }
}

const start = performance.now();
const before = process.cpuUsage();
const count =
  how === 'own'
    ? (await importMail(moot, mails(), { source: { address: file, kind: 'file' } })).mails
    : await importPlainly();
const cpu = process.cpuUsage(before);
const seconds = (performance.now() - start) / 1000;
const cpuSeconds = (cpu.user + cpu.system) / 1e6;
console.log(JSON.stringify({ mails: count, seconds, cpuSeconds, peakMB: process.resourceUsage().maxRSS / 1024 }));
await moot.prisma.$disconnect();

async function importPlainly(): Promise<number> {
  const { prisma } = moot;
  let batch: {
    id: string;
    subject: string;
    name: string;
    address: string;
    date: Date;
    bytes: Uint8Array;
    text: string;
  }[] = [];
  let count = 0;
  const thread = await prisma.thread.create({
    data: { subject: '', first: new Date(0), last: new Date(0), messages: 0 },
  });
  const save = async () => {
    const ids = [...new Set(batch.map((mail) => mail.id))];
    await prisma.messageName.createMany({ data: ids.map((text) => ({ text, threadId: thread.id })) });
    const names = new Map(
      (await prisma.messageName.findMany({ where: { text: { in: ids } } })).map((row) => [row.text, row.id]),
    );
    const fresh = [...new Map(batch.map((mail) => [mail.id, mail])).values()];
    const rows = await prisma.message.createManyAndReturn({
      data: fresh.map((mail) => ({
        nameId: names.get(mail.id) ?? 0,
        threadId: thread.id,
        subject: mail.subject,
        fromName: mail.name,
        fromAddress: mail.address,
        date: mail.date,
        dateAsWritten: '',
        fidelity: 'raw',
        size: mail.bytes.length,
        textHash: sha256(mail.text),
        flags: '[]',
      })),
      select: { id: true },
    });
    await prisma.raw.createMany({
      data: fresh.map((mail, i) => ({
        messageId: rows[i]?.id ?? 0,
        hash: sha256(mail.bytes),
        bytes: new Uint8Array(mail.bytes),
        size: mail.bytes.length,
      })),
    });
    batch = [];
  };
  for await (const mail of mails()) {
    const read = await PostalMime.parse(mail.bytes);
    const date = new Date(read.date ?? 0);
    batch.push({
      id: `${read.messageId ?? ''}`,
      subject: read.subject ?? '',
      name: read.from?.name ?? '',
      address: read.from?.address ?? '',
      date: Number.isNaN(date.getTime()) ? new Date(0) : date,
      bytes: mail.bytes,
      text: read.text ?? '',
    });
    count++;
    if (batch.length === 200) await save();
  }
  if (batch.length > 0) await save();
  return count;
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
