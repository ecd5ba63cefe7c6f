import { type RecordKind, type RecordOf, recordKinds, records } from '#lib/argument/records';
import { worstFirst } from '#lib/argument/standing';
import { getArgument } from '#lib/db/argument';
import { listWholeRuns } from '#lib/db/list-runs';
import { listMatrices } from '#lib/db/matrix';
import { getMoot, type Moot } from '#lib/db/open';
import { recordOfRow } from '#lib/db/record-text';
import { readWord } from '#lib/db/words';
import type { ExchangedCell, ExchangedDebate, ExchangedLabels, ExchangedRun } from '#lib/exchange/debate';

/** The debate as every format writes it. `under` is what claims are labelled under, by default the newest mainline kernel. */
export async function collectDebate(under?: string): Promise<ExchangedDebate> {
  const moot = await getMoot();
  const [all, cells, runs, labels] = await Promise.all([
    collectRecords(moot),
    collectCells(),
    collectRuns(moot),
    collectLabels(under),
  ]);
  const title = all.find(({ kind }) => kind === 'debate')?.front;
  return { title: title !== undefined && 'title' in title ? title.title : 'Debate', records: all, cells, runs, labels };
}

/** Records by kind and name, without those kinds that are made on one machine alone. */
async function collectRecords({ prisma }: Moot): Promise<readonly RecordOf<RecordKind>[]> {
  const kinds = recordKinds.filter((kind) => !('none' in records[kind].place));
  const rows = await prisma.record.findMany({ where: { kind: { in: [...kinds] } }, orderBy: { slug: 'asc' } });
  const all = rows.map(recordOfRow);
  return kinds.flatMap((kind) => all.filter((record) => record.kind === kind));
}

async function collectCells(): Promise<readonly ExchangedCell[]> {
  const matrices = await listMatrices();
  return matrices.flatMap(({ family, topics }) =>
    topics.flatMap(({ rows }) =>
      rows.flatMap(({ claim, cells }) =>
        cells.map((cell): ExchangedCell => {
          const {
            policy,
            kind,
            verdict,
            scenario,
            property,
            states,
            schedules,
            complete,
            bound,
            steps,
            stale,
            copies,
          } = cell;
          const run = { states, schedules, complete, bound, steps, stale, copies };
          return { family, claim: claim.slug, policy, kind, verdict, scenario, property, ...run };
        }),
      ),
    ),
  );
}

async function collectRuns({ prisma }: Moot): Promise<readonly ExchangedRun[]> {
  const [runs, scenarios] = await Promise.all([
    listWholeRuns(prisma, {}),
    prisma.scenario.findMany({ select: { recordId: true, record: { select: { slug: true } } } }),
  ]);
  const slugs = new Map(scenarios.map(({ recordId, record }) => [recordId, record.slug]));
  return runs
    .map((run): ExchangedRun => {
      const { kind, engine, textHash, complete, bound, states, transitions, schedules } = run;
      return {
        scenario: slugs.get(run.scenarioId) ?? '',
        policy: run.policy.policy,
        kind,
        engine,
        textHash,
        verdict: readWord(worstFirst, run.verdict),
        complete,
        bound,
        states,
        transitions,
        schedules,
        properties: run.verdicts.map(({ property, verdict, vacuous, schedule }) => {
          return { name: property, verdict: readWord(worstFirst, verdict), vacuous, schedule };
        }),
      };
    })
    .toSorted((a, b) => compare(a.scenario, b.scenario) || compare(a.policy, b.policy) || compare(a.kind, b.kind));
}

/** Not by a language's rules: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function collectLabels(under?: string): Promise<ExchangedLabels | null> {
  const labelled = await getArgument(under === undefined ? {} : { under });
  if (labelled.under === null) return null;
  return {
    under: labelled.under.id,
    claims: labelled.graph.claims.map(({ slug }) => ({ claim: slug, label: labelled.labels.get(slug) ?? 'undecided' })),
  };
}
