import { type CueReader, findPhrases, type Phrase } from '#lib/cue/cue';

const phrases: readonly Phrase[] = [
  {
    form: /\bI(?:'ll| will| am|'m) (?:\*?\w+\*? )?not (?:be |going to (?:be )?)?(?:apply(?:ing)?|tak(?:e|ing)|merg(?:e|ing)|ack(?:ing)?|sign(?:ing)?|pull(?:ing)?)\b/i,
    attitude: 'rejects',
  },
  {
    form: /\b(?:garbage|nonsense|nonsensical|bullshit|bogus|a step (?:back|backwards)|a (?:userspace|user-space|user-visible|visible|clear|real|performance) (?:visible )?regression|(?:fundamentally|totally|completely|simply|plain|utterly) (?:wrong|broken|flawed))\b/i,
    unless: /\?$/,
    attitude: 'rejects',
  },
  {
    form: /\b(?:you(?:'re| are)? (?:don't|do not|didn't|did not|apparently|clearly|obviously) (?:even )?(?:understand|understood|get|realize|didn't)|(?:missing|you miss) the point|not the point)\b/i,
    attitude: 'rejects',
  },

  { form: /(?:^|\b)(?:NAK|NACK|Nacked)\b(?!-by)/, attitude: 'rejects' },
  {
    form: /\bI (?:strongly |really |fundamentally |have to |must |completely )?(?:disagree|object|reject|refuse)\b/i,
    attitude: 'rejects',
  },
  {
    form: /\b(?:I (?:don't|do not|can't|cannot) (?:agree|buy|accept|believe|see how|see why)|I (?:am|'m) not (?:convinced|going to (?:take|apply|merge)))\b/i,
    attitude: 'rejects',
  },
  {
    form: /\b(?:you(?:'re| are| were)|(?:that's|that is|this is|it's|it is|that was)) (?:just |simply |plain |completely |totally |fundamentally |still |utterly |really |also |clearly |obviously )*(?:wrong|incorrect|not true|not correct|nonsense|bogus|garbage|false|not right|broken|bullshit|insane|crazy)\b/i,
    unless: /\?$|\bif (?:that|this|it)\b/i,
    attitude: 'rejects',
  },
  {
    form: /\b(?:is|are|was|were) (?:just |simply |plain |completely |totally |fundamentally |inherently |utterly |entirely |also |still |really |clearly |so |very |horribly )*(?:broken|bogus|buggy|wrong|racy|unreliable|unsafe|insane|unacceptable|nonsensical|meaningless|flawed|useless|invalid)\b/i,
    unless: /\?$|\b(?:is|are|was|were) not\b/i,
    attitude: 'rejects',
  },
  {
    form: /\b(?:does|do|did|will|would|can) ?(?:not|n't) (?:work|help|solve|fix|make (?:any )?sense|hold|suffice)\b/i,
    unless: /\?$/,
    attitude: 'rejects',
  },
  {
    form: /\b(?:won't|can't|cannot) (?:work|help|solve|fix|possibly (?:work|help|be right))\b/i,
    unless: /\?$/,
    attitude: 'rejects',
  },
  {
    form: /\b(?:makes no sense|no way|not acceptable|out of the question|a (?:complete )?non-?starter|a bad idea|the wrong (?:thing|way|approach|place|test|solution|fix|answer))\b/i,
    unless: /\?$/,
    attitude: 'rejects',
  },
  { form: /^(?:No[.,!]|Nope\b|Wrong\b|Nonsense\b|BS\b|Bullshit\b)/, attitude: 'rejects' },
];

/** Somebody says no: to a patch, to a claim, to how something is. */
export const objection: CueReader = {
  kind: 'objection',
  title: 'an objection',
  means: 'Who says so rejects something: a patch, a claim, a way of doing it.',
  find: (own) => findPhrases('objection', own, phrases),
};
