import { join } from 'node:path';
import type { Issue } from '#lib/argument/issue';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { judgeContent } from '#lib/content/judge';
import { type LoadResult, loadContent } from '#lib/content/load';
import { loadObservations } from '#lib/content/load-observations';
import { listBoundRules } from '#lib/db/bound-lines';
import { sweepAnswers } from '#lib/db/kept-answer';
import type { Moot } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import { judgeOwnRuns, readOwnText } from '#lib/db/own-runs';
import { judgePoint } from '#lib/db/rule-claims';
import { findPolicyBlock } from '#lib/scenario/block';
import { simulators } from '#lib/simulators';

/**
 * The database made and migrated, `content/` of the checkout `root` loaded, a verdict recorded for every scenario. Once
 * content stands, `beside` runs at the same time as the judging: neither waits for the other, both are waited for.
 */
export async function prepare(root: string, beside: () => Promise<void>): Promise<void> {
  const moot = await openMoot();
  try {
    const content = join(root, 'content');
    await load(moot, content);
    const done = await Promise.allSettled([beside(), judgeAll(moot, content)]);
    for (const one of done) if (one.status === 'rejected') throw one.reason;
  } finally {
    await moot.prisma.$disconnect();
  }
}

async function judgeAll(moot: Moot, content: string): Promise<void> {
  await judge(moot);
  await judgeDeclared(moot);
  for (const issue of await loadObservations(moot, content)) console.error(sayIssue(content, issue));
}

/** What pages say of patches rests on searches of their own: those that are missing are made now, not while a reader waits. */
async function judgeDeclared({ prisma }: Moot): Promise<void> {
  await sweepAnswers(
    prisma,
    simulators.map(({ engine }) => engine),
  );
  const changes = await prisma.record.findMany({ where: { kind: 'change' }, select: { body: true } });
  for (const { body } of changes) {
    const own = readOwnText(findPolicyBlock(body)?.text ?? '');
    if (own !== undefined) await judgeOwnRuns(prisma, own);
  }
  for (const { policy, point } of await listBoundRules(prisma)) await judgePoint(prisma, policy, point);
}

async function load(moot: Moot, folder: string): Promise<void> {
  const result = await loadContent(moot, folder);
  for (const issue of result.issues) console.error(sayIssue(folder, issue));
  for (const { file, recordText, fileText } of result.conflicts) {
    console.error(
      `${join(folder, file)}:1:1: edited in the application and in the file; the application's text stays until they are made equal.\n--- in the application\n${recordText}\n--- in the file\n${fileText}\n---`,
    );
  }
  if (result.state === 'refused') await refuse(moot, folder);
  else sayLoaded(result);
}

/** A database that holds an earlier content is served as it is; an empty one would show nothing. */
async function refuse(moot: Moot, folder: string): Promise<void> {
  if ((await moot.prisma.record.count()) === 0) {
    throw new PlainError(`Nothing of ${folder} was loaded; the lines above say what is wrong with it.`);
  }
  console.error(`${folder} was not loaded; what was loaded before is served. The lines above say what is wrong.`);
}

function sayLoaded({ state, created, updated, removed }: LoadResult): void {
  if (state === 'unchanged') return;
  console.error(`content: ${created.length} new, ${updated.length} changed, ${removed.length} gone`);
}

/** `file:line:column: message`, as every command says it. */
function sayIssue(folder: string, { file, line, column, message }: Issue): string {
  return `${join(folder, file)}:${line}:${column}: ${message}`;
}

async function judge(moot: Moot): Promise<void> {
  let progress: Progress | undefined;
  const { judged, problems } = await judgeContent(moot, {
    onProgress: ({ done, total, scenario, policy }) => {
      progress ??= new Progress(total);
      progress.show(done, `${scenario} under ${policy}`);
    },
  });
  progress?.clear();
  for (const { scenario, message } of problems) console.error(`scenario ${scenario} has no verdict: ${message}`);
  if (judged.length > 0) console.error(`verdicts: ${judged.length} scenarios judged under every policy`);
}
