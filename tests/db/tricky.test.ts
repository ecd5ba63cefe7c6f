import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findMessage, findPatch, findThread } from '#lib/db/archive';
import { findLooseMatches } from '#lib/db/loose-matches';
import type { Moot } from '#lib/db/open';
import { readPatchFacts } from '#lib/db/patch-facts';
import { findLineage } from '#lib/db/series';
import { escapeMessageId } from '#lib/mail/message-id';
import { readMailFile } from '#lib/source/read-file';
import { importTexts, mail, withMoot } from './archive-moot.ts';

/** What mail really looks like: each file is one case, and beside it stands, as data, what is right. */
const folder = join(import.meta.dirname, 'tricky');

const expectedSchema = z.strictObject({
  what: z.string(),
  mails: z.number().optional(),
  /** Messages, of any thread. */
  count: z.number().optional(),
  /** Message-IDs of each thread, one for each message under it. */
  threads: z.array(z.array(z.string())).optional(),
  parents: z.record(z.string(), z.string()).optional(),
  ghosts: z.array(z.string()).optional(),
  cut: z.array(z.string()).optional(),
  subjects: z.array(z.string()).optional(),
  allFlags: z.array(z.string()).optional(),
  /** By Message-ID, with `#1` for the second mail under it. */
  messages: z
    .record(
      z.string(),
      z.strictObject({
        subject: z.string().optional(),
        author: z.string().optional(),
        text: z.string().optional(),
        textHas: z.string().optional(),
        textLacks: z.string().optional(),
        footer: z.string().optional(),
        lists: z.array(z.string()).optional(),
        forms: z.array(z.string()).optional(),
        flags: z.array(z.string()).optional(),
        hasFlag: z.string().optional(),
        date: z.string().nullable().optional(),
        dateAsWritten: z.string().optional(),
      }),
    )
    .optional(),
  series: z
    .array(
      z.strictObject({
        version: z.number(),
        total: z.number().nullable(),
        parts: z.array(z.number().nullable()),
        missing: z.array(z.number()).optional(),
        fallsBack: z.array(z.number()).optional(),
      }),
    )
    .optional(),
  lineages: z.number().optional(),
  link: z.string().optional(),
  patches: z.array(z.string()).optional(),
  proposals: z.array(z.string()).optional(),
  files: z.record(z.string(), z.array(z.string())).optional(),
  hunk: z.record(z.string(), z.string()).optional(),
  trailers: z.record(z.string(), z.array(z.string())).optional(),
  loose: z.record(z.string(), z.array(z.string())).optional(),
  addresses: z.record(z.string(), z.string()).optional(),
});

type Expected = z.infer<typeof expectedSchema>;

async function readMails(name: string): Promise<Uint8Array[]> {
  const mails: Uint8Array[] = [];
  for await (const item of readMailFile(join(folder, `${name}.mbox`))) {
    if (item.kind === 'message') mails.push(item.bytes);
  }
  return mails;
}

/** The threads as lists of Message-IDs, sorted. */
async function listThreads({ prisma }: Moot): Promise<string[][]> {
  const rows = await prisma.message.findMany({ select: { threadId: true, name: { select: { text: true } } } });
  const threads = new Map<number, string[]>();
  for (const { threadId, name } of rows) threads.set(threadId, [...(threads.get(threadId) ?? []), name.text].sort());
  return [...threads.values()].sort(byFirst);
}

const byFirst = (a: readonly string[], b: readonly string[]) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1);

async function checkThreads(moot: Moot, expected: Expected): Promise<void> {
  const { threads, parents = {}, ghosts, cut, subjects } = expected;
  if (threads !== undefined) {
    expect(await listThreads(moot)).toEqual(threads.map((ids) => ids.toSorted()).sort(byFirst));
  }
  for (const [child, parent] of Object.entries(parents)) {
    const message = await findMessage(child, 0, moot);
    expect(message?.parentMessageId).toBe(parent);
    expect(message?.isParentHeld).toBe(ghosts?.includes(parent) !== true);
  }
  for (const ids of threads ?? []) {
    const thread = await findThread(ids[0] ?? '', moot);
    // Each is shown once, whatever the links say.
    const shown = thread?.nodes.filter((node) => !node.isGhost).map((node) => node.messageId) ?? [];
    expect(shown.toSorted()).toEqual([...new Set(ids)].sort());
  }
  const first = await findThread(threads?.[0]?.[0] ?? '', moot);
  if (ghosts !== undefined) {
    expect(first?.nodes.filter((node) => node.isGhost).map((node) => node.messageId)).toEqual(ghosts);
  }
  if (cut !== undefined) expect(first?.cut).toEqual(cut);
  if (subjects !== undefined) {
    expect((await moot.prisma.thread.findMany()).map(({ subject }) => subject)).toEqual(subjects);
  }
}

async function checkMessages(moot: Moot, expected: Expected): Promise<void> {
  const { count, allFlags, messages = {}, addresses = {} } = expected;
  const rows = await moot.prisma.message.findMany();
  if (count !== undefined) expect(rows.length).toBe(count);
  if (allFlags !== undefined) for (const row of rows) expect(JSON.parse(row.flags)).toEqual(allFlags);
  for (const [name, right] of Object.entries(messages)) {
    const [id = '', form = '0'] = name.split('#');
    const message = await findMessage(id, Number(form), moot);
    expect(message, name).toBeDefined();
    if (message === undefined) continue;
    const { subject, author, text, textHas, textLacks, footer, lists, forms, flags, hasFlag, date } = right;
    if (subject !== undefined) expect(message.subject).toBe(subject);
    if (author !== undefined) expect(`${message.author.name} <${message.author.address}>`).toBe(author);
    if (text !== undefined) expect(message.text).toBe(text);
    if (textHas !== undefined) expect(message.text).toContain(textHas);
    if (textLacks !== undefined) expect(message.text).not.toContain(textLacks);
    if (footer !== undefined) {
      expect(message.footer).toContain(footer);
      expect(message.text).not.toContain(footer);
    }
    if (lists !== undefined) expect(message.lists).toEqual(lists);
    if (forms !== undefined) expect(message.otherForms.map(({ kind }) => kind)).toEqual(forms);
    if (flags !== undefined) expect(message.flags).toEqual(flags);
    if (hasFlag !== undefined) expect(message.flags).toContain(hasFlag);
    if (date === null) expect(message.dateIso).toBeNull();
    else if (date !== undefined) expect(new Date(message.dateIso ?? '').toISOString()).toBe(date);
    if (right.dateAsWritten !== undefined) expect(message.dateAsWritten).toBe(right.dateAsWritten);
  }
  for (const [id, address] of Object.entries(addresses)) expect(escapeMessageId(id)).toBe(address);
}

async function checkPatches(moot: Moot, expected: Expected): Promise<void> {
  const { series, lineages, link, patches, proposals, files = {}, hunk = {}, trailers = {} } = expected;
  const held = await moot.prisma.patch.findMany({
    include: { message: { select: { name: { select: { text: true } } } } },
    orderBy: { id: 'asc' },
  });
  const names = (isProposal: boolean) =>
    held.filter((row) => row.isProposal === isProposal).map((row) => row.message.name.text);
  if (patches !== undefined) expect(names(false)).toEqual(patches);
  if (proposals !== undefined) expect(names(true)).toEqual(proposals);
  if (series !== undefined) {
    const found = await Promise.all([...new Set(names(false))].map((id) => findLineage(id, moot)));
    const versions = new Map(found.flatMap((one) => one?.versions ?? []).map((version) => [version.id, version]));
    const all = [...versions.values()].sort((a, b) => a.version - b.version || b.parts.length - a.parts.length);
    expect(
      all.map((version, i) => ({
        version: version.version,
        total: version.total,
        parts: version.parts.map(({ part }) => part),
        ...(series[i]?.missing === undefined ? {} : { missing: version.missing }),
        ...(series[i]?.fallsBack === undefined ? {} : { fallsBack: version.fallsBack.map(({ part }) => part) }),
      })),
    ).toEqual(series);
  }
  if (lineages !== undefined) expect(await moot.prisma.lineage.count()).toBe(lineages);
  if (link !== undefined) {
    const linked = await moot.prisma.series.findMany({ where: { linkReason: { not: null } } });
    expect(linked.map(({ linkReason }) => linkReason)).toEqual([link]);
  }
  for (const [id, paths] of Object.entries(files)) {
    const patch = await findPatch(id, moot);
    expect(patch?.problem).toBeNull();
    expect(patch?.files.map(({ newPath }) => newPath)).toEqual(paths);
  }
  for (const [id, lines] of Object.entries(hunk)) expect((await findPatch(id, moot))?.diffText).toContain(lines);
  for (const [id, all] of Object.entries(trailers)) {
    const facts = await readPatchFacts(id, moot);
    expect(facts?.trailers.map(({ key, value }) => `${key}: ${value}`)).toEqual(all);
  }
}

async function check(moot: Moot, expected: Expected): Promise<void> {
  await checkThreads(moot, expected);
  await checkMessages(moot, expected);
  await checkPatches(moot, expected);
  for (const [id, others] of Object.entries(expected.loose ?? {})) {
    const message = await findMessage(id, 0, moot);
    expect((await findLooseMatches(message?.threadId ?? 0, moot)).map(({ messageId }) => messageId)).toEqual(others);
  }
}

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -5))
  .sort();

describe('mail as it really looks', () => {
  for (const name of names) {
    const expected = expectedSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
    test(`${name}: ${expected.what}`, async () => {
      const mails = await readMails(name);
      await withMoot(async (moot) => {
        await importTexts(moot, mails);
        await check(moot, expected);
        // A second time: nothing new.
        const { summary } = await importTexts(moot, mails);
        expect([summary.mails, summary.known]).toEqual([mails.length, mails.length]);
      });
      // In the opposite order, one by one: the same. Of two mails under one id the first is the one that came first.
      if (mails.length < 2 || name.startsWith('06')) return;
      await withMoot(async (moot) => {
        for (const bytes of mails.toReversed()) await importTexts(moot, [bytes]);
        await check(moot, { ...expected, patches: undefined, subjects: undefined });
      });
    });
  }
});

describe('mail too large for a file of its own', () => {
  test('19: a thread 600 deep', async () => {
    const ids = Array.from({ length: 600 }, (_, i) => `n${i}`);
    const mails = ids.map((id, i) => mail(id, '.\n', i === 0 ? {} : { 'In-Reply-To': `<${ids[i - 1]}@example.org>` }));
    await withMoot(async (moot) => {
      await importTexts(moot, mails.toReversed());
      const thread = await findThread('n0@example.org', moot);
      expect(thread?.nodes.map(({ depth }) => depth)).toEqual(ids.map((_, i) => i));
    });
  });

  test('27: a mail of 10 MB between two small ones', async () => {
    const body = 'all work and no play makes a dull page\n'.repeat(262_144);
    await withMoot(async (moot) => {
      await importTexts(moot, [mail('a', 'one\n'), mail('big', body), mail('b', 'two\n')]);
      expect((await findMessage('a@example.org', 0, moot))?.text).toBe('one\n');
      expect((await findMessage('b@example.org', 0, moot))?.text).toBe('two\n');
      expect((await findMessage('big@example.org', 0, moot))?.text.length).toBe(body.length);
    });
  });
});
