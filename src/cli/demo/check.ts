/** Something that the demo must come to, and what it came to. */
export interface Check {
  readonly name: string;
  readonly expected: string | number;
  readonly actual: string | number;
}

export const holds = ({ expected, actual }: Check): boolean => expected === actual;
