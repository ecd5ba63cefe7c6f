import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFiles, checkTogether } from '#lib/content/check-files';
import { checkRuns } from '#lib/content/check-runs';
import { exportRecords, writeRecords } from '#lib/content/export';
import { KeptAnswers } from '#lib/content/kept-answers';
import { lintFiles } from '#lib/content/lint';
import { loadContent } from '#lib/content/load';
import { readContent } from '#lib/content/read-files';
import { SharedWords } from '#lib/content/shared-words';
import { copyContent, edit, makeFolder, makeMoot } from './temp';

async function read(folder: string) {
  const { files, issues } = await readContent(folder);
  const { filed, issues: wrong } = checkFiles(files);
  expect([...issues, ...wrong]).toEqual([]);
  return filed;
}

const say = (issues: readonly { readonly file: string; readonly line: number; readonly code: string }[]) =>
  issues.map(({ file, line, code }) => `${file}:${line} ${code}`);

describe('linting', () => {
  it('finds nothing in what is good', async () => {
    const filed = await read(copyContent());
    expect(lintFiles(filed)).toEqual([]);
    expect(checkTogether(filed, () => false)).toEqual([]);
  });

  it('names a file that is not canonical, and the first line that differs', async () => {
    const folder = copyContent();
    edit(folder, 'glossary/reuse.md', 'title: reuse', "title: 'reuse'");
    expect(say(lintFiles(await read(folder)))).toEqual(['glossary/reuse.md:3 not-canonical']);
  });

  it('wants a source of every claim', async () => {
    const folder = copyContent();
    edit(
      folder,
      'claims/order-matters.md',
      /stances:\n( .*\n)+/.exec(readFileSync(join(folder, 'claims/order-matters.md'), 'utf8'))?.[0] ?? '',
      '',
    );
    expect(say(lintFiles(await read(folder)))).toEqual(['claims/order-matters.md:1 no-source']);
  });

  it('wants a scenario of a factual claim, or why there is none', async () => {
    const folder = copyContent();
    edit(folder, 'claims/order-matters.md', 'kind: normative', 'kind: factual');
    edit(folder, 'claims/order-matters.md', 'noScenario: It is a wish.\n', '');
    expect(say(lintFiles(await read(folder)))).toContain('claims/order-matters.md:1 no-scenario');
  });

  it('names a scenario that nothing leads to', async () => {
    const folder = copyContent();
    rmSync(join(folder, 'claims'), { recursive: true });
    rmSync(join(folder, 'counterexamples'), { recursive: true });
    rmSync(join(folder, 'debate.md'));
    expect(say(lintFiles(await read(folder)))).toEqual(['scenarios/two-writers.md:1 unused-scenario']);
  });

  it('names a word that two terms explain, in whatever case', async () => {
    const folder = copyContent();
    const other = '---\nid: seizure\ntitle: seizure\naliases:\n  - capture\n  - Take over\n---\n\nThe same.\n';
    writeFileSync(join(folder, 'glossary/seizure.md'), other);
    expect(say(lintFiles(await read(folder)))).toEqual(['glossary/seizure.md:6 twice-defined']);
  });

  it('wants the topics and families of the debate, an order, and addresses of one person', async () => {
    const folder = copyContent();
    edit(folder, 'claims/order-matters.md', 'topic: reuse', 'topic: weather');
    edit(folder, 'policies/A1.md', 'family: cow-reuse', 'family: other');
    edit(folder, 'people/bo-li.md', 'bo@example.org', 'ann@example.org');
    expect(say(checkTogether(await read(folder), () => false))).toEqual([
      'people/bo-li.md:5 address-taken',
      'policies/A1.md:5 unknown-family',
      'claims/order-matters.md:6 unknown-topic',
    ]);
    const other = copyContent();
    edit(other, 'claims/order-matters.md', 'order: 2', 'order: 1');
    expect(say(checkTogether(await read(other), () => false))).toEqual(['claims/order-matters.md:7 same-order']);
  });
});

describe('checkRuns', () => {
  const text = /```scenario\n(.*?)```/s.exec(
    readFileSync(join(import.meta.dirname, '../../content/scenarios/vmsplice-unmap.md'), 'utf8'),
  )?.[1];

  async function check(change: (folder: string) => void) {
    const folder = copyContent();
    edit(
      folder,
      'scenarios/two-writers.md',
      'mm two-writers\n',
      text?.replace('mm vmsplice-unmap', 'mm two-writers') ?? '',
    );
    change(folder);
    const { issues, runs } = await checkRuns(await read(folder), KeptAnswers.none(), () => undefined);
    expect(runs).toBeGreaterThan(1);
    return say(issues).filter((finding) => !finding.includes('policy-without-record'));
  }

  it('replays a counterexample: a schedule that does not apply, and one that breaks nothing', async () => {
    expect(await check(() => undefined)).toEqual(['counterexamples/late-copy.md:8 no-counterexample']);
    const scenario = readFileSync(
      join(import.meta.dirname, '../../content/counterexamples', await findExample()),
      'utf8',
    );
    const good = /^schedule: (.*)$/m.exec(scenario)?.[1] ?? '';
    const policy = /^policy: (.*)$/m.exec(scenario)?.[1] ?? '';
    expect(policy).toBe('A1');
    expect(await check((folder) => edit(folder, 'counterexamples/late-copy.md', 'A1 B1', good))).toEqual([]);
  });

  it('finds a verdict that is not what the text expects, on its line', async () => {
    const found = await check((folder) => {
      edit(folder, 'scenarios/two-writers.md', 'expect A1, P4: violated missed-cow', 'expect A1, P4: holds');
      rmSync(join(folder, 'counterexamples'), { recursive: true });
    });
    const file = readFileSync(join(copyContent(), 'scenarios/two-writers.md'), 'utf8');
    const offset = file.split('\n').indexOf('```scenario') + 1;
    const line = (text ?? '').split('\n').findIndex((one) => one.startsWith('expect A1, P4')) + 1;
    const place = `scenarios/two-writers.md:${offset + line} other-verdict`;
    // Under A1 and under P4.
    expect(found).toEqual([place, place]);
  });

  it('wants it said where a run refutes an expectation, and only there', async () => {
    const expectation = (verdict: string, refuted: string) => (folder: string) => {
      rmSync(join(folder, 'counterexamples'), { recursive: true });
      edit(
        folder,
        'claims/count-is-enough.md',
        'changes:\n',
        `expects:
  - person: ann-ek
    scenario: two-writers
    property: missed-cow
    policies:
      - A1
    verdict: ${verdict}
    message: a-1@example.org
    date: 2020-09-01
    note: Said so.
${refuted}changes:
`,
      );
    };
    const refuted = '    refuted: The run leaks.\n';
    const at = (code: string) => expect.stringMatching(new RegExp(`^claims/count-is-enough.md:\\d+ ${code}$`));
    expect(await check(expectation('violated', ''))).toEqual([]);
    expect(await check(expectation('holds', refuted))).toEqual([]);
    expect(await check(expectation('holds', ''))).toEqual([at('refuted-expectation')]);
    expect(await check(expectation('violated', refuted))).toEqual([at('not-refuted')]);
  });

  it('finds a property that the scenario does not have', async () => {
    expect(
      await check((folder) => {
        edit(folder, 'claims/count-is-enough.md', 'property: missed-cow', 'property: no-such');
        rmSync(join(folder, 'counterexamples'), { recursive: true });
      }),
    ).toEqual(['claims/count-is-enough.md:10 no-property']);
  });

  it('reads what a normative claim judges a run by, and finds registers and kinds that are none', async () => {
    const judge =
      (predicate: string, kind = '') =>
      (folder: string) => {
        const judges = `judges:\n  - scenario: two-writers\n    predicate: ${predicate}\n${kind}stances:`;
        edit(folder, 'claims/order-matters.md', 'stances:', judges);
        rmSync(join(folder, 'counterexamples'), { recursive: true });
      };
    const register = /-> (\w+)\n(?!.*->)/s.exec(text ?? '')?.[1] ?? '';
    expect(await check(judge(`${register} != SECRET`))).toEqual([]);
    expect(await check(judge('nobody = 1'))).toEqual(['claims/order-matters.md:11 no-predicate']);
    expect(await check(judge(`${register} != SECRET`, '    kind: pud\n'))).toEqual([
      'claims/order-matters.md:12 no-kind',
    ]);
  });

  it('reads objections: the property has to be there, and who answers has to be entitled to', async () => {
    const object = (property: string, kind: string, person: string) => (folder: string) => {
      rmSync(join(folder, 'counterexamples'), { recursive: true });
      mkdirSync(join(folder, 'objections'));
      const head = 'id: too-late\ntitle: It is late\nperson: bo-li\nmessage: b-2@example.org\ndate: 2020-09-01\n';
      const rest = `change: count\nscenario:\n  scenario: two-writers\n  property: ${property}\nanswers:\n  - kind: ${kind}\n    person: ${person}\n    date: 2020-09-02\n    note: So.\n`;
      writeFileSync(join(folder, 'objections/too-late.md'), `---\n${head}${rest}---\n`);
    };
    expect(await check(object('missed-cow', 'withdrawn', 'bo-li'))).toEqual([]);
    expect(await check(object('missed-cow', 'conceded', 'ann-ek'))).toEqual([]);
    expect(await check(object('no-such', 'rejected', 'ann-ek'))).toEqual(['objections/too-late.md:10 no-property']);
    expect(await check(object('missed-cow', 'withdrawn', 'ann-ek'))).toEqual(['objections/too-late.md:13 not-theirs']);
    expect(await check(object('missed-cow', 'conceded', 'bo-li'))).toEqual(['objections/too-late.md:13 not-theirs']);
  });

  it('finds a kind of page that the scenario is not played on', async () => {
    expect(
      await check((folder) => {
        edit(folder, 'claims/count-is-enough.md', 'property: missed-cow', 'property: missed-cow\n    kind: pud');
        rmSync(join(folder, 'counterexamples'), { recursive: true });
      }),
    ).toEqual(['claims/count-is-enough.md:11 no-kind']);
  });

  async function findExample(): Promise<string> {
    const { files } = await readContent(join(import.meta.dirname, '../../content'));
    const file = files.find(
      (one) =>
        one.kind === 'counterexample' && /^scenario: vmsplice-unmap$/m.test(one.text) && /^policy: A1$/m.test(one.text),
    );
    return `${file?.slug}.md`;
  }
});

describe('words of a mail', () => {
  const ours = 'Head.\n\nOne two, three four\nfive six seven eight nine. Ten.\n';
  const find = (theirs: string) => {
    const shared = new SharedWords([{ file: 'claims/x.md', text: ours }]);
    shared.add('m@x', theirs);
    return shared.list();
  };

  it('are found whatever the line breaks, quote marks, case and punctuation', () => {
    expect(find('> > He said: "two three\n> four FIVE six\n> >   seven, eight nine" - yes')).toEqual([
      {
        file: 'claims/x.md',
        line: 3,
        column: 5,
        words: 'two, three four five six seven eight nine.',
        count: 8,
        source: 'm@x',
      },
    ]);
  });

  it('are not seven words, nor eight with another between', () => {
    expect(find('two three four five six seven eight')).toEqual([]);
    expect(find('one two three four and five six seven eight nine')).toEqual([]);
  });

  it('are one run where several mails share parts of it', () => {
    const shared = new SharedWords([{ file: 'f', text: ours }]);
    shared.add('a', 'one two three four five six seven eight');
    shared.add('b', 'two three four five six seven eight nine ten');
    expect(shared.list().map(({ count, source }) => [count, source])).toEqual([[10, 'a']]);
  });
});

describe('export', () => {
  it('writes what was loaded, byte for byte, and only that', async () => {
    const moot = await makeMoot();
    const folder = copyContent();
    await loadContent(moot, folder);
    const out = makeFolder();
    await writeRecords(out, await exportRecords(moot));
    expect((await readContent(out)).files).toEqual((await readContent(folder)).files);
    expect((await exportRecords(moot, ['claim'])).map(({ file }) => file)).toEqual([
      'claims/count-is-enough.md',
      'claims/order-matters.md',
    ]);
  });
});
