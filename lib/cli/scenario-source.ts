import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '#lib/cli/plain-error';
import { findRoot } from '#lib/db/root';
import { readBody } from '#lib/mail/body';
import { readHeaders } from '#lib/mail/header';
import { findScenarioBlock } from '#lib/scenario/block';
import { readCounterexamples } from '#lib/scenario/counterexample-block';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { findSimulatorOf, simulators } from '#lib/simulators';

/** The text of a scenario and where it came from, for messages. */
export interface ScenarioSource {
  readonly id: string;
  /** How a diagnostic names the file. */
  readonly file: string;
  readonly text: string;
  /** Lines of the file before the text. */
  readonly lineOffset: number;
}

/** Reads a scenario by id, from a file, or from standard input. */
export function readSource(name: string): ScenarioSource {
  if (name === '-') return scenarioIn('-', '<stdin>', readText(0, 'standard input'));
  const content = join('content', 'scenarios', `${name}.md`);
  const stored = join(findRoot(), content);
  if (/^[a-z0-9-]+$/.test(name) && existsSync(stored)) return scenarioIn(name, content, readFileSync(stored, 'utf8'));
  if (!existsSync(name) || statSync(name).isDirectory())
    throw new PlainError(`Cannot find scenario "${name}": neither an id of content/scenarios nor a file.`);
  return scenarioIn(name, name, readText(name, `"${name}"`));
}

/** What a reader may meet (no permission, standard input that is a directory) is a sentence, not a fault of ours. */
function readText(file: string | 0, called: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`Cannot read ${called}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/**
 * A scenario stands in a fenced block of a Markdown file, in the block of a counterexample that a mail carries, or is the
 * whole file.
 */
function scenarioIn(id: string, file: string, text: string): ScenarioSource {
  const block = findScenarioBlock(text);
  if (block !== undefined) return { id, file, text: block.text, lineOffset: block.lineOffset };
  const [example, ...more] = readCounterexamples(decodeMail(text));
  if (example === undefined) return { id, file, text, lineOffset: 0 };
  const { scenario, policy, kind, property, schedule, problem } = example;
  const on = kind === '' ? '' : ` on ${kind}`;
  console.error(
    `note: ${file} holds a counterexample: ${scenario}, ${property} under ${policy}${on}, schedule ${schedule}`,
  );
  if (more.length > 0) console.error(`note: ${file} holds ${more.length} more; the first is read`);
  if (problem !== null) console.error(`${file}: warning: ${problem}`);
  return { id: scenario === '' ? id : scenario, file, text: example.text, lineOffset: 0 };
}

/** A mail's text where the file is one whose text is encoded; else the file as it stands. */
function decodeMail(text: string): string {
  if (!/^content-transfer-encoding:\s*(?:base64|quoted-printable)/im.test(text)) return text;
  const bytes = new TextEncoder().encode(text.replace(/^From .*\n/, ''));
  const body = readBody(bytes, readHeaders(bytes));
  return 'refused' in body ? text : body.text;
}

/** Parses a scenario and says on standard error what is wrong with it; undefined where it cannot be read. */
export function parseSource(source: ScenarioSource): { simulator: Simulator; scenario: Scenario | undefined } {
  // A head that names no simulator is read by the first: its message says what a head looks like.
  const simulator = findSimulatorOf(source.text) ?? simulators[0];
  if (simulator === undefined) throw new PlainError('There is no simulator.');
  const { scenario, issues } = simulator.parse(source.text);
  for (const issue of issues) {
    const severity = issue.severity === 'warning' ? 'warning: ' : '';
    console.error(`${source.file}:${issue.line + source.lineOffset}:${issue.column}: ${severity}${issue.message}`);
  }
  return { simulator, scenario };
}
