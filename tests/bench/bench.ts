import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { benchArchive } from './archive.ts';
import { benchArchivePages } from './archive-pages.ts';
import { benchCarry } from './carry.ts';
import { benchCheck } from './check.ts';
import { benchExplorer } from './explorer.ts';
import { benchImport } from './import.ts';
import { benchLabels } from './labels.ts';
import { benchLargePages } from './large-pages.ts';
import { benchPages } from './pages.ts';
import { benchRangeDiff } from './range-diff.ts';
import { benchReview } from './review.ts';
import { benchSearch } from './search.ts';
import { benchSeries } from './series-page.ts';

/** The benchmarks by name; `npm run bench -- NAME..` runs those named, else all. Each line is one JSON object. */
const benches = {
  archive: benchArchive,
  'archive-pages': benchArchivePages,
  carry: benchCarry,
  check: benchCheck,
  explorer: benchExplorer,
  import: benchImport,
  labels: benchLabels,
  pages: benchPages,
  'range-diff': benchRangeDiff,
  review: benchReview,
  'large-pages': benchLargePages,
  search: benchSearch,
  series: benchSeries,
};

function isBench(name: string): name is keyof typeof benches {
  return name in benches;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !isBench(name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}; expected ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

console.log(
  JSON.stringify({
    bench: 'machine',
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    date: new Date().toISOString(),
  }),
);
for (const name of asked.length > 0 ? asked.filter(isBench) : Object.keys(benches).filter(isBench)) {
  for await (const line of benches[name]()) console.log(JSON.stringify(line));
}
process.exit(0);
