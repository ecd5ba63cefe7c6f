import type { FoundList, FoundRule, NotRight, SynthesisResult } from '#lib/scenario/synthesis';

/** How many rules are printed whole; the table has them all. */
const WHOLE = 5;

/** What `moot synthesise` prints. */
export function saySynthesis({ family, size, all, reference, known, scenarios, like }: SynthesisResult): string {
  const { policy, list } = reference;
  return [
    `Rules of ${family} up to size ${size}, like ${like} where they say nothing; ${scenarios} scenarios.`,
    '',
    ...sayList(`Judged in all ${all.judged} scenarios on their kinds of page`, all),
    ...sayList(`Judged in the ${list.judged} that ${policy} gets right`, list),
    `${policy} itself makes ${reference.least}..${reference.most} copies there: ${reference.better} of the ${list.rules.length} rules above make fewer.`,
    '',
    'Known policies, judged in all of them',
    '',
    '  not right  copies    policy',
    ...known.map(({ policy: id, notRight, least, most }) => `  ${row(notRight.length, least, most)}  ${id}`),
    '',
  ].join('\n');
}

function sayList(title: string, { rules, hopeless, isComplete }: FoundList): readonly string[] {
  const told = isComplete ? '' : ' (stopped before every rule was judged)';
  if (rules.length === 0) return [`${title}: no rule is good enough to list${told}`, ''];
  return [
    `${title}${told}`,
    '',
    ...(hopeless.length === 0 ? [] : [`No rule of this size gets right: ${hopeless.map(sayPlace).join(', ')}`, '']),
    '   #  not right  copies    size  rules that fare alike',
    ...rules.map(
      ({ notRight, least, most, size, alike }, index) =>
        `  ${String(index + 1).padStart(2)}  ${row(notRight.length, least, most)}  ${String(size).padStart(4)}  ${alike}`,
    ),
    '',
    ...rules.slice(0, WHOLE).flatMap(sayWhole),
  ];
}

function row(wrong: number, least: number, most: number): string {
  return `${String(wrong).padStart(9)}  ${`${least}..${most}`.padEnd(8)}`;
}

function sayWhole({ text, words, notRight }: FoundRule): readonly string[] {
  return [
    ...words.map((sentence) => `# ${sentence}`),
    ...(notRight.length === 0 ? [] : [`# Not right: ${notRight.map(sayPlace).join(', ')}`]),
    text,
  ];
}

function sayPlace({ scenario, kind, by }: NotRight): string {
  return `${scenario} on ${kind} (${by})`;
}
