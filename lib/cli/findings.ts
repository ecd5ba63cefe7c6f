import { Command } from 'commander';
import { computedFindings, type FindingId, type Found, type FoundItems, findingIds } from '#lib/argument/findings';
import { PlainError } from '#lib/cli/plain-error';
import { listDisagreements } from '#lib/db/disagreements';
import { findComputed } from '#lib/db/findings';
import { listObjections } from '#lib/db/objections';
import { openMoot } from '#lib/db/open-moot';

/** `moot findings`: what follows from the records and the recorded runs, and what became of the objections. */
export const findingsCommand = new Command('findings')
  .description('Prints what follows from records and recorded verdicts: findings, disagreements, objections.')
  .option('--json', 'print everything as JSON')
  .action(async (flags: { readonly json?: boolean }) => {
    const moot = await openMoot();
    globalThis.mootOpened = Promise.resolve(moot);
    try {
      if ((await moot.prisma.claim.count()) === 0) {
        throw new PlainError('No content is loaded yet. `moot serve` loads content/ and judges its scenarios.');
      }
      const [found, { rows: objections, kernel }, { rows: disagreements }] = await Promise.all([
        findComputed(),
        listObjections(),
        listDisagreements(),
      ]);
      if (flags.json === true) {
        const findings = findingIds.map((id) => ({ id, title: computedFindings[id].title, items: found[id] }));
        process.stdout.write(`${JSON.stringify({ kernel, findings, objections, disagreements })}\n`);
        return;
      }
      for (const id of findingIds) print(sayFound(id, found));
      print([
        `Objections, under ${kernel ?? 'no kernel'}`,
        ...objections.map(({ slug, state, isOnWord }) => `${slug}: ${state}${isOnWord ? ', by word alone' : ''}`),
      ]);
      print([
        'Disagreements',
        ...disagreements.map(({ id, type, isLive }) => `${id}: ${type}${isLive ? '' : ', over'}`),
      ]);
    } finally {
      await moot.prisma.$disconnect();
    }
  });

function sayFound<K extends FindingId>(id: K, found: Found): readonly string[] {
  const { title, none, say }: (typeof computedFindings)[K] = computedFindings[id];
  const items: readonly FoundItems[K][] = found[id];
  return [title, ...(items.length === 0 ? [none] : items.map((item) => say(item)))];
}

/** A heading and its lines. */
function print([title, ...lines]: readonly string[]): void {
  process.stdout.write(`${title}\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
}
