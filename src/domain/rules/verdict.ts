import type { z } from 'zod';
import type { Text } from '../program/program.ts';

export type Evidence = Readonly<Record<string, z.infer<ReturnType<typeof z.json>>>>;

/** What a rule function says: whether the rule holds, on what facts, and where it does not, what would be accepted. */
export type Verdict =
  | { readonly holds: true; readonly evidence: Evidence; readonly warning?: Text }
  | {
      readonly holds: false;
      readonly evidence: Evidence;
      /** Never contains what is personal: it goes into messages. */
      readonly problem: Text;
      readonly accepted: Text;
    }
  /** Only a person can say. */
  | { readonly holds: 'JUDGMENT'; readonly evidence: Evidence; readonly problem: Text; readonly accepted: Text };

export const holding = (evidence: Evidence, warning?: Text): Verdict => ({
  holds: true,
  evidence,
  ...(warning && { warning }),
});

/** `failing(evidence, zh problem, en problem, zh accepted, en accepted)` */
export const failing = (
  evidence: Evidence,
  problemZh: string,
  problemEn: string,
  acceptedZh: string,
  acceptedEn: string,
): Verdict => ({
  holds: false,
  evidence,
  problem: { zh: problemZh, en: problemEn },
  accepted: { zh: acceptedZh, en: acceptedEn },
});
