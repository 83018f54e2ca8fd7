/**
 * The natural logarithm of a number in (0, 1], by + - * / only: ECMAScript leaves Math.log to the platform.
 * Halvings of 2, then twice the series of artanh at (x - 1) / (x + 1), which is at most 1/3.
 */
const logarithm = (value: number): number => {
  let [x, halvings] = [value, 0];
  while (x < 0.5) {
    x *= 2;
    halvings++;
  }
  const ratio = (x - 1) / (x + 1);
  const square = ratio * ratio;
  let series = 0;
  for (let odd = 35; odd >= 1; odd -= 2) series = series * square + 1 / odd;
  return 2 * ratio * series - halvings * Math.LN2;
};

/**
 * Standard normal numbers from uniform ones: Marsaglia's polar method, the same to the last bit on every machine.
 */
export const normalsFrom = (random: () => number): (() => number) => {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * random() - 1;
      const y = 2 * random() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * logarithm(square)) / square);
      spare = y * factor;
      return x * factor;
    }
  };
};
