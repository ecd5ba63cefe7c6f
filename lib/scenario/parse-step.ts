import type { Cursor } from '#lib/scenario/cursor';
import { parsePlace } from '#lib/scenario/expression';
import {
  type Form,
  optionOf,
  parseSyntax,
  type SlotKind,
  type SyntaxPart,
  type Vocabulary,
} from '#lib/scenario/vocabulary';

const called: Readonly<Record<SlotKind, string>> = {
  VAR: 'a variable',
  PLACE: 'a place such as `P:v`',
  TARGET: 'a place such as `P:v`',
  HANDLE: 'a handle',
  OBJECT: 'a variable or a handle',
  FILE: 'a file',
  REG: 'a register',
  VALUE: 'a value',
  PROCESS: 'a process',
  NUMBER: 'a number',
};

/** Finds the form whose words come next; the longest wins, so `pin read longterm` is not taken for `pin read`. */
export function findForm(cursor: Cursor, vocabulary: Vocabulary): Form | undefined {
  const fits = vocabulary.forms.filter((form) =>
    form.verb.split(' ').every((word, index) => cursor.peek(index) === word),
  );
  return fits.sort((a, b) => b.verb.length - a.verb.length)[0];
}

/** Reads what follows an actor's colon. */
export function parseStepArgs(cursor: Cursor, vocabulary: Vocabulary): { verb: string; args: Record<string, string> } {
  const form = findForm(cursor, vocabulary);
  if (form === undefined) {
    const first = cursor.peek();
    const near = vocabulary.forms.filter((known) => known.verb.split(' ')[0] === first);
    const offered = near.length > 0 ? near.map((known) => known.verb) : [...new Set(vocabulary.forms.map(firstWord))];
    return cursor.fail(offered.map((verb) => `\`${verb}\``).join(', '));
  }
  const args: Record<string, string> = {};
  parseParts(cursor, parseSyntax(form.syntax), args);
  return { verb: form.verb, args };
}

function firstWord(form: Form): string {
  return form.verb.split(' ')[0] ?? form.verb;
}

function parseParts(cursor: Cursor, parts: readonly SyntaxPart[], args: Record<string, string>): void {
  for (const part of parts) {
    if (part.is === 'word') cursor.expect(part.word);
    else if (part.is === 'slot') args[part.slot] = parseSlot(cursor, part.slot);
    else {
      const opening = part.parts[0];
      if (opening?.is !== 'word' || cursor.peek() !== opening.word) continue;
      parseParts(cursor, part.parts, args);
      const option = optionOf(part.parts);
      if (option !== undefined) args[option] = option;
    }
  }
}

function parseSlot(cursor: Cursor, slot: SlotKind): string {
  if (slot === 'PLACE' || slot === 'TARGET') {
    const column = cursor.position;
    const place = parsePlace(cursor, called.PLACE);
    if (place.includes(':')) return place;
    cursor.reset(column);
    return cursor.fail(called.PLACE);
  }
  if (slot === 'NUMBER' && !/^\d+$/.test(cursor.peek() ?? '')) return cursor.fail(called.NUMBER);
  // A slash is how two halves of a page are written (`a/P`): no single thing may be called so.
  if (cursor.peek()?.includes('/')) cursor.fail(`${called[slot]} without a slash`);
  const name = cursor.name(called[slot]);
  if (slot !== 'OBJECT' || !cursor.take('.')) return name;
  const half = cursor.peek();
  if (half !== '0' && half !== '1') return cursor.fail('a half, `0` or `1`');
  return `${name}.${cursor.next()}`;
}

/** The text of a step, without actor, label and `after`. */
export function printStepArgs(verb: string, args: Readonly<Record<string, string>>, vocabulary: Vocabulary): string {
  const form = vocabulary.forms.find((known) => known.verb === verb);
  if (form === undefined) throw new Error(`Cannot print a step \`${verb}\`, expected a verb of \`${vocabulary.id}\``);
  return printParts(parseSyntax(form.syntax), args).join(' ');
}

function printParts(parts: readonly SyntaxPart[], args: Readonly<Record<string, string>>): string[] {
  return parts.flatMap((part) => {
    if (part.is === 'word') return [part.word];
    if (part.is === 'slot') return [args[part.slot] ?? ''];
    const option = optionOf(part.parts);
    const present =
      option === undefined
        ? part.parts.some((inner) => inner.is === 'slot' && args[inner.slot] !== undefined)
        : args[option] !== undefined;
    return present ? printParts(part.parts, args) : [];
  });
}
