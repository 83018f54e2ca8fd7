import type { Answer, Caller } from './caller.ts';

const TRACE = /* GraphQL */ `
  query Trace($id: ID!, $asOf: AsOfInput) {
    decisionTrace(nominationId: $id, asOf: $asOf) {
      nominationId status ruleVersion asOfPosition
      outcome { code text rule { id quote } }
      questions {
        kind level answer noticeId bureau { code } conclusion { code text rule { id } }
        deadline { key on passed extensions { from to reason } } seats { taken cap rule { id } }
        ranking {
          panelSize passMark mean rank ranked belowPassMark tieBreak
          reviews { expert counts because points { criterion points } }
          category { selected target } total { selected target }
          neighbours { nominationId relation selected rank score tieBrokenBy }
        }
        entries {
          text says rule { id quote } judgments { ruleId holds } points { criterion points } period { days closesAt }
          redactions { field reason } documents { title } findings { outcome waivedBy evidence rule { id quote } }
          event { id position type recordedAt causationId policyVersion actor { id roles } command { name } }
        }
      }
    }
  }
`;

/** Why a nomination came to what it came to, as somebody reads it; `asOf` for a moment of the past. */
export const traced = async (by: Caller, id: string | undefined, asOf?: object): Promise<Answer> =>
  (await by.ask(TRACE, { id, asOf })).decisionTrace;

/** `['FORWARDED COUNTY NO RETURNED_AND_NOT_CORRECTED', …]`: what became of each question. */
export const answersIn = ({ questions }: Answer): string[] =>
  questions.map(({ kind, level, answer, conclusion }: Answer) =>
    [kind, kind === 'FORWARDED' && level, answer, conclusion.code].filter(Boolean).join(' '),
  );

/** The question of a kind; of the level, where there is one for each. */
export const questionIn = ({ questions }: Answer, kind: string, level?: string): Answer =>
  questions.find((item: Answer) => item.kind === kind && (level === undefined || item.level === level));

/** Types of the events behind an answer, in order. */
export const chainOf = ({ entries }: Answer): string[] => entries.map(({ event }: Answer) => event.type);

/** What one of the events behind an answer says. */
export const entryOf = ({ entries }: Answer, type: string): Answer =>
  entries.find(({ event }: Answer) => event.type === type);
