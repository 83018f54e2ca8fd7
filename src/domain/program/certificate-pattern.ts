/**
 * Whether two patterns of certificate numbers could ever give the same number, whatever the editions are called. They
 * cannot if they begin differently before the edition, or end differently after it; where neither is plain to see,
 * they are said to meet. What stands before the serial is no digit, so that its digits are told from the rest.
 */
export const patternsMayMeet = (a: string, b: string): boolean => {
  const [one, other] = [partsOf(a), partsOf(b)];
  if (!continues(one.before, other.before)) return false;
  if (!continues(reversed(one.after), reversed(other.after))) return false;
  return one.after !== other.after || continues(reversed(one.between), reversed(other.between));
};

/** What a pattern says itself, around the edition and the serial. */
const partsOf = (pattern: string) => {
  const [, before = '', between = '', after = ''] = /^(.*?)\{edition\}(.*?)\{serial\}(.*)$/.exec(pattern) ?? [];
  return { before, between, after };
};

/** Whether one text is the beginning of the other. */
const continues = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

const reversed = (text: string): string => [...text].reverse().join('');
