import { type CueReader, findPhrases, type Phrase } from '#lib/cue/cue';

/** Questions, wishes and what one is about to do claim nothing. */
const no =
  /\?["')\]]*$|^(?:please|let me|let's|could|can|would|should|do|does|did|is|are|will|what|why|how|who|where)\b|^(?:I|we)(?:'ll| will| would| can try| could) |\b(?:hope|wonder|guess|not sure|no idea|curious)\b/i;

const phrases: readonly Phrase[] = [
  ...[
    // What can never be, and what always is.
    /\b(?:can(?:no|')t|can not|could never|can never|will never|won't|must not|must never|should never|may not)(?: \w+){1,3}/i,
    /\b(?:is|are) (?:impossible|guaranteed|required|(?:always|never|only) \w+|not (?:possible|guaranteed|allowed|sufficient|enough|reliable|safe|stable))\b/i,
    /\b(?:always|never) \w+/i,
    // What the matter is.
    /\bthe (?:only|whole|real|actual|fundamental|main|basic|core|big|key|entire|correct|right|proper|simple) (?:\w+ )?(?:problem|issue|point|rule|reason|fix|thing|way|question|difference|bug|case|test|solution|answer|fact|concern|trouble|value)\b/i,
    /\bthe (?:problem|issue|point|rule|reason|fact|bug|thing|difference|fix|trouble|concern|truth) (?:is|was|with|remains)\b/i,
    // What has to be.
    /\b(?:must|has to|have to|needs? to|needs? an?) (?:\w+)/i,
    /\bshould (?:not |never |always |only |just |simply |really )*(?:be|have|do|use|never|not|break|copy|take|go|stay|work|happen|keep|see|remain)\b/i,
    // What follows from what.
    /\b(?:which|that|this|it) (?:means|implies|guarantees|ensures|proves|shows|matters|breaks|violates|requires)\b/i,
    /\b(?:the moment|as soon as|whenever|every (?:single )?time|any time|if and only if|only (?:if|when|ever)|regardless of|no matter)\b/i,
    /\b(?:because|therefore|hence|consequently|by definition|in other words|in fact|the fact that)\b/i,
    /\b(?:forces?|forced|leads? to|results? in|caused? by|due to|depends? on)\b/i,
    // What a thing is.
    /\b(?:is|are|was|were) (?:fine|correct|safe|ok|okay|perfectly \w+|irrelevant|relevant|necessary|unnecessary|sufficient|enough|reliable|stable|meaningful|trivial|harmless|identical|equivalent|simple)\b/i,
    /\b(?:is|are|was|were) (?:\*?\w+\*? ){0,2}(?:the (?:right|wrong|only|same|direct|actual|real|whole)|exactly|just|purely|fundamentally|inherently|literally|basically|essentially|absolutely|completely|totally|actually|really)\b/i,
    /\bis an? (?:\w+ ){0,2}(?:bug|regression|problem|mistake|rule|hack|feature|race|issue|optimi[sz]ation|requirement)\b/i,
    /\b(?:can|could|may|might|will|does|do) (?:(?:only|easily|also|still|even|just|then|already|now|inevitably|trivially|always|never|and) )*(?:happen|increase|decrease|change|trigger|race|cause|lead|result|break|fail|leak|corrupt|observe|lose|miss|see|go wrong|end up)\b/i,
    /\bI (?:think|believe|claim|argue|suspect|am sure|maintain|insist|say)\b(?! I)/i,
  ].map((form): Phrase => ({ form, unless: no, attitude: 'asserts' })),
  {
    form: /(?:^|\s)(?:\*[a-z][\w ]{1,30}\*|_[a-z][\w ]{1,30}_|(?:[A-Z]{3,} ){2,}[A-Z]{2,})(?=[\s.,;:!]|$)/,
    unless: no,
    attitude: 'asserts',
    reason: (words) => `stresses “${words}”`,
  },
];

/** Fewer words state nothing that could be a claim, but what can or cannot happen. */
const fewest = 6;
const brief = /\bcan(?:not|'t)? (?:ever )?happen\b/i;

/** Somebody says how things are or have to be. */
export const claim: CueReader = {
  kind: 'claim',
  title: 'a claim',
  means: 'It is said how things are, always are, or have to be.',
  find: (own) => {
    const { text } = own;
    const sentences = own.sentences.filter(({ start, end }) => {
      const sentence = text.slice(start, end);
      return (sentence.match(/\S+/g) ?? []).length >= fewest || brief.test(sentence);
    });
    return findPhrases('claim', { ...own, sentences }, phrases);
  },
};
