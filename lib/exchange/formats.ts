import { aif } from '#lib/exchange/aif';
import { argdown } from '#lib/exchange/argdown';
import { csv } from '#lib/exchange/csv';
import { dot } from '#lib/exchange/dot';
import type { Format } from '#lib/exchange/format';
import { graphml } from '#lib/exchange/graphml';
import { json } from '#lib/exchange/json';
import { tar } from '#lib/exchange/tar';

/** Every format, in the order in which pages and help list them: one file and one line each. */
export const formats: readonly Format[] = [json, tar, argdown, aif, dot, graphml, csv];

/** The format of that name; undefined where there is none. */
export function findFormat(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
