/** What a patch's subject says about its place in a series. */
export interface PatchSubject {
  /** `Re:` and its like stood before it: a reply is no patch of the series. */
  readonly isReply: boolean;
  /** Its brackets say that it is a patch (or a cover letter). */
  readonly isPatch: boolean;
  /** 1 where none is written; `v2.1` is 2.1. */
  readonly version: number;
  /** 0 is a cover letter; `1.5/2` does occur; undefined where none is written. */
  readonly part: number | undefined;
  readonly total: number | undefined;
  readonly isRfc: boolean;
  readonly isResend: boolean;
  /** Everything that stood in the brackets read, in order. */
  readonly prefixes: readonly string[];
  /** The subject without reply marks and without the brackets read; `[media]` and its like stay. */
  readonly title: string;
}

/** Characters of a title: what is longer is none that anybody compares. */
const MOST_TITLE = 600;

/** Reply marks in the languages met; `Re[2]:` counts replies. Forwards are marks too. */
const reply = /^\s*(?:re|aw|sv|vs|antw|odp|ré?f|回复|答复|转发|fwd?|wg|tr)(?:\s*\[\d+\]|\^\d+)?\s*[:：]\s*/i;
const forward = /^\s*(?:fwd?|wg|tr|转发)/i;

/** The subject without reply marks: what two mails of one conversation share. */
export function baseSubject(subject: string): string {
  let text = subject;
  for (let found = reply.exec(text); found !== null; found = reply.exec(text)) text = text.slice(found[0].length);
  return text.replace(/\s*\(was:? .*\)\s*$/i, '').trim();
}

interface Reading {
  version: number | undefined;
  part: number | undefined;
  total: number | undefined;
  isRfc: boolean;
  isResend: boolean;
  saysPatch: boolean;
  /** A word that only patches carry: PATCH, a version or a number of a total. */
  known: number;
}

/** Reads a subject as a person would. */
export function readSubject(subject: string): PatchSubject {
  let text = subject.trim();
  let isReply = false;
  for (let found = reply.exec(text); found !== null; found = reply.exec(text)) {
    if (!forward.test(found[0])) isReply = true;
    text = text.slice(found[0].length);
  }
  const reading: Reading = {
    version: undefined,
    part: undefined,
    total: undefined,
    isRfc: false,
    isResend: false,
    saysPatch: false,
    known: 0,
  };
  const prefixes: string[] = [];
  text = takeBrackets(text, reading, prefixes);
  const isPatch = reading.saysPatch || (reading.isRfc && reading.known > 0) || reading.part !== undefined;
  return {
    isReply,
    isPatch,
    version: reading.version ?? 1,
    part: reading.part,
    total: reading.total,
    isRfc: reading.isRfc,
    isResend: reading.isResend,
    prefixes,
    title: (isPatch ? text : baseSubject(subject)).trim().slice(0, MOST_TITLE),
  };
}

/** Takes the brackets that speak of the patch off the front, and a list's tag where such a bracket follows it. */
function takeBrackets(subject: string, reading: Reading, prefixes: string[]): string {
  let text = subject;
  let taken = false;
  let tags: { readonly rest: string; readonly words: readonly string[] } | undefined;
  for (;;) {
    const bracket = /^\s*\[([^[\]]*)\]\s*/.exec(text);
    if (bracket === null) break;
    const words = splitWords(bracket[1] ?? '');
    const rest = text.slice(bracket[0].length);
    if (speaksOfPatch(words)) {
      for (const word of tags?.words ?? []) prefixes.push(word);
      for (const word of words) {
        readWord(word, reading);
        prefixes.push(word);
      }
      tags = undefined;
      taken = true;
      text = rest;
      continue;
    }
    if (taken || tags !== undefined) break;
    tags = { rest: text, words };
    text = rest;
  }
  // A tag that no patch's bracket follows is part of the subject.
  if (tags !== undefined) text = tags.rest;
  return taken ? text : takeOpenBracket(text, reading, prefixes);
}

/** `[PATCH 1/2 mm: ...` without its end, and `PATCH v2 3/5: ...` without brackets. */
function takeOpenBracket(text: string, reading: Reading, prefixes: string[]): string {
  const open = /^\s*(\[?)((?:rfc[\s,/]+)?patch\b.*)$/i.exec(text);
  if (open === null) return text;
  const isBracket = open[1] === '[';
  let rest = open[2] ?? '';
  const words: string[] = [];
  for (;;) {
    const found = /^((?:\d+\s+of\s+\d+)|[^\s,:\]]+)([\s,:\]]*)/i.exec(rest);
    const word = (found?.[1] ?? '').replace(/\s+of\s+/i, '/');
    if (found === null || !isKnown(word)) break;
    words.push(word);
    rest = rest.slice(found[0].length);
    if (/[:\]]/.test(found[2] ?? '')) break;
  }
  const isMeant = isBracket || words.length > 1 || /^\s*patch\s*:/i.test(text);
  if (!isMeant || words.length === 0) return text;
  for (const word of words) {
    readWord(word, reading);
    prefixes.push(word);
  }
  return rest;
}

function splitWords(inside: string): string[] {
  return inside
    .replace(/(\d+(?:\.\d+)?)\s+of\s+(\d+)/gi, '$1/$2')
    .replace(/(\d)\s*\/\s*(\d)/g, '$1/$2')
    .split(/[\s,;:]+/)
    .filter((word) => word !== '');
}

const fraction = /^#?(\d+(?:\.\d+)?)\/(\d+)$/;
const versionWord = /^v\.?(\d+(?:\.\d+)?)$/i;
const patchWord = /^(?:.*[-/])?patch(?:es|set)?(?:[-/].*)?$/i;
const glued = /^(rfc[-/]?)?patch[-/]?v(\d+(?:\.\d+)?)$/i;

function isKnown(word: string): boolean {
  return (
    fraction.test(word) ||
    versionWord.test(word) ||
    patchWord.test(word) ||
    glued.test(word) ||
    /^(?:rfc|resend|repost)(?:v\d+)?$/i.test(word)
  );
}

function speaksOfPatch(words: readonly string[]): boolean {
  return words.some((word) => isKnown(word));
}

function readWord(word: string, reading: Reading): void {
  const part = fraction.exec(word);
  const version = versionWord.exec(word) ?? /^(?:rfc|resend|repost)v(\d+)$/i.exec(word);
  const joined = glued.exec(word);
  if (part !== null) {
    reading.part = Number(part[1]);
    reading.total = Number(part[2]);
    reading.known++;
  } else if (version !== null) {
    reading.version = Number(version[1]);
    reading.known++;
  } else if (joined !== null) {
    reading.version = Number(joined[2]);
    reading.saysPatch = true;
  } else if (patchWord.test(word)) reading.saysPatch = true;
  if (/^(?:.*\/)?rfc(?:[-/v].*)?$/i.test(word)) {
    reading.isRfc = true;
    reading.known++;
  }
  if (/^(?:resend|repost)/i.test(word)) reading.isResend = true;
}
