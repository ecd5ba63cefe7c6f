import Database from 'better-sqlite3';

/** Tables of mail, those first that others refer to by no cascade. Names of mails stay: they are what is cited. */
const statements = [
  'DELETE FROM "Message"',
  'DELETE FROM "Series"',
  'DELETE FROM "Lineage"',
  'UPDATE "MessageName" SET "threadId" = NULL',
  'DELETE FROM "Thread"',
  'DELETE FROM "MailList"',
  'DELETE FROM "Dictionary"',
  'DELETE FROM "MailSource"',
  // Remarks hold lines of patches, and are their author's; what was regrouped is mail.
  `DELETE FROM "Record" WHERE "kind" IN ('annotation', 'grouping')`,
];

/** Copies the database at `from` to `to` without anybody's mail: not even its bytes are left in free pages. */
export function copyWithoutMail(from: string, to: string): void {
  const source = new Database(from, { readonly: true });
  try {
    source.prepare('VACUUM INTO ?').run(to);
  } finally {
    source.close();
  }
  const copy = new Database(to);
  try {
    copy.pragma('foreign_keys = ON');
    copy.transaction(() => {
      for (const statement of statements) copy.prepare(statement).run();
    })();
    copy.exec('VACUUM');
  } finally {
    copy.close();
  }
}
