import type { Reporter, TestModule } from 'vitest/node';
import type { AttackClass } from './tally.ts';

interface Tally {
  tried: number;
  detected: number;
}

/** Says at the end of a run how many attacks of each class were tried, and how many of them were detected. */
export default class AttackSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const byClass = new Map<AttackClass | 'in all', Tally>();
    const total: Tally = { tried: 0, detected: 0 };
    for (const test of modules.flatMap(({ children }) => [...children.allTests()])) {
      const { attack } = test.meta();
      const { state } = test.result();
      if (attack === undefined || state === 'skipped' || state === 'pending') continue;
      const tally = byClass.get(attack) ?? { tried: 0, detected: 0 };
      byClass.set(attack, tally);
      for (const one of [tally, total]) {
        one.tried++;
        if (state === 'passed') one.detected++;
      }
    }
    if (total.tried === 0) return;
    const lines = [...[...byClass].sort(([a], [b]) => (a < b ? -1 : 1)), ['in all', total] as const];
    const text = lines.map(([name, { tried, detected }]) =>
      [`  ${name.padEnd(12)}`, `${tried} tried`.padStart(10), `${detected} detected`.padStart(14)].join(''),
    );
    process.stdout.write(`\nAttacks\n${text.join('\n')}\n\n`);
  }
}
