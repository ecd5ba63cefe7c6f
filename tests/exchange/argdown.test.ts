import { ArgdownApplication, DataPlugin, ModelPlugin, ParserPlugin } from '@argdown/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RelationKind } from '#lib/argument/relation';
import { argdown } from '#lib/exchange/argdown';
import { type Claim, type ExchangedDebate, listClaims } from '#lib/exchange/debate';
import { type ClaimDraft, completeDrafts } from '#lib/exchange/draft';
import { claims as anyClaims } from '../arbitrary/debate';
import { keepSayable, makeDebate, readDebate } from './corpus';

const application = new ArgdownApplication();
application.addPlugin(new ParserPlugin(), 'parse-input');
application.addPlugin(new DataPlugin(), 'build-model');
application.addPlugin(new ModelPlugin(), 'build-model');

/** As the reference implementation reads it. Throws where that finds an error. */
function readAsArgdown(input: string) {
  const response = application.run({ input, process: ['parse-input', 'build-model'], logLevel: 'silent' });
  const errors = [...(response.lexerErrors ?? []), ...(response.parserErrors ?? []), ...(response.exceptions ?? [])];
  if (errors.length > 0) throw new Error(`${errors.map(({ message }) => message).join('\n')}\n${input}`);
  return {
    statements: response.statements ?? {},
    arguments: response.arguments ?? {},
    relations: response.relations ?? [],
  };
}

function read(text: string): { drafts: readonly ClaimDraft[]; said: string[] } {
  const reading = argdown.read!(text, 'x.argdown');
  if (reading.is !== 'drafts') throw new Error('expected drafts');
  return { drafts: reading.drafts, said: reading.issues.map(({ line, message }) => `${line}: ${message}`) };
}

const defaults = { from: 'x.argdown', date: '2026-01-01', topic: 'reuse', existing: [] };

function readBack(debate: ExchangedDebate): { records: readonly unknown[]; said: string[] } {
  const { drafts, said } = read(argdown.print(debate));
  const { records, issues } = completeDrafts(drafts, defaults);
  return { records: records.map(({ record }) => record), said: [...said, ...issues.map(({ message }) => message)] };
}

/** Relations without what their order in the record adds. */
function sorted(claims: readonly unknown[]): unknown {
  return (claims as readonly Claim[]).map((claim) => ({
    ...claim,
    front: {
      ...claim.front,
      noScenario: undefined,
      hindsight: claim.front.hindsight,
      relations: claim.front.relations.toSorted((a, b) => (`${a.kind} ${a.claim}` < `${b.kind} ${b.claim}` ? -1 : 1)),
    },
  }));
}

describe('Argdown', () => {
  it('gives the whole debate back, as far as Argdown can say it', async () => {
    const debate = await readDebate();
    const { records, said } = readBack(debate);
    expect(said).toEqual([]);
    expect(sorted(records)).toEqual(sorted(keepSayable(debate)));
    expect(listClaims(debate).length).toBeGreaterThan(40);
  });

  it('is read by the reference implementation as what it says', async () => {
    const debate = await readDebate();
    const claims = listClaims(debate);
    const { statements, arguments: all, relations } = readAsArgdown(argdown.print(debate));
    const isMember = (slug: string) =>
      claims.some(({ front }) => front.relations.some(({ kind, claim }) => kind === 'equivalent' && claim === slug));
    for (const { slug, front } of claims) {
      const found = Object.values(statements).flatMap(({ members, title }) =>
        members.map((member) => ({ title, text: member.text?.trim() })),
      );
      expect(found, slug).toContainEqual({ title: isMember(slug) ? expect.any(String) : slug, text: front.title });
      if (!isMember(slug) && statements[slug]!.members.length === 1)
        expect(statements[slug]!.data).toMatchObject({ kind: front.kind, why: front.why });
    }
    const counted = (kind: RelationKind) =>
      claims.flatMap(({ front }) => front.relations).filter((relation) => relation.kind === kind).length;
    expect(relations.filter(({ relationType }) => relationType === 'contrary').length).toBeGreaterThanOrEqual(
      counted('contrary'),
    );
    for (const { slug, front } of claims) {
      for (const { kind, claim, premises } of front.relations) {
        if (kind !== 'supports' && kind !== 'rebuts') continue;
        const argument = all[`${slug}-${kind}-${claim}`]!;
        expect(argument.pcs.filter(({ role }) => role === 'premise')).toHaveLength(premises.length + 1);
        expect(argument.pcs.at(-1)!.title).toMatch(kind === 'supports' ? /^(?!not )/ : /^not /);
      }
    }
  });

  it('reads back any claims, and the reference implementation reads the same texts', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        const debate = makeDebate(claims);
        const { records } = readBack(debate);
        const bySlug = (list: readonly unknown[]) =>
          (list as readonly Claim[]).toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
        // Two-way relations stand once; written on both sides, the first that is read stays.
        const once = bySlug(keepSayable(debate)).map((claim) => ({
          ...claim,
          front: {
            ...claim.front,
            relations: claim.front.relations.filter(
              ({ kind, claim: to }) =>
                (kind !== 'contrary' && kind !== 'equivalent') ||
                !listClaims(debate)
                  .slice(
                    0,
                    listClaims(debate).findIndex(({ slug }) => slug === claim.slug),
                  )
                  .some(
                    (other) =>
                      other.slug === to &&
                      other.front.relations.some((own) => own.kind === kind && own.claim === claim.slug),
                  ),
            ),
          },
        }));
        expect(sorted(bySlug(records))).toEqual(sorted(once));
        const { statements } = readAsArgdown(argdown.print(debate));
        const texts = Object.values(statements).flatMap(({ members }) =>
          members.flatMap(({ text }) => text?.trim() ?? []),
        );
        for (const { front } of claims) expect(texts).toContain(front.title.trim());
      }),
      { numRuns: 200 },
    );
  });

  describe('of somebody else', () => {
    const text = `===
title: Locks
author: somebody
===

# Fairness

[Fair]: A lock should be *fair*, as [the paper](https://example.org) says. #important
  - [Fast]: A lock has to be fast.
    + <Measured>: Benchmarks show it.
  + <Starving>: A waiter may starve.

// A comment about nothing.

[Fair]: Everybody gets the lock.

<Reason>: Why queues help

(1) A queue keeps order.
(2) [Order]: Order is fairness.
-- Modus ponens --
(3) [Fair]

<Doubt>: Queues are slow, so they are not used.
  _> <Reason>
`;

    it('is taken over as claims and relations, and the rest is named', () => {
      readAsArgdown(text);
      const { drafts, said } = read(text);
      expect(drafts.map(({ slug, title }) => `${slug}: ${title}`)).toEqual([
        'fair: A lock should be fair, as the paper says.',
        'fast: A lock has to be fast.',
        'measured: Benchmarks show it.',
        'starving: A waiter may starve.',
        'a-queue-keeps-order: A queue keeps order.',
        'order: Order is fairness.',
        'doubt: Queues are slow, so they are not used.',
      ]);
      expect(
        drafts.flatMap(({ slug, relations }) =>
          relations.map(({ kind, claim, premises, toward, note }) =>
            [slug, kind, claim, premises, toward, note].flat().join(' ').trim(),
          ),
        ),
      ).toEqual([
        'fast rebuts fair',
        'measured supports fast',
        'starving supports fair',
        'a-queue-keeps-order supports fair order  Why queues help',
        'doubt undercuts a-queue-keeps-order fair',
      ]);
      expect(said).toEqual([
        '1: the setting "author" of the front matter is not taken over',
        '6: the heading "Fairness" is not taken over',
        '8: the tag "important" is not taken over',
        '15: another wording of [Fair] is not taken over: "Everybody gets the lock."',
        '21: the rule of inference "Modus ponens" is not taken over',
      ]);
    });

    it.each([
      ['[A]: a {kind: strange}', '1: [A]: kind: expected factual, normative, empirical, scope, verbal'],
      ['[A]: a {kind: [}', expect.stringMatching(/^1: expected YAML: .*sequence/)],
      ['\n  + [A]', '2: expected a statement or an argument above this relation, less indented'],
      [
        '<X>\n\n(1) [A]: a\n(2) [B]: b\n\n[C]: c',
        '5: expected a line of hyphens and a numbered conclusion before the blank line',
      ],
    ])('%j is refused with its line', (bad, message) => {
      expect(read(bad).said).toEqual(expect.arrayContaining([message]));
    });

    it('never throws, whatever the text', () => {
      const words = fc.constantFrom(
        '[A]',
        '[A]:',
        '<B>',
        '<B>:',
        ' text',
        '\n',
        '\n\n',
        '  ',
        '+',
        '-',
        '_',
        '+>',
        '->',
        '_>',
        '><',
        '(1)',
        '(2)',
        '----',
        '--',
        '{a: b}',
        '{',
        '}',
        '#t',
        '# h',
        '* ',
        '1. ',
        '===',
        '\\',
        '//',
        '/*',
        '*/',
      );
      fc.assert(
        fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
          const { drafts } = read(parts.join(''));
          expect(new Set(drafts.map(({ slug }) => slug)).size).toBe(drafts.length);
        }),
      );
    });
  });
});
