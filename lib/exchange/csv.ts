import { type ExchangedCell, type ExchangedDebate, listClaims } from '#lib/exchange/debate';
import type { Format } from '#lib/exchange/format';
import { printCsv } from '#lib/text/csv';

const columns: readonly { readonly name: string; readonly read: (cell: ExchangedCell) => string | number | null }[] = [
  { name: 'family', read: (cell) => cell.family },
  { name: 'claim', read: (cell) => cell.claim },
  { name: 'page_kind', read: (cell) => cell.kind },
  { name: 'policy', read: (cell) => cell.policy },
  { name: 'verdict', read: (cell) => cell.verdict },
  { name: 'property', read: (cell) => cell.property },
  { name: 'scenario', read: (cell) => cell.scenario },
  { name: 'states', read: (cell) => cell.states },
  { name: 'schedules', read: (cell) => cell.schedules },
  { name: 'complete', read: (cell) => (cell.complete ? 'yes' : 'no') },
  { name: 'bound', read: (cell) => cell.bound },
  { name: 'steps', read: (cell) => cell.steps },
  { name: 'stale', read: (cell) => (cell.stale ? 'yes' : 'no') },
  { name: 'least_copies', read: (cell) => cell.copies?.least ?? null },
  { name: 'most_copies', read: (cell) => cell.copies?.most ?? null },
  { name: 'title', read: () => null },
];

/** The matrix as comma-separated values (RFC 4180): one row a claim and policy. An empty field is what there is not. */
export const csv: Format = {
  id: 'csv',
  title: 'CSV',
  meaning: 'The matrix: one row for each claim and policy, with the verdict and how it was reached.',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  print: printMatrix,
  read: null,
};

function printMatrix(debate: ExchangedDebate): string {
  const titles = new Map(listClaims(debate).map((claim) => [claim.slug, claim.front.title]));
  const rows = debate.cells.map((cell) =>
    columns.map(({ name, read }) => String((name === 'title' ? titles.get(cell.claim) : read(cell)) ?? '')),
  );
  return printCsv([columns.map(({ name }) => name), ...rows]);
}
