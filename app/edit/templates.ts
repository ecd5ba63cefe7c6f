import type { EditedKind } from './record-path';

/** Front matter that a new record of a kind starts from: the fields that must be filled. DATE becomes today. */
const fronts: Readonly<Record<EditedKind, string>> = {
  claim: `id: name-of-the-claim
title: The statement, phrased as a guarantee
kind: factual
why: why the claim is of that kind
topic: id-of-a-topic
order: 1
noScenario: why nothing tests it yet
`,
  scenario: `id: name-of-the-scenario
title: What happens, in one line
question: what the scenario asks
simulator: mm
sources: []
`,
  counterexample: `id: name-of-the-counterexample
title: What defeats the claim, in one line
claim: name-of-the-claim
scenario: name-of-the-scenario
policy: A1
property: name-of-the-property
schedule: ''
`,
  objection: `id: name-of-the-objection
title: What is held against the change, in one line
person: first-last
message: the@message-id
date: DATE
change: name-of-the-change
`,
  finding: `id: name-of-the-finding
title: What was found, in one line
order: 1
sources:
  - message: the@message-id
`,
  policy: `id: X1
title: The rule, in one line
rule: two or three words
family: name-of-the-family
standing: proposed
inForce: ''
commits: []
sources: []
`,
  change: `id: name-of-the-change
title: What it changes, in our words
date: DATE
state: proposed
`,
  person: `id: first-last
title: First Last
addresses: []
`,
  term: `id: the-term
title: the term
`,
  guide: `id: name-of-the-page
title: Title of the page
order: 1
`,
  decision: `id: 000-what-was-decided
title: What was decided
date: DATE
status: proposed
`,
  debate: '',
};

const bodies: Partial<Readonly<Record<EditedKind, string>>> = {
  scenario: 'What the scenario is about.\n\n```scenario\n```\n',
  decision: '## Context\n\n## Decision\n\n## Consequences\n',
};

/** The text of a new record. */
export function newText(kind: EditedKind): string {
  const front = fronts[kind].replace('DATE', new Date().toISOString().slice(0, 10));
  return `---\n${front}---\n\n${bodies[kind] ?? 'In your own words.\n'}`;
}
