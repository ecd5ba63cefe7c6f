// @vitest-environment jsdom
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instance } from '@viz-js/viz';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileOf } from '#lib/argument/records';
import { csv } from '#lib/exchange/csv';
import { type ExchangedCell, type ExchangedDebate, listClaims } from '#lib/exchange/debate';
import { dot } from '#lib/exchange/dot';
import { graphml } from '#lib/exchange/graphml';
import { listInferences } from '#lib/exchange/inference';
import { tar } from '#lib/exchange/tar';
import { printRecord } from '#lib/markdown/record-file';
import { readCsv } from '#lib/text/csv';
import { readDebate } from './corpus';

let debate: ExchangedDebate;
beforeAll(async () => {
  debate = await readDebate();
});

describe('DOT', () => {
  it('is drawn by Graphviz, with every claim and inference that there is', async () => {
    const viz = await instance();
    const drawn = viz.renderJSON(dot.print(debate)) as {
      readonly objects: readonly { readonly name: string; readonly label?: string }[];
      readonly edges: readonly object[];
    };
    const names = drawn.objects.map(({ name }) => name);
    const claims = listClaims(debate);
    expect(names).toEqual(expect.arrayContaining(claims.map(({ slug }) => slug)));
    expect(drawn.edges.length).toBeGreaterThanOrEqual(listInferences(claims).length);
  });

  it('keeps quotes and backslashes as they are', async () => {
    const viz = await instance();
    const [claim] = listClaims(debate);
    const title = 'a "quoted" \\ and\\n <b>';
    const one = { ...debate, title, records: [{ ...claim!, front: { ...claim!.front, title, relations: [] } }] };
    const drawn = viz.renderJSON(dot.print(one)) as { readonly label: string };
    expect(drawn.label).toBe('a "quoted" \\\\ and\\\\n <b>');
  });
});

describe('GraphML', () => {
  it('is well-formed, every edge ends at a node, every datum has a key', () => {
    const parsed = new DOMParser().parseFromString(graphml.print(debate), 'application/xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    const all = (name: string) => [...parsed.getElementsByTagName(name)];
    const ids = new Set(all('node').map((node) => node.getAttribute('id')));
    for (const edge of all('edge'))
      expect([ids.has(edge.getAttribute('source')), ids.has(edge.getAttribute('target'))]).toEqual([true, true]);
    const keys = new Set(all('key').map((key) => key.getAttribute('id')));
    for (const data of all('data')) expect(keys).toContain(data.getAttribute('key'));
    expect(all('desc')[0]!.textContent).toBe(debate.title);
    const claims = listClaims(debate);
    const titles = all('data')
      .filter((data) => data.getAttribute('key') === 'title')
      .map((data) => data.textContent);
    expect(titles).toEqual(claims.map(({ front }) => front.title));
    expect(all('node').length).toBeGreaterThanOrEqual(claims.length + listInferences(claims).length);
  });

  it('has no character that XML forbids', () => {
    const [claim] = listClaims(debate);
    const records = [{ ...claim!, front: { ...claim!.front, title: 'a\u0001b\uD800c😀', relations: [] } }];
    const parsed = new DOMParser().parseFromString(graphml.print({ ...debate, records }), 'application/xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    expect(parsed.getElementsByTagName('node')[0]!.textContent).toContain('a\uFFFDb\uFFFDc😀');
  });
});

describe('CSV', () => {
  it('has one row a cell, and says what it does not know by an empty field', () => {
    const cell: ExchangedCell = {
      family: 'f',
      claim: listClaims(debate)[0]!.slug,
      policy: 'A1',
      kind: null,
      verdict: 'violated',
      scenario: 's',
      property: 'p, "q"',
      states: 12,
      schedules: '123456789012345678901',
      complete: true,
      bound: null,
      steps: 4,
      stale: false,
      copies: { least: 0, most: 2 },
    };
    const rows = readCsv(
      csv.print({
        ...debate,
        cells: [
          cell,
          { ...cell, verdict: 'unknown', complete: false, bound: 'states', steps: null, copies: null, schedules: null },
        ],
      }),
    );
    const [head, first, second] = rows.map(({ fields }) => fields);
    expect(head!.slice(0, 9)).toEqual([
      'family',
      'claim',
      'page_kind',
      'policy',
      'verdict',
      'property',
      'scenario',
      'states',
      'schedules',
    ]);
    expect(first).toEqual([
      'f',
      cell.claim,
      '',
      'A1',
      'violated',
      'p, "q"',
      's',
      '12',
      '123456789012345678901',
      'yes',
      '',
      '4',
      'no',
      '0',
      '2',
      listClaims(debate)[0]!.front.title,
    ]);
    expect(second!.slice(8, 15)).toEqual(['', 'no', 'states', '', 'no', '', '']);
  });
});

describe('the archive of Markdown files', () => {
  it('is unpacked by tar to the files of content/', () => {
    const folder = mkdtempSync(join(tmpdir(), 'moot-tar-'));
    try {
      writeFileSync(join(folder, 'x.tar'), tar.print(debate));
      execFileSync('tar', ['-xf', 'x.tar'], { cwd: folder });
      for (const record of debate.records) {
        const file = fileOf(record.kind, record.slug);
        expect(readFileSync(join(folder, file), 'utf8'), file).toBe(printRecord(record));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
