/** A rational number of points, never rounded before it has decided. The denominator is positive. */
export interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const exact = (numerator: bigint | number, denominator: bigint | number = 1n): Exact => {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  if (bottom === 0n) throw new RangeError('A rational number needs a denominator other than 0.');
  return bottom > 0n ? { numerator: top, denominator: bottom } : { numerator: -top, denominator: -bottom };
};

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export const compareExact = (a: Exact, b: Exact): number => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

export const addExact = (a: Exact, b: Exact): Exact =>
  a.denominator === b.denominator
    ? { numerator: a.numerator + b.numerator, denominator: a.denominator }
    : {
        numerator: a.numerator * b.denominator + b.numerator * a.denominator,
        denominator: a.denominator * b.denominator,
      };

/** The mean of rationals, in lowest terms. */
export const meanExact = (values: readonly Exact[]): Exact => {
  const total = values.reduce(addExact, exact(0));
  return reduce(exact(total.numerator, total.denominator * BigInt(values.length)));
};

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));

export const reduce = ({ numerator, denominator }: Exact): Exact => {
  const common = divisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
};

/** The nearest double: for display and for statistics, never for a decision. */
export const toNumber = (value: Exact): number => Number(printExact(value, 12));

const floorDivide = (a: bigint, b: bigint): bigint => (a < 0n && a % b !== 0n ? a / b - 1n : a / b);

/** With so many decimal places, half up (toward more points), by integers only. */
export const printExact = ({ numerator, denominator }: Exact, places = 4): string => {
  const unit = 10n ** BigInt(places);
  const rounded = floorDivide(2n * numerator * unit + denominator, 2n * denominator);
  const size = rounded < 0n ? -rounded : rounded;
  const decimals = places > 0 ? `.${String(size % unit).padStart(places, '0')}` : '';
  return `${rounded < 0n ? '-' : ''}${size / unit}${decimals}`;
};

/** The greatest integer whose square does not exceed `value`: Newton's iteration from above. */
export const integerRoot = (value: bigint): bigint => {
  if (value < 0n) throw new RangeError('A negative number has no square root.');
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (let next = (root + value / root) >> 1n; next < root; next = (root + value / root) >> 1n) root = next;
  return root;
};
