import type { Run } from './diff-runs';

/** Class of a run's look in the style sheet. */
const classes: Readonly<Record<Run['look'], string>> = {
  add: 'df add',
  del: 'df del',
  hunk: 'df hh',
  meta: 'df meta',
  same: 'df',
  q1: 'ql',
  q2: 'ql q2',
  plain: 'ql at',
};

/** Coloured lines: one element for neighbours of one look, so that a long diff stays a short page. */
export function diffText(runs: readonly Run[]) {
  let line = 0;
  return runs.map((run) => {
    const key = line;
    line += run.text.length + 1;
    return (
      <span key={key} className={classes[run.look]}>
        {run.text === '' ? ' ' : run.text}
      </span>
    );
  });
}
