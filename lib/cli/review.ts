import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { PlainError } from '#lib/cli/plain-error';
import { findAuthor, readAuthor } from '#lib/db/author';
import { openMoot } from '#lib/db/open-moot';
import { buildReview, type Review, type ReviewMail } from '#lib/db/review';
import { writeMboxrd } from '#lib/mail/mboxrd';
import { sendCommand } from '#lib/mail/send-command';

interface ReviewFlags {
  readonly author?: string;
  readonly only?: string;
  readonly mbox?: string;
  readonly print?: boolean;
  readonly sendEmail?: string | boolean;
  readonly withCounterexample?: boolean;
  readonly reviewedBy?: boolean;
  readonly ackedBy?: boolean;
  readonly testedBy?: boolean;
  readonly url?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

/** `moot review SERIES`: the annotations of a series as mail to its list. Moot itself sends nothing. */
export const reviewCommand = new Command('review')
  .description('Writes your annotations of a series as plain-text replies, one a patch. Sends nothing.')
  .argument('<message-id>', 'Message-ID of any message of the series; trailers go into the answer to this one')
  .option('--author <author>', 'whose annotations, as "Name <address>"; by default yours')
  .option('--only <ids>', 'these annotations, with commas between them, even if they went before')
  .option('--list', 'list the annotations with their ids instead, and whether they went')
  .option('--print', 'print the mails (this is the default)')
  .option('--mbox <file>', 'write the mails to a mailbox')
  .option('--send-email [folder]', 'write a file for each mail and print the git command that sends them')
  .option('--with-counterexample', 'add the counterexamples of the scenarios that annotations name')
  .option('--url <address>', 'address of this Moot for others, for the links of counterexamples')
  .option('--reviewed-by', 'end the answer to the message named with your Reviewed-by')
  .option('--acked-by', 'the same with Acked-by')
  .option('--tested-by', 'the same with Tested-by')
  .option('--json', 'print the mails as JSON')
  .action(async (id: string, flags: ReviewFlags) => {
    const author = flags.author === undefined ? findAuthor() : readAuthor(flags.author);
    if (author === undefined) {
      throw new PlainError(
        'Nobody says who you are. Give --author "Name <address>", or set MOOT_USER or git\'s user.name.',
      );
    }
    const moot = await openMoot();
    globalThis.mootOpened = Promise.resolve(moot);
    try {
      const messageId = id.replace(/^<|>$/g, '');
      const given = [
        ...(flags.reviewedBy === true ? ['Reviewed-by'] : []),
        ...(flags.ackedBy === true ? ['Acked-by'] : []),
        ...(flags.testedBy === true ? ['Tested-by'] : []),
      ];
      const now = new Date();
      const review = await buildReview(messageId, {
        author,
        slugs: flags.only === undefined ? undefined : new Set(flags.only.split(',').map((slug) => slug.trim())),
        trailers: given.map((key) => `${key}: ${author}`),
        withCounterexamples: flags.withCounterexample === true,
        base: flags.url ?? '',
        dateMs: now.getTime(),
        zone: -now.getTimezoneOffset(),
      });
      if (review === undefined)
        throw new PlainError(`There is no patch ${messageId} here. \`moot import\` brings mail in.`);
      refuseStrange(flags.only, review);
      if (flags.list === true) return printChoices(review);
      if (review.mails.length === 0) {
        throw new PlainError(
          `${author} has no annotation on this series that did not go yet. --list shows all, --only chooses.`,
        );
      }
      say(review, flags);
    } finally {
      await moot.prisma.$disconnect();
    }
  });

function refuseStrange(only: string | undefined, { choices }: Review): void {
  const known = new Set(choices.map(({ note }) => note.slug));
  const strange = only?.split(',').find((slug) => !known.has(slug.trim()));
  if (strange !== undefined)
    throw new PlainError(`There is no annotation "${strange.trim()}" of this author's on the series.`);
}

function printChoices({ choices }: Review): void {
  for (const { note, sentAs } of choices) {
    const place = note.path === '' ? `the ${note.on}` : `${note.path}:${note.side === 'old' ? 'a' : ''}${note.line}`;
    const [words = ''] = note.bodyMarkdown.split('\n');
    console.log(`${note.slug}  ${sentAs === undefined ? '    ' : 'sent'}  ${note.kind} on ${place}: ${words}`);
  }
}

function say({ mails }: Review, flags: ReviewFlags): void {
  for (const { answers, unsure } of mails) {
    for (const slug of unsure) {
      console.error(
        `note: ${slug} in the answer to ${answers} will not be found at its place when the mail is read back`,
      );
    }
  }
  if (flags.mbox !== undefined) writeFileSync(flags.mbox, Buffer.concat(mails.map(({ bytes }) => writeMboxrd(bytes))));
  if (flags.sendEmail !== undefined && flags.sendEmail !== false) {
    const folder = typeof flags.sendEmail === 'string' ? flags.sendEmail : 'moot-review';
    console.log(sendCommand(writeFiles(folder, mails)));
  }
  if (flags.json === true) {
    for (const { mail, slugs, answers } of mails) console.log(JSON.stringify({ answers, annotations: slugs, ...mail }));
  } else if (flags.print === true || (flags.mbox === undefined && flags.sendEmail === undefined)) {
    for (const [i, { bytes }] of mails.entries())
      process.stdout.write(`${i > 0 ? '\n' : ''}${Buffer.from(bytes).toString()}`);
  }
}

/** A file for each mail, named in the order in which they are to go. */
function writeFiles(folder: string, mails: readonly ReviewMail[]): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return mails.map(({ mail, bytes }, i) => {
    const words = mail.subject
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 50);
    const file = join(folder, `${String(i + 1).padStart(4, '0')}-${words}.eml`);
    writeFileSync(file, bytes);
    return file;
  });
}
