import { mm } from '#lib/mm/mm';
import type { AskForm, DoForm } from '#lib/scenario/own-policy';

const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const code = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ');

/** `held_by(WHO)` with what may stand in its brackets, or the words of which one is compared. */
function syntaxOf({ name, gives, of }: AskForm): string {
  if (of !== undefined) return `\`${name}(WHO)\`: ${code(of)}`;
  return typeof gives === 'object' ? `\`${name}\`: ${code(gives)}` : `\`${name}\``;
}

/** Points by their names; the six faults together have a shorter one. */
function sayPoints(at: readonly string[]): string {
  const faults = mm.own.points.map(({ name }) => name).filter((name) => name.endsWith(' fault'));
  if (!faults.every((name) => at.includes(name))) return code(at);
  return ['every fault', ...at.filter((name) => !faults.includes(name)).map((name) => `\`${name}\``)].join(', ');
}

const kindOf = ({ gives }: AskForm) => (typeof gives === 'object' ? 'word' : gives);

/** The rows that the guide's tables have, from the forms that the simulator takes. */
export function ownRows() {
  const { points, asks, settings } = mm.own;
  const does = new Map<string, { readonly form: DoForm; readonly at: string[] }>();
  for (const point of points)
    for (const form of point.does) {
      const key = `${form.name} ${form.meaning}`;
      const known = does.get(key) ?? { form, at: [] };
      known.at.push(point.name);
      does.set(key, known);
    }
  const asksOfAll = points.filter(({ asks: some }) => some.includes('page_count')).map(({ name }) => name);
  const where = (ask: AskForm) => {
    const at = points.filter(({ asks: some }) => some.includes(ask.name)).map(({ name }) => name);
    return at.join() === asksOfAll.join() ? 'where there is a page' : sayPoints(at);
  };
  return {
    points: points.map(({ name, meaning, otherwise }) => row([`\`${name}\``, meaning, otherwise])),
    does: [...does.values()].map(({ form, at }) => row([`\`${form.name}\``, sayPoints(at), form.meaning])),
    asks: asks.map((ask) => row([syntaxOf(ask), kindOf(ask), where(ask), ask.meaning])),
    settings: settings.map(({ name, values, meaning }) => row([`\`${name}\``, code(values), meaning])),
  };
}
