import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issue } from '#lib/argument/issue';
import { type RecordKind, recordKinds, records } from '#lib/argument/records';

/** A file of content/, read and not yet understood. */
export interface ContentFile {
  readonly kind: RecordKind;
  /** What the file's name says; undefined for a kind that has one file of a fixed name. */
  readonly slug: string | undefined;
  /** Path below the folder, with `/`. */
  readonly file: string;
  readonly text: string;
}

/** The files of a folder laid out like content/, in the order of the kinds and their names, and what else lay there. */
export interface ContentFiles {
  readonly files: readonly ContentFile[];
  readonly issues: readonly Issue[];
}

/** Reads a folder laid out like content/. A missing kind's folder is an empty one; a missing `folder` throws. */
export async function readContent(folder: string): Promise<ContentFiles> {
  await readdir(folder);
  const found = await Promise.all(recordKinds.map((kind) => readKind(folder, kind)));
  return { files: found.flatMap(({ files }) => files), issues: found.flatMap(({ issues }) => issues) };
}

async function readKind(folder: string, kind: RecordKind): Promise<ContentFiles> {
  const { place } = records[kind];
  if ('none' in place) return { files: [], issues: [] };
  if ('file' in place) return readAll(folder, kind, [{ file: place.file, slug: undefined }], true);
  const names = await namesOf(join(folder, place.folder));
  const isOurs = (name: string) => name.endsWith('.md') && !name.startsWith('.');
  const { files, issues } = await readAll(
    folder,
    kind,
    names.filter(isOurs).map((name) => ({ file: `${place.folder}/${name}`, slug: name.slice(0, -3) })),
    false,
  );
  const strays = names.filter((name) => !isOurs(name) && !name.startsWith('.'));
  return { files, issues: [...issues, ...strays.map((name) => stray(`${place.folder}/${name}`))] };
}

async function namesOf(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readAll(
  folder: string,
  kind: RecordKind,
  wanted: readonly { readonly file: string; readonly slug: string | undefined }[],
  mayBeMissing: boolean,
): Promise<ContentFiles> {
  const files: ContentFile[] = [];
  const issues: Issue[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const texts = await Promise.all(
    wanted.map(async (item) => {
      try {
        return { ...item, bytes: await readFile(join(folder, item.file)) };
      } catch (error) {
        if (mayBeMissing && isMissing(error)) return undefined;
        if (isFolder(error)) return { ...item, bytes: undefined };
        throw error;
      }
    }),
  );
  for (const item of texts) {
    if (item === undefined) continue;
    if (item.bytes === undefined) {
      issues.push(stray(item.file));
      continue;
    }
    try {
      files.push({ kind, slug: item.slug, file: item.file, text: decoder.decode(item.bytes) });
    } catch {
      issues.push(problem('error', 'not-utf-8', 'this file is not UTF-8', item.file));
    }
  }
  return { files, issues };
}

function stray(file: string): Issue {
  return problem('warning', 'stray-file', 'this is no record: only files named SLUG.md are read here', file);
}

function problem(severity: Issue['severity'], code: string, message: string, file: string): Issue {
  return { severity, code, message, file, line: 1, column: 1, field: null };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function isFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EISDIR';
}
