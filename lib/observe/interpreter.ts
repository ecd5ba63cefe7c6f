import { createInterface } from 'node:readline';
import { type Answer, readAnswer } from '#lib/observe/answer';
import { startBinary } from '#lib/observe/child';
import { compileProgram } from '#lib/observe/compile';
import { Unobservable } from '#lib/observe/unobservable';
import type { Plan } from '#lib/reproduce/plan';
import { printInterpreter, printPlanLines } from '#lib/reproduce/print-interpreter';

/** A C program that runs for long and plays one plan after the other. */
export interface Interpreter {
  play(plan: Plan): Promise<Answer>;
  stop(): void;
}

/** A plan has its own time limits; this one is for an interpreter that hangs whole. */
const LIMIT_MS = 120_000;

/** Compiles and starts the interpreter, which is `program`. Throws Unobservable where that cannot be. */
export async function startInterpreter({
  program = printInterpreter(),
  limitMs = LIMIT_MS,
  asRoot = false,
} = {}): Promise<Interpreter> {
  const binary = await compileProgram(program);
  const { child, kill } = startBinary(binary, 'pipe', asRoot);
  binary.close();
  let complaint = '';
  let waiting: ((line: string | undefined) => void) | undefined;
  const answerTo = (line: string | undefined) => {
    const resolve = waiting;
    waiting = undefined;
    resolve?.(line);
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  child.stdin?.on('error', () => answerTo(undefined));
  child.once('error', (error) => {
    complaint += error.message;
    answerTo(undefined);
  });
  child.once('close', () => answerTo(undefined));
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', answerTo);
  return {
    play: async (plan) => {
      const line = await new Promise<string | undefined>((resolve) => {
        const timer = setTimeout(kill, limitMs);
        waiting = (line) => {
          clearTimeout(timer);
          resolve(line);
        };
        if (child.exitCode !== null || child.signalCode !== null) answerTo(undefined);
        else child.stdin?.write(printPlanLines(plan));
      });
      const answer = line === undefined ? undefined : readAnswer(line);
      if (answer === undefined)
        throw new Unobservable(`The program that plays on this kernel ended: ${complaint.trim() || 'it was killed'}.`);
      return answer;
    },
    stop: kill,
  };
}
