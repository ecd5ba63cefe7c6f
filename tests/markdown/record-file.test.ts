import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printIssue } from '#lib/argument/issue';
import type { RecordKind } from '#lib/argument/records';
import { checkRecord } from '#lib/markdown/check-record';
import { printRecord, readRecord } from '#lib/markdown/record-file';
import { claim } from '../arbitrary/claim';

describe('a record and its text', () => {
  it('are each other’s inverse', () => {
    fc.assert(
      fc.property(claim, (record) => {
        const text = printRecord(record);
        const read = readRecord('claim', record.slug, text);
        expect(read.issues).toEqual([]);
        expect(read.record).toEqual(record);
        expect(printRecord(read.record!)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on the order of keys', () => {
    const text = (keys: string) => `---\n${keys}---\nbody`;
    const one = readRecord('term', 'x', text('title: X\nid: x\naliases:\n- a\n'));
    expect(printRecord(one.record!)).toBe(text('id: x\ntitle: X\naliases:\n  - a\n'));
  });

  it('keep the body as it is written, line breaks and all', () => {
    const text = '---\nid: x\ntitle: X\n---\r\n  a\r\n\r\n---\n\n';
    expect(readRecord('term', 'x', text).record?.body).toBe('  a\r\n\r\n---\n\n');
  });

  it('reads every file of content/', () => {
    const root = join(import.meta.dirname, '..', '..', 'content');
    const folders: Record<string, RecordKind> = {
      claims: 'claim',
      people: 'person',
      glossary: 'term',
      policies: 'policy',
    };
    for (const [folder, kind] of Object.entries(folders)) {
      for (const name of readdirSync(join(root, folder))) {
        const read = readRecord(kind, name.replace('.md', ''), readFileSync(join(root, folder, name), 'utf8'));
        expect(read.issues.map(printIssue)).toEqual([]);
      }
    }
  });
});

describe('what is wrong', () => {
  const issuesOf = (kind: RecordKind, slug: string, text: string) =>
    checkRecord(readRecord(kind, slug, text)).issues.map(printIssue);
  const claimText = (rest: string) => `---\nid: x\ntitle: X\nkind: factual\nwhy: so\ntopic: t\norder: 1\n${rest}---\n`;

  it.each([
    [
      'no front matter',
      'term',
      'x',
      'text',
      ['glossary/x.md:1:1: expected front matter: a first line ---, then YAML, then another line ---'],
    ],
    [
      'front matter that does not end',
      'term',
      'x',
      '---\nid: x\n',
      ['glossary/x.md:1:1: expected front matter: a first line ---, then YAML, then another line ---'],
    ],
    ['a missing key', 'term', 'x', '---\nid: x\n---\n', ['glossary/x.md:2:1: title: this key is missing']],
    [
      'an unknown key',
      'term',
      'x',
      '---\nid: x\ntitle: X\nalias: a\n---\n',
      ['glossary/x.md:4:1: alias: there is no such key here'],
    ],
    [
      'a name that is not the file’s',
      'term',
      'x',
      '---\nid: y\ntitle: X\n---\n',
      ["glossary/x.md:2:5: id: is y, and the file's name says x; they have to be the same"],
    ],
    [
      'a number for a text',
      'term',
      'x',
      '---\nid: x\ntitle: 5.10\n---\n',
      ['glossary/x.md:3:8: title: expected text; write it in single quotes'],
    ],
    [
      'an empty value',
      'term',
      'x',
      '---\nid: x\ntitle:\n---\n',
      ['glossary/x.md:3:7: title: expected one line of text'],
    ],
    [
      'text of several lines',
      'term',
      'x',
      '---\nid: x\ntitle: "a\\nb"\n---\n',
      ['glossary/x.md:3:8: title: expected one line; longer text belongs in the body'],
    ],
    [
      'a key twice',
      'term',
      'x',
      '---\nid: x\ntitle: X\ntitle: Y\n---\n',
      ['glossary/x.md:4:1: Map keys must be unique'],
    ],
    [
      'two scenario blocks',
      'scenario',
      'x',
      '---\nid: x\ntitle: X\nquestion: Q\nsimulator: mm\n---\n```scenario\na\n```\n\n```scenario\nb\n```\n',
      ['scenarios/x.md:11:1: expected exactly one block with the text of the scenario, found 2'],
    ],
  ] as const)('%s', (_, kind, slug, text, issues) => {
    expect(issuesOf(kind, slug, text)).toEqual(issues);
  });

  it.each([
    [
      'stances:\n  - person: ann\n    attitude: likes\n    message: a@b\n    date: 2021-02-30\n    note: n\n',
      [
        'claims/x.md:10:15: stances[0].attitude: expected asserts, accepts, concedes, lukewarm, rejects, withdraws',
        'claims/x.md:12:11: stances[0].date: there is no such day',
      ],
    ],
    [
      'relations:\n  - kind: rebuts\n    claim: x\n    date: 2021-02-03\n    note: n\n',
      ['claims/x.md:10:12: relations[0].claim: a claim cannot bear on itself'],
    ],
    [
      'stances:\n  - person: ann\n    attitude: asserts\n    message: <a@b>\n    date: 2021-02-03\n    note: n\n    who: me\n',
      [
        'claims/x.md:11:14: stances[0].message: expected a Message-ID without angle brackets',
        'claims/x.md:14:5: stances[0].who: there is no such key here',
      ],
    ],
    ['changes:\n  - a\n  - a\n', ['claims/x.md:10:5: changes[1]: the same entry stands here twice']],
    ['changes: a\n', ['claims/x.md:8:10: changes: expected a list']],
    [
      'scenarios:\n  - scenario: s\n    property: p\nnoScenario: none\n',
      ['claims/x.md:11:13: noScenario: expected only where there is no scenario'],
    ],
  ])('in a claim: %j', (rest, issues) => {
    expect(issuesOf('claim', 'x', claimText(rest)).toSorted()).toEqual(issues.toSorted());
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readRecord('claim', 'x', `---\n${text}\n---\n${text}`).record === undefined).toBeTypeOf('boolean');
      }),
    );
  });
});
