import { run } from 'clingo-wasm';
import type { Drawn } from './frameworks';

/** What another solver, clingo, says of a framework: the rules of the semantics stand here once more, as logic programs. */

function facts({ framework, attacks }: Drawn): string {
  const args = Array.from({ length: framework.size }, (_, argument) => `arg(${argument}).`);
  return [...args, ...attacks.map(([from, to]) => `att(${from},${to}).`)].join('\n');
}

/** Grounded: the one minimal model of rules without choice. `notOut(A,B)`: A counts the attackers of B up to A. */
const grounded = `
  out(A) :- in(B), att(B,A).
  attacker(B,A) :- att(B,A).
  in(A) :- arg(A), out(B) : attacker(B,A).
  #show in/1. #show out/1.
`;

/** Complete labellings; those with most in, by inclusion, are preferred. */
const complete = `
  1 { in(A); out(A); undecided(A) } 1 :- arg(A).
  :- in(A), att(B,A), not out(B).
  :- out(A), not in(B) : att(B,A).
  :- undecided(A), in(B), att(B,A).
  :- undecided(A), out(B) : att(B,A).
  #show in/1. #show out/1.
`;

/** Every answer, as sorted lists of `in(0)` and `out(1)`. */
async function solve(program: string): Promise<readonly string[]> {
  const answer = await run(program, 0);
  if (answer.Result !== 'SATISFIABLE') throw new Error(`clingo: ${JSON.stringify(answer)}`);
  return answer.Call.flatMap(({ Witnesses }) => Witnesses.map(({ Value }) => Value.toSorted().join(' '))).toSorted();
}

export async function solveGrounded(drawn: Drawn): Promise<string> {
  const [only = '', ...more] = await solve(facts(drawn) + grounded);
  if (more.length > 0) throw new Error('clingo has several grounded labellings');
  return only;
}

export async function solvePreferred(drawn: Drawn): Promise<readonly string[]> {
  const all = await solve(facts(drawn) + complete);
  const sets = all.map((text) => text.split(' ').filter((atom) => atom.startsWith('in(')));
  const isPart = (small: readonly string[], large: readonly string[]) =>
    small.length < large.length && small.every((atom) => large.includes(atom));
  return all.filter((_, one) => !sets.some((other) => isPart(sets[one] ?? [], other)));
}
