import { Gauge, type Registry } from 'prom-client';
import type { TransparencyLog } from '../../audit/tree/transparency-log.ts';
import type { WitnessQuorum } from '../../audit/witness/quorum.ts';
import type { Position } from '../../domain/event.ts';

/** Heads looked at for one that the witnesses have cosigned. */
const mostHeads = 20;

export type ProvedLog = Pick<TransparencyLog, 'size' | 'checkpoint' | 'fault' | 'cosigned'>;

/** How far the log is proved: in the tree, signed, and cosigned by those who must. */
export const transparencyMetrics = (registry: Registry) => {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const size = gauge('laurel_transparency_tree_size', 'Events in the tree of the transparency log.');
  const signed = gauge(
    'laurel_transparency_signed_size',
    'Events covered by the newest signed head; 0 if there is none.',
  );
  const cosigned = gauge(
    'laurel_transparency_cosigned_size',
    'Events covered by the newest head that the quorum of witnesses has cosigned; 0 without witnesses.',
  );
  const fault = gauge(
    'laurel_transparency_fault',
    'Whether the transparency log has stopped since its tree is inconsistent: 1 or 0.',
  );
  let witnessed = 0;

  /** @throws what the tree throws */
  return (log: ProvedLog, quorum: Pick<WitnessQuorum, 'isMetBy'> | undefined): void => {
    fault.set(log.fault() ? 1 : 0);
    size.set(log.size());
    signed.set(log.checkpoint()?.size ?? 0);
    if (quorum) witnessed = newestMet(log, quorum, witnessed);
    cosigned.set(witnessed);
  };
};

const newestMet = (log: ProvedLog, quorum: Pick<WitnessQuorum, 'isMetBy'>, known: number): number => {
  let looked = 0;
  for (const { checkpoint } of log.cosigned('0' as Position)) {
    if (checkpoint.size <= known || ++looked > mostHeads) return known;
    if (quorum.isMetBy(checkpoint)) return checkpoint.size;
  }
  return known;
};
