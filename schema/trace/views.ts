import type { BureauCode } from '../../src/domain/ids.ts';
import type { Program, Text } from '../../src/domain/program/program.ts';
import type { Language } from '../../src/domain/refusal.ts';
import type { DeadlineInForce } from '../../src/domain/trace/case.ts';
import type { Conclusion } from '../../src/domain/trace/conclusions.ts';
import type { Event } from '../../src/domain/trace/event.ts';
import type { Ranking as DomainRanking } from '../../src/domain/trace/ranking.ts';
import type {
  TraceEntry as DomainEntry,
  DecisionTrace as DomainTrace,
  Question,
} from '../../src/domain/trace/trace.ts';
import type { Bureau } from '../edition/bureau.ts';
import { type Rule, ruleOf } from '../program/rule.ts';
import { redacted } from '../redaction.ts';
import type { CriterionPoints } from '../review/types.ts';
import { actorOf } from '../timeline/actor-of.ts';
import type { TraceEntry, TraceEvent } from './entry-types.ts';
import type { TraceRanking } from './ranking-types.ts';
import type { DecisionTrace, TraceConclusion, TraceDeadline, TraceQuestion } from './types.ts';

/** What a trace is told with: the program as it was then, and the language of who asks. */
export interface Telling {
  readonly program: Program;
  readonly language: Language;
  bureau(code: BureauCode): Promise<Bureau>;
}

export const traceOf = async (trace: DomainTrace, telling: Telling): Promise<Omit<DecisionTrace, 'asOfPosition'>> => ({
  nominationId: trace.nominationId,
  editionId: trace.editionId,
  status: trace.status,
  outcome: conclusionOf(trace.outcome.conclusion, telling),
  questions: await Promise.all(trace.questions.map((question) => questionOf(question, telling))),
  ruleVersion: telling.program.version,
});

const questionOf = async (question: Question, telling: Telling): Promise<TraceQuestion> => {
  const { kind, level, answer, conclusion, deadline, seats, ranking, entries } = question;
  return {
    kind,
    level: level ?? null,
    answer,
    bureau: question.bureau === undefined ? null : await telling.bureau(question.bureau),
    conclusion: conclusionOf(conclusion, telling),
    deadline: deadline ? deadlineOf(deadline, telling) : null,
    seats: seats ? { ...seats, rule: ruleIn(telling, seats.ruleId) } : null,
    ranking: ranking ? rankingOf(ranking) : null,
    noticeId: question.noticeId ?? null,
    entries: entries.map((entry) => entryOf(entry, telling)),
  };
};

const said = (text: Text, { language }: Telling): string => text[language];

/** @throws {Error} if the program has no such rule: what names one was checked when the program was loaded. */
const ruleIn = ({ program }: Telling, id: string): Rule => {
  const found = program.rules.find((rule) => rule.id === id);
  if (!found) throw new Error(`Program ${program.code} has no rule ${id}.`);
  return ruleOf(found);
};

const ruleOrNull = (telling: Telling, id: string | undefined): Rule | null => (id ? ruleIn(telling, id) : null);

const conclusionOf = ({ code, text, ruleId }: Conclusion, telling: Telling): TraceConclusion => ({
  code,
  text: said(text, telling),
  rule: ruleOrNull(telling, ruleId),
});

const deadlineOf = ({ extensions, ruleId, ...rest }: DeadlineInForce, telling: Telling): TraceDeadline => ({
  ...rest,
  rule: ruleIn(telling, ruleId),
  extensions: extensions.map(({ id, data: { from, to, reason } }) => ({ eventId: id, from, to, reason })),
});

const pointsOf = (points: Readonly<Record<string, number>>): CriterionPoints[] =>
  Object.entries(points).map(([criterion, value]) => ({ criterion, points: value }));

const rankingOf = (ranking: DomainRanking): TraceRanking => ({
  ...ranking,
  mean: ranking.mean ?? null,
  rank: ranking.rank ?? null,
  ranked: ranking.ranked ?? null,
  belowPassMark: ranking.belowPassMark ?? null,
  category: ranking.category ?? null,
  total: ranking.total ?? null,
  reviews: ranking.reviews.map(({ expert, points, counts, because }) => ({
    ...{ expert, counts },
    points: points ? pointsOf(points) : null,
    because: because ?? null,
  })),
  neighbours: ranking.neighbours.map((neighbour) => ({ ...neighbour, tieBrokenBy: neighbour.tieBrokenBy ?? null })),
});

const eventOf = ({ id, position, type, stream, revision, meta }: Event): TraceEvent => ({
  ...{ id, position, type, stream, revision },
  recordedAt: meta.recordedAt,
  actor: actorOf(meta),
  command: { id: meta.command.id, name: meta.command.name },
  correlationId: meta.correlationId,
  causationId: meta.causationId ?? null,
  ruleVersion: meta.ruleVersion ?? null,
  policyVersion: meta.policyVersion ?? null,
});

const entryOf = (entry: DomainEntry, telling: Telling): TraceEntry => ({
  event: eventOf(entry.event),
  text: said(entry.text, telling),
  rule: ruleOrNull(telling, entry.ruleId),
  says: entry.says ?? null,
  documents: entry.documents ?? null,
  findings:
    entry.findings?.map((finding) => ({
      rule: ruleIn(telling, finding.ruleId),
      outcome: finding.outcome,
      waivedBy: finding.waivedBy ?? null,
      warning: finding.warning ? said(finding.warning, telling) : null,
      evidence: finding.evidence && { ...finding.evidence },
    })) ?? null,
  judgments: entry.judgments ?? null,
  signature: entry.signature ?? null,
  points: entry.points ? pointsOf(entry.points) : null,
  period: entry.period ?? null,
  redactions: redacted(erasedIn(entry), 'ERASED'),
});

const erasedIn = ({ says, documents, findings }: DomainEntry): string[] => [
  ...(says === null ? ['says'] : []),
  ...(documents === null ? ['documents'] : []),
  ...(findings?.some(({ evidence }) => evidence === null) ? ['findings.evidence'] : []),
];
