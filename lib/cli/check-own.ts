import { findContentFolder, readContentFolder } from '#lib/cli/content-folder';
import { readOwnPolicies } from '#lib/cli/own-policies';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { checkFiles } from '#lib/content/check-files';
import { judgedScenarios } from '#lib/content/judged-scenarios';
import { type Compared, compareRuns, isOther, withOwn } from '#lib/scenario/compare-runs';
import type { OwnPolicy } from '#lib/scenario/own-policy';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import type { Judged } from '#lib/scenario/synthesis';
import { defaultBounds, runPolicy, simulators } from '#lib/simulators';

/** One row: a scenario on a kind of page. */
interface Row extends Compared {
  readonly scenario: string;
}

/** All rows of one policy. */
interface JudgedPolicy {
  readonly policy: string;
  readonly like: string;
  readonly rows: readonly Row[];
}

const marks = { breaks: '-', mends: '+', changes: '!', costs: '~', same: ' ' } as const satisfies Record<
  Compared['turn'],
  string
>;

/** `moot check --own FILE`: every scenario of content/ under policies of one's own, beside the policy that each is like. */
export async function checkOwn(file: string, named: string | undefined, isJson: boolean): Promise<void> {
  const simulator = simulators[0];
  if (simulator === undefined) throw new PlainError('There is no simulator.');
  const policies = readOwnPolicies(file, simulator);
  if (policies === undefined) {
    process.exitCode = 2;
    return;
  }
  const scenarios = await readScenarios(findContentFolder(named), simulator);
  const progress = new Progress(scenarios.length * policies.length);
  let done = 0;
  const judged: JudgedPolicy[] = [];
  for (const policy of policies) {
    const rows: Row[] = [];
    for (const { slug, scenario } of scenarios) {
      progress.show(done, `${slug} under ${policy.id}`);
      rows.push(...judgeOne(simulator, slug, scenario, policies, policy));
      done += 1;
      // A search does not yield; a signal gets its turn here.
      await new Promise((resolve) => setImmediate(resolve));
    }
    judged.push({ policy: policy.id, like: policy.like, rows });
  }
  progress.clear();
  process.stdout.write(
    isJson ? `${JSON.stringify({ engine: simulator.engine, policies: judged })}\n` : judged.map(sayJudged).join('\n'),
  );
  if (judged.some(({ rows }) => rows.some(({ turn }) => isOther(turn)))) process.exitCode = 1;
}

/** The scenarios of a folder like content/ that a simulator plays, by slug. */
export async function readScenarios(folder: string, simulator: Simulator): Promise<readonly Judged[]> {
  const { files } = await readContentFolder(folder);
  return judgedScenarios(checkFiles(files).filed, simulator);
}

function judgeOne(
  simulator: Simulator,
  slug: string,
  scenario: Scenario,
  policies: readonly OwnPolicy[],
  policy: OwnPolicy,
): readonly Row[] {
  const { scenario: played, ids } = withOwn(scenario, policies, policy);
  return simulator.kindsFor(scenario).map((kind) => {
    const [like, own] = [ids.like, ids.own].map((id) => runPolicy(simulator, played, id, defaultBounds, kind));
    if (like === undefined || own === undefined) throw new Error('a search ended without a result');
    return { scenario: slug, ...compareRuns(like, own) };
  });
}

function sayJudged({ policy, like, rows }: JudgedPolicy): string {
  const width = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
  const slug = width(['scenario', ...rows.map(({ scenario }) => scenario)]);
  const kind = width(['page', ...rows.map((row) => row.kind)]);
  const before = width([like, ...rows.map((row) => row.like)]);
  const after = width([policy, ...rows.map((row) => row.own)]);
  const price = width(['copies', ...rows.map(sayCopies)]);
  const lines = rows.map((row) => {
    const cells = [row.scenario.padEnd(slug), row.kind.padEnd(kind), row.like.padEnd(before), row.own.padEnd(after)];
    return `${marks[row.turn]} ${[...cells, sayCopies(row).padEnd(price), row.properties.join('; ')].join('  ')}`.trimEnd();
  });
  const head = ['scenario'.padEnd(slug), 'page'.padEnd(kind), like.padEnd(before), policy.padEnd(after), 'copies'];
  return [`${policy}, like ${like}`, '', `  ${head.join('  ')}`, ...lines, '', sayTurns(policy, like, rows), ''].join(
    '\n',
  );
}

/** `1`, or `0..1 -> 1` where the price differs. */
function sayCopies({ copies: { like, own } }: Row): string {
  return like === own ? (own ?? '') : `${like ?? 'no end'} -> ${own ?? 'no end'}`;
}

function sayTurns(policy: string, like: string, rows: readonly Row[]): string {
  const count = (turn: Compared['turn']) => rows.filter((row) => row.turn === turn).length;
  const differ = rows.filter(({ turn }) => isOther(turn)).length;
  const verdicts = `${rows.length} verdicts`;
  const turns = `${count('breaks')} break now (-), ${count('mends')} no longer break (+), ${count('changes')} otherwise (!)`;
  const costs = count('costs') === 0 ? '' : ` ${count('costs')} of the same ones make other copies (~).`;
  if (differ === 0) return `${verdicts}, the same under ${policy} and ${like}.${costs}`;
  return `${verdicts}, ${differ} differ: ${turns}.${costs}`;
}
