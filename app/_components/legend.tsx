import { Mark } from './mark';

/** What the marks say. Only the words that the table beside it can hold. */
export function Legend() {
  return (
    <div className="legend">
      <span>
        <Mark word="holds" /> (every schedule)
      </span>
      <span>
        <Mark word="violated" /> (shortest schedule replays)
      </span>
      <span>
        <Mark word="stuck" /> (an actor never finishes)
      </span>
      <span>
        <Mark word="unknown" /> (a bound was reached)
      </span>
      <span>
        <Mark word="vacuous" /> (never arose)
      </span>
      <span>
        <Mark word="not applicable" />
      </span>
    </div>
  );
}
