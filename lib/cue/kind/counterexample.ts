import { type Cue, type CueReader, findPhrases, type OwnWords, type Phrase } from '#lib/cue/cue';
import type { TextPositionSelector } from '#lib/text/anchor';

const phrases: readonly Phrase[] = [
  { form: /\bcounter-?examples?\b/i, attitude: 'rejects' },
  {
    form: /\b(?:consider|imagine|take|look at|think of|think about|picture) (?:the|this|a|an|what happens|for example|two|some)(?: \w+){0,2} ?(?:sequence|scenario|case|example|situation|race|following|process(?:es)?|threads?|program|setup|page|app(?:lication)?)\b/i,
    attitude: 'rejects',
  },
  {
    form: /\b(?:following|this|a|the) (?:sequence|scenario|race|series of (?:events|steps)|test ?case|reproducer|interleaving|order of events)\b/i,
    unless: /\?$/,
    attitude: 'rejects',
  },
  {
    form: /\b(?:consider|imagine|suppose|assume|say)(?: that)?(?: you| we| somebody| someone| a| an| there|:| the)\b/i,
    unless: /\?$|\bI would say\b|\bto say\b|\bjust say\b/i,
    attitude: 'rejects',
  },
  { form: /\bwhat (?:happens|if|about)\b.*\?/i, attitude: null },
  {
    form: /\b(?:reproducer|test ?case|selftest|test program|proof of concept|PoC)\b(?: \w+){0,4} (?:shows?|triggers?|fails?|demonstrates?|reproduces?|breaks?|exposes?|attached|below)\b/i,
    attitude: 'rejects',
  },
];

const numbered = /^[ \t]*(?:\(?(?<number>\d{1,2})[.):]|(?:step|T|t)[ =]?(?<step>\d{1,2})[.:)]?)[ \t]+\S/;
const heads =
  /(?:^|[ \t|])(?:CPU|cpu|Thread|thread|Process|process|Task|task|T|P)[ #_-]?(?:[0-9]|[A-D])\b.*?[ \t|]{2,}(?:CPU|cpu|Thread|thread|Process|process|Task|task|T|P)[ #_-]?(?:[0-9]|[A-D])\b|^[ \t]*(?:parent|Parent|PARENT)\b[ \t|]{2,}(?:child|Child|CHILD)\b/;

/** Lines that may stand between two steps: what goes on, and an empty one. */
const between = 6;

/** Fewest steps of a sequence; two are a list of two things. */
const fewest = 3;

/** Runs of numbered steps that begin at 0 or 1, and tables of what several actors do. */
function findSequences({ text, stretches }: OwnWords): readonly Cue[] {
  return stretches.flatMap((stretch): Cue[] => {
    const found: Cue[] = [];
    let steps:
      | { readonly start: number; end: number; first: number; last: number; count: number; line: number }
      | undefined;
    const close = () => {
      if (steps !== undefined && steps.count >= fewest) {
        const reason = `has steps numbered ${steps.first} to ${steps.last}`;
        found.push({ kind: 'counterexample', start: steps.start, end: steps.end, reason, attitude: 'rejects' });
      }
      steps = undefined;
    };
    let table = stretch.start;
    for (const [index, line] of linesOf(text, stretch).entries()) {
      if (line.start < table) continue;
      const words = text.slice(line.start, Math.min(line.end, line.start + 300));
      const named = numbered.exec(words)?.groups;
      const number = named === undefined ? undefined : Number(named.number ?? named.step);
      if (heads.test(words)) {
        close();
        const end = endOfTable(text, stretch, line.end);
        table = end;
        found.push({
          kind: 'counterexample',
          start: line.start,
          end,
          reason: 'is a table of what several do at once',
          attitude: 'rejects',
        });
      } else if (number !== undefined && steps !== undefined && number === steps.last + 1) {
        Object.assign(steps, { end: line.end, last: number, count: steps.count + 1, line: index });
      } else if (number === 0 || number === 1) {
        close();
        steps = { start: line.start, end: line.end, first: number, last: number, count: 1, line: index };
      } else if (steps !== undefined && index - steps.line > between) close();
    }
    close();
    return found;
  });
}

/** The end of the paragraph under a table's head: an empty line right under the head is part of it. */
function endOfTable(text: string, stretch: TextPositionSelector, head: number): number {
  const rest = text.slice(head, stretch.end);
  const below = /^\n[ \t]*(?=\n)/.exec(rest)?.[0].length ?? 0;
  const gap = /\n[ \t]*\n/.exec(rest.slice(below))?.index;
  return gap === undefined ? stretch.end : head + below + gap;
}

function linesOf(text: string, { start, end }: TextPositionSelector): TextPositionSelector[] {
  const lines: TextPositionSelector[] = [];
  for (let at = start; at < end; ) {
    const stop = text.indexOf('\n', at);
    const last = stop === -1 || stop > end ? end : stop;
    lines.push({ start: at, end: last });
    at = last + 1;
  }
  return lines;
}

/** Somebody shows a case: steps in their order, what several do at once, or the words that announce one. */
export const counterexample: CueReader = {
  kind: 'counterexample',
  title: 'a counterexample',
  means: 'A case is told step by step: a scenario may be made of it, and run.',
  find: (own) => {
    const sequences = findSequences(own);
    // The sentences of a sequence say no more than the sequence.
    let at = 0;
    const announced = findPhrases('counterexample', own, phrases).filter((cue) => {
      while (at < sequences.length && (sequences[at]?.end ?? 0) <= cue.start) at++;
      const next = sequences[at];
      return next === undefined || next.start >= cue.end;
    });
    return [...sequences, ...announced].sort((a, b) => a.start - b.start);
  },
};
