import { type CueReader, findPhrases, type Phrase } from '#lib/cue/cue';

const negated =
  /\b(?:hope|if|unless|until) (?:we|you|he|she|they)\b|\bnot (?:agree|convinced)|\bdisagree|\bif (?:you|he|she|they)(?:'re| are) right\b/i;

const phrases: readonly Phrase[] = [
  {
    form: /^(?:(?:oh|ah|ok|okay|well)[,.]? )?(?:right|yes|yeah|yep|yup|exactly|indeed|true|correct|agreed|absolutely|of course)[.,!;:]/i,
    unless: /\?$/,
    attitude: 'accepts',
    reason: (words) => `begins with “${words.slice(0, -1)}”`,
  },
  {
    form: /\b(?:I(?:'ll| will) (?:freely )?give you that|granted,|admittedly|as you (?:say|said|pointed out|point out|noted|mentioned)|like you (?:say|said))\b/i,
    attitude: 'concedes',
  },
  {
    form: /\b(?:good|great|nice|accurate|excellent) (?:summary|description|explanation)\b|\b(?:seems|looks|sounds|is) (?:accurate|right to me|good to me|correct to me)\b/i,
    attitude: 'accepts',
  },

  { form: /\bI stand corrected\b/i, attitude: 'concedes' },
  {
    form: /\b(?:I was|my (?:claim|assumption|statement|reading|analysis) was|I had (?:that|it)) (?:wrong|mistaken|incorrect)\b/i,
    attitude: 'concedes',
  },
  { form: /\b(?:my (?:bad|mistake|fault)|mea culpa)\b/i, attitude: 'concedes' },
  {
    form: /\b(?:I (?:missed|overlooked|misread|misunderstood|forgot)|I (?:had|did) not (?:realize|consider|think of)|I didn't (?:realize|consider|think of))\b/i,
    attitude: 'concedes',
  },
  {
    form: /\b(?:fair (?:enough|point)|(?:very )?good (?:point|catch)|(?:that's|that is|it's|you(?:'ve| have)(?: got)?|you (?:do )?have|you might have|you may have|you might) a (?:fair |good |valid |very good )?point|point taken)\b/i,
    unless: /\bgood point to\b/i,
    attitude: 'concedes',
  },
  {
    form: /\byou(?:'re| are) (?:absolutely |completely |totally |probably |of course |entirely |quite )?(?:right|correct)\b/i,
    unless: negated,
    attitude: 'concedes',
  },
  {
    form: /\b(?:I (?:fully |completely |totally |absolutely |wholeheartedly |also )?(?:agree|concede|admit|acknowledge)|agreed)\b/i,
    unless: negated,
    attitude: 'accepts',
    reason: (words) => `says “${words}”`,
  },
  {
    form: /\b(?:that|which|it) (?:makes|does make) (?:perfect |total |complete |a lot of |some )?sense\b/i,
    unless: /\b(?:no|not|doesn't|don't)\b/i,
    attitude: 'accepts',
  },
  { form: /\bI (?:take (?:that|it) back|retract|withdraw)\b/i, attitude: 'concedes' },
  {
    form: /\b(?:I'm|I am) (?:now )?(?:convinced|fine with|ok(?:ay)? with|happy with)\b/i,
    unless: /\bnot\b/i,
    attitude: 'accepts',
  },
];

/** Somebody gives way: to another's argument, or to a mistake of one's own. */
export const concession: CueReader = {
  kind: 'concession',
  title: 'a concession',
  means: 'Who says so gives way to an argument, or takes back what they said.',
  find: (own) => findPhrases('concession', own, phrases),
};
