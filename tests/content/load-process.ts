/** Loads a folder into the database of MOOT_DATA: `started` as soon as it writes, at the end the state and the number of new records. */
import { loadContent } from '#lib/content/load';
import { openMoot } from '#lib/db/open-moot';

const [folder = ''] = process.argv.slice(2);
const moot = await openMoot();
if (process.env.MOOT_TEST_TELL !== undefined) process.stdout.write('started\n');
const result = await loadContent(moot, folder);
process.stdout.write(`${result.state} ${result.created.length}`);
await moot.prisma.$disconnect();
