import type { Model, Move } from '#lib/check/model';

/**
 * Schedules as text: the letter of the actor whose turn it is, followed by the number of the alternative where it is
 * not the first (0 is never written): `PPCK2C`. Choices, not states, so that a link survives a change of the model's
 * fields.
 */
export function printSchedule(model: Model, moves: readonly Move[]): string {
  return moves.map((move) => printMove(model, move)).join('');
}

export function printMove(model: Model, move: Move): string {
  return `${model.actors[move.actor]?.code ?? '?'}${move.alternative === 0 ? '' : move.alternative}`;
}

/** The moves of a schedule, and what is wrong with the text (null when nothing is). */
export function parseSchedule(model: Model, text: string): { moves: readonly Move[]; problem: string | null } {
  const moves: Move[] = [];
  const codes = model.actors.map((actor) => actor.code);
  for (const [token] of text.matchAll(/[A-Za-z]\d*|./gsu)) {
    const actor = codes.indexOf(token.slice(0, 1));
    if (actor === -1) {
      const known = codes.join(', ');
      return {
        moves,
        problem: `Step ${moves.length + 1} says \`${token}\`, expected the letter of an actor: ${known}`,
      };
    }
    moves.push({ actor, alternative: Number(token.slice(1) || '0') });
  }
  return { moves, problem: null };
}
