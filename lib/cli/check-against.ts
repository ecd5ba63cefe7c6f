import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Issue } from '#lib/argument/issue';
import { issueForm } from '#lib/cli/issue-form';
import { PlainError } from '#lib/cli/plain-error';
import type { Progress } from '#lib/cli/progress';
import type { KeptAnswers } from '#lib/content/kept-answers';
import type { ContentFile } from '#lib/content/read-files';
import { SharedWords } from '#lib/content/shared-words';
import { exportRaw } from '#lib/db/archive-export';
import { sayDatabase } from '#lib/db/database-address';
import { connect, findAddress, findPaths, isReady } from '#lib/db/open';
import { parseMessage } from '#lib/mail/message';
import { readMailFile } from '#lib/source/read-file';
import { listFiles } from '#lib/source/walk-folder';

/** What comparing with mails found. */
export interface CheckedWords {
  readonly issues: readonly Issue[];
  /** Mails, and files that are no mail, that were compared. */
  readonly texts: number;
}

/** Sentences of the mails at `paths` (files or folders) that stand in content/. A file that is no mail is compared as text. */
export async function checkAgainst(
  files: readonly ContentFile[],
  paths: readonly string[],
  progress: Progress,
): Promise<CheckedWords> {
  const shared = shareWith(files);
  let texts = 0;
  for (const path of paths) {
    for (const file of await findFiles(path)) {
      let isMail = false;
      for await (const item of readMailFile(file)) {
        if (item.kind === 'issue') continue;
        isMail = true;
        const message = await parseMessage(item.bytes);
        shared.add(message.messageId ?? `${file}: byte ${item.offset}`, `${message.subject}\n\n${message.text}`);
        texts += 1;
        progress.show(texts, `${texts} mails`);
      }
      if (isMail) continue;
      shared.add(file, await readFile(file, 'utf8'));
      texts += 1;
    }
  }
  return { issues: listShared(shared), texts };
}

/** Sentences of the mails in the database that stand in content/; of none where there is no database yet. */
export async function checkImported(
  files: readonly ContentFile[],
  kept: KeptAnswers,
  progress: Progress,
): Promise<CheckedWords> {
  const paths = findPaths();
  const address = findAddress(paths);
  if (!(await isReady(address))) return { issues: [], texts: 0 };
  const moot = await connect(paths, address);
  try {
    const { _count: texts, _max } = await moot.prisma.raw.aggregate({ _count: true, _max: { id: true } });
    const question = ['mail', sayDatabase(address), `${texts} ${_max.id ?? 0}`, ...files.map(({ text }) => text)];
    const issues = await kept.get(question, z.array(issueForm), async () => {
      const shared = shareWith(files);
      let done = 0;
      for await (const bytes of exportRaw(moot)) {
        const message = await parseMessage(bytes);
        shared.add(message.messageId ?? 'a mail without Message-ID', `${message.subject}\n\n${message.text}`);
        done += 1;
        progress.show(done, `${done} imported mails`);
      }
      return [...listShared(shared)];
    });
    return { issues, texts };
  } finally {
    await moot.prisma.$disconnect();
  }
}

function shareWith(files: readonly ContentFile[]): SharedWords {
  return new SharedWords(files.map(({ file, text }) => ({ file, text: blankSubjects(text) })));
}

function listShared(shared: SharedWords): readonly Issue[] {
  return shared.list().map(({ file, line, column, words, count, source }): Issue => {
    const message = `${count} words in a row stand in ${source}: "${words.length > 90 ? `${words.slice(0, 90)}…` : words}"`;
    return { severity: 'error', code: 'words-of-a-mail', message, file, line, column, field: null };
  });
}

/** A commit's subject is a name, not a sentence of ours: its line is left empty, so that other lines keep their numbers. */
function blankSubjects(text: string): string {
  return text.replace(/^ +(?:- )?subject: .*$/gm, '');
}

async function findFiles(path: string): Promise<readonly string[]> {
  try {
    return await listFiles(path);
  } catch (error) {
    throw new PlainError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
