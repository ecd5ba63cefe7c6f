import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { collectDebate } from '#lib/content/exchange';
import { exportRecords } from '#lib/content/export';
import { type ImportOptions, importReading } from '#lib/content/import-records';
import { judgeContent } from '#lib/content/judge';
import { loadContent } from '#lib/content/load';
import { readContent } from '#lib/content/read-files';
import type { Moot } from '#lib/db/open';
import { argdown } from '#lib/exchange/argdown';
import { formats } from '#lib/exchange/formats';
import { json } from '#lib/exchange/json';
import { makeJsonSchema } from '#lib/exchange/json-schema';
import { copyContent, dump, edit, makeFolder, makeMoot } from '../content/temp';
import { readDebate } from './corpus';

const options: ImportOptions = { file: 'x.json', date: '2026-01-01', replaces: false };

async function collect(moot: Moot, under?: string) {
  globalThis.mootOpened = Promise.resolve(moot);
  return collectDebate(under);
}

function read(text: string, format = json) {
  return format.read!(text, 'x.json');
}

/** The small content with a scenario that can be played. */
function copySmall(): string {
  const folder = copyContent();
  const text = 'mm two-writers\n\nP: map v = OLD\nP: fork C\nP: write v = NEW\nC: read v -> child\n\nnever missed-cow';
  edit(folder, 'scenarios/two-writers.md', 'mm two-writers', text);
  return folder;
}

const small = () => readDebate(copySmall());

describe('Markdown', () => {
  it('gives every file of content/ back, byte for byte', { timeout: 120_000 }, async () => {
    const moot = await makeMoot();
    const folder = makeFolder();
    cpSync(join(process.cwd(), 'content'), folder, { recursive: true });
    const result = await loadContent(moot, folder);
    expect(result.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const exported = new Map((await exportRecords(moot)).map(({ file, text }) => [file, text]));
    const { files } = await readContent(folder);
    expect(exported.size).toBe(files.length);
    for (const { file } of files) expect(exported.get(file), file).toBe(readFileSync(join(folder, file), 'utf8'));
  });
});

describe('JSON', () => {
  it('brings the same records into an empty database, and changes nothing a second time', {
    timeout: 120_000,
  }, async () => {
    const moot = await makeMoot();
    await loadContent(moot, copySmall());
    await judgeContent(moot, {});
    const text = json.print(await collect(moot));
    const other = await makeMoot();
    const first = await importReading(other, read(text), options);
    expect(first).toMatchObject({ state: 'imported', updated: [], issues: [] });
    const records = async (of: Moot) => (await exportRecords(of)).map(({ file, text: said }) => ({ file, text: said }));
    expect(await records(other)).toEqual(await records(moot));
    const before = await dump(other);
    expect(await importReading(other, read(text), options)).toMatchObject({
      state: 'unchanged',
      created: [],
      updated: [],
    });
    expect(await dump(other)).toEqual(before);
  });

  it('reads the whole debate as it was written', async () => {
    const debate = await readDebate();
    const reading = read(json.print(debate));
    if (reading.is !== 'records') throw new Error('expected records');
    expect(reading.issues).toEqual([]);
    expect(reading.records.map(({ record }) => record)).toEqual(debate.records);
  });

  it('holds runs, the matrix and labels, the same bytes each time', async () => {
    const moot = await makeMoot();
    await loadContent(moot, copySmall());
    await judgeContent(moot, {});
    const debate = await collect(moot);
    expect(debate.cells).not.toEqual([]);
    expect(debate.runs).not.toEqual([]);
    expect(debate.labels?.claims.map(({ claim }) => claim)).toEqual(['count-is-enough', 'order-matters']);
    for (const format of formats) expect(format.print(await collect(moot)), format.id).toBe(format.print(debate));
    const other = await collect(moot, 'A1');
    expect(other.labels?.under).toBe('A1');
  });

  it('has a schema that its own documents fit, and that says what each kind of record has', async () => {
    const schema = makeJsonSchema();
    const reader = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    const document = JSON.parse(json.print(await small()));
    expect(reader.safeParse(document).error).toBeUndefined();
    expect(reader.safeParse({ ...document, format: 'other' }).success).toBe(false);
    document.records[0].front.titel = 'misspelt';
    expect(reader.safeParse(document).success).toBe(false);
  });

  it('refuses the whole where a record stands otherwise, unless it may replace it', async () => {
    const moot = await makeMoot();
    await loadContent(moot, copySmall());
    const text = json.print(await small()).replace('Says so.', 'Said so.');
    const before = await dump(moot);
    const refused = await importReading(moot, read(text), options);
    expect(refused).toMatchObject({ state: 'refused', created: [], updated: [] });
    expect(refused.issues).toMatchObject([
      { code: 'stands-otherwise', file: 'x.json', message: expect.stringContaining('claims/count-is-enough.md') },
    ]);
    expect(await dump(moot)).toEqual(before);
    const replaced = await importReading(moot, read(text), { ...options, replaces: true });
    expect(replaced).toMatchObject({ state: 'imported', created: [], updated: ['claims/count-is-enough.md'] });
    expect((await dump(moot)).revisions.at(-1)).toMatchObject({ author: 'import', version: 2, note: 'from x.json' });
  });

  it('refuses the whole where a link leads to nothing', async () => {
    const moot = await makeMoot();
    const debate = await small();
    const records = debate.records.filter(({ slug }) => slug !== 'two-writers');
    const result = await importReading(moot, read(json.print({ ...debate, records })), options);
    expect(result.state).toBe('refused');
    expect(result.issues.map(({ message }) => message)).toContain(
      'claims/count-is-enough.md: there is no scenario two-writers',
    );
    expect(await moot.prisma.record.count()).toBe(0);
  });

  it.each([
    ['', '1: expected JSON: Unexpected end of JSON input'],
    ['{\n"a": x}', expect.stringMatching(/^2: expected JSON/)],
    ['{"format": "other", "version": 1, "title": "", "records": []}', '1: expected moot-debate'],
    [
      '{"format": "moot-debate", "version": 1, "title": "",\n"records": [\n{"kind": "clam", "slug": "x", "front": {}, "body": ""}]}',
      expect.stringMatching(/^3: expected one of person, policy/),
    ],
    [
      '{"format": "moot-debate", "version": 1, "title": "",\n"records": [\n{"kind": "person", "slug": "x", "front": {"id": "x",\n"title": 5}, "body": ""}]}',
      '4: expected text; write it in single quotes',
    ],
    [
      '{"format": "moot-debate", "version": 1, "title": "",\n"records": [{"kind": "person", "slug": "y",\n"front": {"id": "x", "title": "X"}, "body": ""}]}',
      '2: its front matter says x; they have to be the same',
    ],
  ])('%j is refused with its line', (bad, message) => {
    const { issues, ...rest } = read(bad);
    expect(rest).toEqual({ is: 'records', records: [] });
    expect(issues.map(({ line, message: said }) => `${line}: ${said}`)).toEqual(expect.arrayContaining([message]));
  });
});

describe('claims from another program', () => {
  const text = `[count-is-enough]: The count alone tells whether the page may be reused
  - <New>: A page may be mapped twice.

[Other]: Something else.
`;

  it('are added with a reason, and give those that exist their new relations alone', async () => {
    const moot = await makeMoot();
    await loadContent(moot, copySmall());
    const result = await importReading(moot, read(text, argdown), options);
    expect(result).toMatchObject({
      state: 'imported',
      created: ['claims/new.md', 'claims/other.md'],
      unchanged: ['claims/count-is-enough.md'],
      issues: [],
    });
    const claims = (await exportRecords(moot, ['claim'])).map(({ slug, front }) => [slug, front] as const);
    expect(Object.fromEntries(claims)).toMatchObject({
      new: {
        kind: 'verbal',
        topic: 'reuse',
        order: 3,
        relations: [{ kind: 'rebuts', claim: 'count-is-enough', date: '2026-01-01', note: 'As x.json has it.' }],
      },
      other: { kind: 'verbal', topic: 'reuse', order: 4 },
    });
    expect(await importReading(moot, read(text, argdown), options)).toMatchObject({ state: 'unchanged' });
  });

  it('leave what exists as it is, and say so', async () => {
    const moot = await makeMoot();
    await loadContent(moot, copySmall());
    const other = '[count-is-enough]: The count tells nothing\n  +> [order-matters]\n\n[order-matters]\n';
    const result = await importReading(moot, read(other, argdown), options);
    expect(result).toMatchObject({ state: 'imported', created: [], updated: ['claims/count-is-enough.md'] });
    expect(result.issues.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      expect.stringMatching(/^1: the claim count-is-enough exists and says something else/),
    ]);
    const [claim] = await exportRecords(moot, ['claim']);
    expect(claim!.front).toMatchObject({
      title: 'The count alone tells whether the page may be reused',
      relations: [{ kind: 'supports', claim: 'order-matters' }],
    });
  });

  it('are refused under a topic that the debate lacks', async () => {
    const moot = await makeMoot();
    await loadContent(moot, copySmall());
    const result = await importReading(moot, read(text, argdown), { ...options, topic: 'nowhere' });
    expect(result).toMatchObject({
      state: 'refused',
      issues: [{ message: 'the debate has no topic nowhere; it has reuse' }],
    });
    const empty = await makeMoot();
    expect(await importReading(empty, read(text, argdown), options)).toMatchObject({ state: 'refused' });
  });
});
