/**
 * What the record functions give to pages and commands: plain values, no database types. Message-IDs stand without
 * angle brackets; a `date` is ISO 8601 without time (`2021-12-18`), an `…At` or `at` is ISO 8601 in UTC with time;
 * lines are 1-based.
 */
import type { RunChange } from '#lib/argument/flip';
import type { Issue } from '#lib/argument/issue';
import type { AnnotationFront, AnnotationKind, AnnotationTarget } from '#lib/argument/record/annotation';
import type { ChangeState } from '#lib/argument/record/change';
import type { ClaimKind } from '#lib/argument/record/claim';
import type { PolicyStanding } from '#lib/argument/record/policy';
import type { RecordKind } from '#lib/argument/records';
import type { RelationKind } from '#lib/argument/relation';
import type { Attitude } from '#lib/argument/stance';
import type { TrialGroup } from '#lib/db/observation-matrix';
import type { Comparison, Facts } from '#lib/observation/facts';
import type { ObservedKernel } from '#lib/observation/observation';
import type { AnchorWords } from '#lib/patch/carry/anchor-words';
import type { PolicyRun, ScenarioRun, VerdictWord } from '#lib/scenario/run';
import type { KindInfo, RuleInWords } from '#lib/scenario/simulator';

// ---------------------------------------------------------------- references and rows

/** A person to link to: `/people/SLUG`. */
export interface PersonRef {
  readonly slug: string;
  readonly name: string;
}

/** A claim in a list. */
export interface ClaimRow {
  readonly slug: string;
  /** The statement, phrased as a guarantee. */
  readonly title: string;
  readonly kind: ClaimKind;
  /** Id of a topic of the debate. */
  readonly topic: string;
  /** Number in its topic. */
  readonly position: number;
  /** Whose last stance asserts, accepts or concedes it, in the order in which they first spoke. */
  readonly holders: readonly PersonRef[];
}

/** A scenario in a list. */
export interface ScenarioRow {
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  readonly simulator: string;
}

/** A policy in a list or a table head. */
export interface PolicyRow {
  /** `A1`. */
  readonly id: string;
  readonly title: string;
  /** The rule in two or three words. */
  readonly rule: string;
  readonly family: string;
  readonly standing: PolicyStanding;
  /** Releases or dates, for a table head. */
  readonly inForce: string;
  /** Id of the policy that this one differs from in a detail only; null for the others. */
  readonly variantOf: string | null;
}

/** A change (a posted patch, a commit or both) in a list. */
export interface ChangeRow {
  readonly slug: string;
  readonly title: string;
  readonly author: PersonRef | null;
  readonly date: string;
  readonly state: ChangeState;
  readonly commit: string | null;
  readonly release: string | null;
  readonly messageId: string | null;
  /** Whether the mail that posted it is imported. */
  readonly held: boolean;
}

/** A person in a list. */
export interface PersonRow extends PersonRef {
  readonly addresses: readonly string[];
  /** Number of stances on claims. */
  readonly stances: number;
}

/** A glossary entry. `tooltip` is the first paragraph of its definition as Markdown. */
export interface TermRow {
  readonly slug: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly tooltip: string;
}

/** A page of prose in a list. `date` and `status` are those of a decision. */
export interface PageRow {
  readonly slug: string;
  readonly title: string;
  readonly section: Section;
  readonly position: number;
  readonly date: string | null;
  readonly status: string | null;
}

/** The sections of prose. */
export type Section = 'debate' | 'guide' | 'decision';

/** Where something is said: a mail, a commit, or both. */
export interface SourceView {
  readonly messageId: string | null;
  /** Whether the mail is imported. */
  readonly held: boolean;
  readonly commit: string | null;
  readonly author: string | null;
  readonly date: string | null;
  readonly release: string | null;
  readonly note: string | null;
}

// ---------------------------------------------------------------- the debate at a glance

export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface Featured {
  readonly claim: ClaimRow;
  /** One or two sentences of the claim; empty where nothing is said. */
  readonly hindsight: string;
  /** Slug of the scenario. */
  readonly scenario: string;
  readonly policy: string;
  /** Undefined until the scenario was judged. */
  readonly run: PolicyRun | undefined;
}

export interface DebatePage {
  readonly slug: string;
  readonly title: string;
  readonly bodyMarkdown: string;
  readonly topics: readonly Topic[];
  readonly families: readonly { readonly id: string; readonly title: string }[];
  readonly featured: readonly Featured[];
  readonly counts: {
    readonly claims: number;
    readonly scenarios: number;
    readonly policies: number;
    /** Mails held. */
    readonly mail: number;
    /** Message-IDs referred to and not held. */
    readonly ghosts: number;
  };
}

/** One claim under one policy: the worst word over the claim's scenarios, and which of them said it. */
export interface MatrixCell {
  readonly policy: string;
  /** Kind of page; null where it is the first on which the scenario is played. */
  readonly kind: string | null;
  readonly verdict: VerdictWord;
  /** The scenario whose property gave the word; null where the claim has no scenario that the policy is asked in. */
  readonly scenario: string | null;
  readonly property: string | null;
  readonly states: number;
  readonly schedules: string | null;
  readonly complete: boolean;
  /** Which bound was reached, in words; `not judged yet` where no run is recorded; null otherwise. */
  readonly bound: string | null;
  /** Steps of the shortest schedule that decides the property; null where there is none. */
  readonly steps: number | null;
  /** Whether the run was recorded by another engine or for another text. */
  readonly stale: boolean;
  /**
   * True where the claim is measured by `copies` alone: a count never has a verdict, so the word is `not applicable` and
   * the figure is what to show.
   */
  readonly isCount: boolean;
  /** Copies over all outcomes of that run; null where there is no outcome. */
  readonly copies: { readonly least: number; readonly most: number } | null;
}

export interface MatrixRow {
  readonly claim: ClaimRow;
  /** Slug of the claim that this one refines; null where it refines none. */
  readonly refines: string | null;
  /** False where no scenario of the claim asks a policy of the family: every cell is then `not applicable`. */
  readonly judged: boolean;
  /** One per policy of the matrix, in its order. */
  readonly cells: readonly MatrixCell[];
}

/** Claims under the policies of one family. */
export interface Matrix {
  /** Id and title of the family. */
  readonly family: string;
  readonly title: string;
  /** Without variants; released ones in the order of their releases, then proposed ones. */
  readonly policies: readonly PolicyRow[];
  readonly topics: readonly (Topic & { readonly rows: readonly MatrixRow[] })[];
}

// ---------------------------------------------------------------- observations

/** A kernel that somebody observed on one machine. */
export interface ObservedKernelRow extends Omit<ObservedKernel, 'measured'> {
  readonly id: number;
  /** Number of its observations. */
  readonly rows: number;
}

/** What a kernel did, and what the model says of the same. */
export interface ObservedRow extends Comparison {
  readonly id: number;
  /** What `steps` is: an `order` of steps, a `probe` that has a name, or a `scenario`. */
  readonly form: string;
  readonly kernelId: number;
  /** The scenario that was played; null for orders and probes. */
  readonly scenarioId: number | null;
  readonly release: string;
  /** Kind of page. */
  readonly kind: string;
  /** Empty where nothing was pinned, or where `steps` says it. */
  readonly pin: string;
  /** The order or the probe in the words of who observed it. */
  readonly steps: string;
  /** What was seen, in the same words. */
  readonly outcome: string;
  readonly date: string;
  /** What was seen, as far as it could be read. */
  readonly facts: Facts;
  /** Every end that the model has; empty where it says nothing. */
  readonly ends: readonly Facts[];
  /** The text that the model played; null where there is none. */
  readonly text: string | null;
}

// ---------------------------------------------------------------- pages of records

export interface StanceView {
  readonly person: PersonRef;
  readonly attitude: Attitude;
  readonly messageId: string;
  readonly date: string;
  readonly note: string;
  /** Paragraph of the mail, 1-based, and SHA-256 of its words with white space folded; null where not anchored. */
  readonly paragraph: number | null;
  readonly hash: string | null;
  /** Whether the mail is imported. */
  readonly held: boolean;
}

export interface RelationView {
  readonly kind: RelationKind;
  /** `from`: the page's claim bears on `claim`; `to`: `claim` bears on the page's claim. */
  readonly direction: 'from' | 'to';
  readonly claim: ClaimRow;
  readonly person: PersonRef | null;
  readonly messageId: string | null;
  readonly held: boolean;
  readonly date: string;
  readonly note: string;
}

export interface CounterexampleView {
  readonly slug: string;
  readonly title: string;
  readonly claim: string;
  readonly scenario: string;
  readonly policy: string;
  /** Kind of page; null for the scenario's first. */
  readonly kind: string | null;
  readonly property: string;
  readonly schedule: string;
  /** Why it defeats the claim, Markdown. */
  readonly why: string;
}

export interface RevisionView {
  readonly version: number;
  /** `Name <address>`, or `content` for a load from files. */
  readonly author: string;
  readonly at: string;
  readonly note: string | null;
}

/** A revision with the texts in file form. `before` is null for the first one. */
export interface RevisionText extends RevisionView {
  readonly before: string | null;
  readonly after: string;
}

/** Runs that are recorded for a scenario. */
export interface Recorded extends ScenarioRun {
  /** Recorded by another engine than the one of this program, or for another text. */
  readonly stale: boolean;
  readonly at: string;
}

export interface ClaimPage extends ClaimRow {
  readonly topicTitle: string;
  readonly version: number;
  /** The newest version: differs from `version` when an older one was asked for. */
  readonly currentVersion: number;
  readonly updatedAt: string;
  readonly bodyMarkdown: string;
  /** Why the claim is of that kind. */
  readonly why: string;
  /** Empty where nothing is said. */
  readonly hindsight: string;
  /** Why there is no scenario; null where there is one. */
  readonly noScenario: string | null;
  readonly stances: readonly StanceView[];
  readonly relations: readonly RelationView[];
  readonly scenarios: readonly {
    readonly scenario: ScenarioText;
    readonly property: string;
    /** Kind of page; null for the scenario's first. */
    readonly kind: string | null;
  }[];
  /** By slug of the scenario; scenarios never judged are missing. */
  readonly runs: Readonly<Record<string, Recorded>>;
  /** Every policy there is. */
  readonly policies: readonly PolicyRow[];
  /** The families whose policies some scenario of the claim asks; empty where it has none. */
  readonly judgements: readonly ClaimJudgement[];
  readonly counterexamples: readonly CounterexampleView[];
  readonly changes: readonly ChangeRow[];
  /** Newest first. */
  readonly revisions: readonly RevisionView[];
  readonly annotations: readonly AnnotationView[];
}

/** What becomes of a claim under the policies of one family. */
export interface ClaimJudgement {
  readonly family: string;
  readonly title: string;
  /** Without variants. */
  readonly policies: readonly PolicyRow[];
  /** One per policy, in the order of `policies`. */
  readonly cells: readonly MatrixCell[];
  /** The same for each of the claim's scenarios alone. */
  readonly tests: readonly {
    readonly scenario: string;
    readonly property: string;
    /** Kind of page; null for the scenario's first. */
    readonly kind: string | null;
    readonly cells: readonly MatrixCell[];
  }[];
}

/** A scenario with what a runner needs. */
export interface ScenarioText extends ScenarioRow {
  /** The text of its scenario block. */
  readonly text: string;
  /** Line of the record's file on which the text begins. */
  readonly textLine: number;
}

export interface ScenarioPage extends ScenarioText {
  /** Without the scenario block. */
  readonly bodyMarkdown: string;
  readonly tableRow: string | null;
  readonly sources: readonly SourceView[];
  readonly claims: readonly { readonly claim: ClaimRow; readonly property: string; readonly kind: string | null }[];
  readonly counterexamples: readonly CounterexampleView[];
  readonly recorded: Recorded | undefined;
  /** Remarks on patches that rest on it, oldest first. */
  readonly annotations: readonly AnnotationView[];
  /** What real kernels did, by what was played; a column for each of `releases`. */
  readonly observed: { readonly releases: readonly string[]; readonly groups: readonly TrialGroup[] };
  readonly version: number;
  readonly updatedAt: string;
  readonly revisions: readonly RevisionView[];
}

/** What becomes of a scenario on a kind of page when one policy takes the place of another. */
export interface Flip extends RunChange {
  /** Slug of the scenario. */
  readonly scenario: string;
  /** Kind of page; null for the scenario's first. */
  readonly kind: string | null;
}

/** What a policy changes against another one, from the recorded runs of both. */
export interface PolicyChange {
  readonly before: PolicyRow;
  /** Scenarios in which a property is violated that was not, and the other way round. */
  readonly breaks: readonly Flip[];
  readonly fixes: readonly Flip[];
  /** Scenarios in which nothing else changes but the number of copies. */
  readonly costs: readonly Flip[];
  /** Runs that were compared: a scenario on a kind of page. */
  readonly compared: number;
}

/** A question that a policy answers; `before` are the answers of the policy it is compared with, where they differ. */
export interface PolicyRule extends RuleInWords {
  readonly before: RuleInWords['answers'] | null;
}

/** A policy of a kernel. */
export interface KernelPolicy {
  readonly id: string;
  /** Null where it has no record. */
  readonly row: PolicyRow | null;
  /** What the mainline release before had in its place; null where it had the same, or there is none before. */
  readonly before: string | null;
}

/** A named kernel in a list. */
export interface KernelRow {
  readonly release: string;
  /** A mainline release at which a rule changes; else one that was observed. */
  readonly isMainline: boolean;
  /** Number of observations of it. */
  readonly observations: number;
  /** One of each family. */
  readonly policies: readonly KernelPolicy[];
}

export interface KernelPage extends KernelRow {
  /** The release that was asked for. */
  readonly asked: string;
  /** `5.13 is played as 5.12, the last change of a rule before it`; null where it is a named one. */
  readonly note: string | null;
  readonly kinds: readonly KindInfo[];
  readonly families: readonly (KernelPolicy & { readonly rules: readonly PolicyRule[] })[];
  /** Builds of this release that somebody observed. */
  readonly observed: readonly ObservedKernelRow[];
  readonly agreements: readonly { readonly agreement: string; readonly count: number }[];
}

export interface PolicyPage extends PolicyRow {
  readonly kinds: readonly KindInfo[];
  readonly rules: readonly PolicyRule[];
  /** Against the policy that it is a change of; null for the first of its family. */
  readonly change: PolicyChange | null;
  /** Policies that differ from this one in a detail. */
  readonly variants: readonly PolicyRow[];
  /** Named kernels that have it. */
  readonly kernels: readonly string[];
  readonly since: string | null;
  readonly until: string | null;
  readonly commits: readonly {
    readonly commit: string;
    readonly subject: string | null;
    readonly release: string | null;
  }[];
  readonly sources: readonly SourceView[];
  readonly bodyMarkdown: string;
  /** The policy's column of the matrix: every claim that has a scenario which asks it. */
  readonly rows: readonly { readonly claim: ClaimRow; readonly cell: MatrixCell }[];
  readonly counterexamples: readonly CounterexampleView[];
  readonly changes: readonly ChangeRow[];
  readonly version: number;
  readonly updatedAt: string;
  readonly revisions: readonly RevisionView[];
}

export interface ChangePage extends ChangeRow {
  readonly policies: readonly PolicyRow[];
  readonly claims: readonly ClaimRow[];
  readonly stances: readonly StanceView[];
  readonly sources: readonly SourceView[];
  readonly bodyMarkdown: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly revisions: readonly RevisionView[];
}

export interface PersonPage extends PersonRow {
  readonly bodyMarkdown: string;
  /** By date. */
  readonly claims: readonly (StanceView & { readonly claim: ClaimRow })[];
  readonly changes: readonly ChangeRow[];
  readonly changeStances: readonly (StanceView & { readonly change: ChangeRow })[];
  /** Mails held from these addresses. */
  readonly mails: number;
  readonly version: number;
  readonly updatedAt: string;
  readonly revisions: readonly RevisionView[];
}

export interface TermPage extends TermRow {
  readonly bodyMarkdown: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly revisions: readonly RevisionView[];
}

export interface PageView extends PageRow {
  readonly bodyMarkdown: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly revisions: readonly RevisionView[];
}

/** A claim that a mail speaks of. */
export interface MessageClaim {
  readonly claim: ClaimRow;
  readonly person: PersonRef;
  readonly attitude: Attitude;
  readonly note: string;
  /** Where its words stand: see `StanceView`. */
  readonly paragraph: number | null;
  readonly hash: string | null;
}

// ---------------------------------------------------------------- writing

/** A record's text in file form, and the version it is. */
export interface RecordText {
  readonly text: string;
  readonly version: number;
}

export interface SaveRequest {
  readonly kind: RecordKind;
  readonly slug: string;
  /** Front matter and body, as in a file of content/. */
  readonly text: string;
  /** The version that the text was made from; 0 for a new record. */
  readonly version: number;
  /** `Name <address>`. */
  readonly author: string;
  readonly note: string | null;
}

export type SaveResult =
  | { readonly state: 'saved'; readonly slug: string; readonly version: number }
  /** Somebody else saved meanwhile: `current` is what stands now; its version is 0 where the record is gone. */
  | { readonly state: 'conflict'; readonly current: RecordText }
  | { readonly state: 'refused'; readonly issues: readonly Issue[] };

// ---------------------------------------------------------------- annotations

export interface AnnotationView {
  readonly slug: string;
  /** The message that it was made on; for a series the one at its head. */
  readonly messageId: string;
  readonly on: AnnotationTarget;
  /** '' for a message and a series. */
  readonly path: string;
  /** Whose line numbers `line` and `end` are. */
  readonly side: 'old' | 'new';
  /** First and last line; 0 where it stands on none. */
  readonly line: number;
  readonly end: number;
  readonly words: AnchorWords;
  readonly kind: AnnotationKind;
  /** `Name <address>` of who wrote it first. */
  readonly author: string;
  readonly bodyMarkdown: string;
  readonly claims: readonly ClaimRow[];
  readonly scenarios: AnnotationFront['scenarios'];
  readonly rule: AnnotationFront['rule'] | null;
  /** Slug of the annotation that it answers. */
  readonly parent: string | null;
  /** Message-ID of the mail that it was taken from or sent as. */
  readonly source: string | null;
  readonly answers: AnnotationFront['answers'];
  readonly carried: AnnotationFront['carried'];
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface AnnotationRequest {
  /** Null for a new one. */
  readonly slug: string | null;
  /** Everything but what saving adds; the hash of the words of its lines is made anew. */
  readonly front: Omit<AnnotationFront, 'id' | 'title' | 'author'>;
  readonly words: AnchorWords;
  readonly body: string;
  /** `Name <address>` of who saves. */
  readonly author: string;
  /** Who wrote a new one, where that is not who saves it: the author of a mail. */
  readonly writer?: string;
  /** The version that was edited; 0 for a new one. */
  readonly version: number;
}
