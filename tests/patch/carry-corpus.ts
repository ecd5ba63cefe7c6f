import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessage } from '#lib/mail/message';
import type { PatchDiffs } from '#lib/patch/carry/carry';
import { readPatch } from '#lib/patch/patch';
import { groupSeries, type SeriesMember } from '#lib/patch/series/series';
import { readMailFile } from '#lib/source/read-file';

/** Two postings of one series, one after the other. */
export interface VersionPair {
  readonly name: string;
  readonly from: PatchDiffs;
  readonly to: PatchDiffs;
}

interface Member extends SeriesMember {
  readonly diff: PatchDiffs[number];
}

/** Every two versions that follow each other, of every series in the collection of mail that was posted more than once. */
export async function readVersionPairs(folder: string): Promise<readonly VersionPair[]> {
  const pairs: VersionPair[] = [];
  const series = join(folder, 'series');
  const files = readdirSync(series).filter((name) => name.endsWith('.mbox'));
  for (const name of files) pairs.push(...(await readPairs(join(series, name), name)));
  pairs.push(...(await readPairs(join(folder, 'cow-debate.mbox'), 'cow-debate')));
  pairs.push(...(await readPairs(join(folder, 'kselftest-10k.mbox.gz'), 'kselftest')));
  return pairs;
}

async function readPairs(path: string, name: string): Promise<readonly VersionPair[]> {
  const byAuthor = new Map<string, Map<string, Member>>();
  for await (const item of readMailFile(path)) {
    if (item.kind === 'issue') continue;
    const message = await parseMessage(item.bytes);
    const patch = readPatch(message);
    if (patch === undefined || message.messageId === undefined) continue;
    const { version, part, total, isRfc, isResend, title } = patch.subject;
    const author = message.author.address.toLowerCase();
    const { messageId: id } = message;
    const members = byAuthor.get(author) ?? new Map<string, Member>();
    byAuthor.set(author, members);
    if (members.has(id)) continue;
    members.set(id, {
      id,
      author,
      references: message.references.map((reference) => reference.id),
      dateMs: message.date.ms ?? 0,
      ...{ title, version, part, total, isCover: patch.isCover, isRfc, isResend },
      diff: { messageId: id, title, part: part ?? null, files: patch.files },
    });
  }
  return [...byAuthor.values()].flatMap((members) => pairVersions(groupSeries([...members.values()]), name));
}

/** Postings of one author that share a title of a member are versions of one series. */
function pairVersions(series: ReturnType<typeof groupSeries<Member>>, name: string): readonly VersionPair[] {
  const sorted = series.toSorted((a, b) => a.dateMs - b.dateMs);
  const lineageOf = new Map<string, number>();
  const lineages: (typeof sorted)[] = [];
  for (const one of sorted) {
    const titles = one.members.map(({ title }) => title.toLowerCase());
    const found = titles.map((title) => lineageOf.get(title)).find((lineage) => lineage !== undefined);
    const lineage = found ?? lineages.length;
    for (const title of titles) lineageOf.set(title, lineage);
    lineages[lineage] = [...(lineages[lineage] ?? []), one];
  }
  return lineages.flatMap((lineage) =>
    lineage.slice(1).flatMap((to, index) => {
      const from = lineage[index];
      if (from === undefined) return [];
      const diffs = (members: readonly Member[]) => members.filter(({ isCover }) => !isCover).map(({ diff }) => diff);
      const label = `${name}: ${from.title} v${from.version} -> v${to.version}`;
      return [{ name: label, from: diffs(from.members), to: diffs(to.members) }];
    }),
  );
}
