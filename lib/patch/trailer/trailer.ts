import { readPerson } from '#lib/patch/trailer/person';

/** A line of the form `Key: value` that gives credit, consent or a link. */
export interface Trailer {
  /** As written. */
  readonly key: string;
  /** In one line, however many it was written in. */
  readonly value: string;
}

const isLink = (value: string) => /^<?(?:https?|ftp|git|lore|msgid):\S|^<?\S+@\S+>?|^#?\d+$|^\[\d+\]/i.test(value);
const isReference = (value: string) =>
  isLink(value) || /^(?:commit )?[0-9a-f]{7,64}\b|^["“(]|^I?[0-9a-f]{12,}/.test(value);

/** Keys that name no person: what their value must look like, for the key alone stands in prose too. In lower case. */
const others: Readonly<Record<string, (value: string) => boolean>> = {
  addresses: isLink,
  'base-commit': (value) => /^[0-9a-f]{7,64}\b/.test(value),
  bug: isLink,
  bugzilla: isLink,
  buglink: isLink,
  cc: (value) => value.includes('@'),
  'change-id': (value) => /^[\w.-]{8,}$/.test(value) && /\d/.test(value),
  closes: isLink,
  'depends-on': isReference,
  fixes: (value) => /^[0-9a-f]{6,64}\b|^https?:|^commit [0-9a-f]{6}/.test(value),
  issue: isLink,
  link: isLink,
  lore: isLink,
  'message-id': (value) => /^<?\S+@\S+>?$/.test(value),
  'patch-id': (value) => /^[0-9a-f]{7,64}\b/.test(value),
  'prerequisite-change-id': (value) => /^[\w.:-]{8,}$/.test(value),
  'prerequisite-message-id': (value) => /^<?\S+@\S+>?$/.test(value),
  'prerequisite-patch-id': (value) => /^[0-9a-f]{40,64}$/.test(value),
  references: isReference,
  resolves: isLink,
  'see-also': isReference,
  'stable-dep-of': (value) => /^[0-9a-f]{6,64}\b/.test(value),
};

/** What tools write below `---` or under the diff, for other tools: of the notes these alone are trailers. */
const inNotes = /^(?:base-commit|change-id|depends-on|prerequisite-[a-z-]+)$/i;

const form = /^([A-Za-z][A-Za-z-]{0,40}[A-Za-z])[ \t]?:[ \t]+(\S.*)$/;

/** Spellings that are not `Word-by`, by lower case. */
const spelled: Readonly<Record<string, string>> = {
  buglink: 'BugLink',
  'base-commit': 'base-commit',
  'change-id': 'change-id',
  'message-id': 'Message-ID',
};

/** The key as the kernel spells it: `reviewed-By` is `Reviewed-by`. */
export function spellKey(key: string): string {
  const lower = key.toLowerCase();
  return spelled[lower] ?? `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`;
}

/** Whether the key says what a person did: `Reviewed-by`, `Reported-and-tested-by`. */
export function namesPerson(key: string): boolean {
  return /-by$/i.test(key);
}

/** A line read as a trailer, whatever stands around it; undefined for prose. */
export function readTrailerLine(row: string): Trailer | undefined {
  const found = form.exec(row);
  if (found === null) return undefined;
  const [key = '', value = ''] = [found[1], (found[2] ?? '').trim()];
  // `Reviewed-by: Ann Ek` may go on in the next line with the address.
  if (namesPerson(key)) return readPerson(value) === undefined ? undefined : { key, value };
  return others[key.toLowerCase()]?.(value) === true ? { key, value } : undefined;
}

/** Whether `row` goes on with the trailer: indented, the address that a mailer broke off, the end of a quoted subject. */
export function continues({ key, value }: Trailer, row: string): boolean {
  const text = row.trim();
  if (text === '') return false;
  if (namesPerson(key)) {
    if (!/@|\sat\s/.test(value)) return /^<[^<>\s]+@[^<>\s]+>/.test(text);
    return /^[ \t]/.test(row) && /^[#[(]/.test(text);
  }
  if (/^fixes$/i.test(key) && /\("[^"]*$/.test(value) && /"\)$/.test(text)) return true;
  return /^[ \t]/.test(row);
}

/** Trailers in lines that follow each other, with the number of other lines. `[name: remark]` belongs to the block. */
function readRows(rows: readonly string[]): { readonly trailers: Trailer[]; readonly prose: number } {
  const trailers: Trailer[] = [];
  let prose = 0;
  let open: Trailer | undefined;
  let inRemark = false;
  for (const row of rows) {
    if (inRemark) {
      inRemark = !/\]\s*$/.test(row);
      continue;
    }
    if (open !== undefined && continues(open, row)) {
      open = { key: open.key, value: `${open.value} ${row.trim()}` };
      trailers[trailers.length - 1] = open;
      continue;
    }
    open = readTrailerLine(row);
    if (open !== undefined) trailers.push(open);
    else if (/^\[[^\]]*:/.test(row)) inRemark = !/\]\s*$/.test(row);
    else if (!/^\(cherry picked from commit |^#/.test(row)) prose++;
  }
  return { trailers, prose };
}

/** Whether lines are a block of trailers, as git has it: at least a quarter of them are. */
export function isTrailerBlock(rows: readonly string[]): boolean {
  const { trailers, prose } = readRows(rows);
  return trailers.length > 0 && trailers.length * 3 >= prose;
}

/**
 * The trailers of a commit message: in a paragraph of which a quarter is trailers, as git reads the last one; people with
 * their address anywhere. Above the diff and above `---`; of the notes below only what tools write for tools. A line that
 * is quoted is none.
 */
export function readTrailers(text: string): Trailer[] {
  const trailers: Trailer[] = [];
  let rows: string[] = [];
  let isNotes = false;
  const close = () => {
    const read = readRows(rows);
    const isBlock = read.trailers.length * 3 >= read.prose;
    for (const trailer of read.trailers) {
      const isCertain = isBlock || (namesPerson(trailer.key) && trailer.value.includes('@'));
      if (isNotes ? inNotes.test(trailer.key) : isCertain) trailers.push(trailer);
    }
    rows = [];
  };
  for (const row of text.split('\n')) {
    if (/^(?:diff --git |--- \S|-- $)/.test(row)) break;
    if (/^---\s*$/.test(row)) {
      close();
      isNotes = true;
    } else if (row.trim() === '') close();
    else rows.push(row);
  }
  close();
  return trailers;
}
