/** What runs now and how far it is, on stderr, so that standard output keeps the results only. */
export const say = (what: string, done: number, of: number): void => {
  process.stderr.write(`  ${what}, ${done} of ${of}\n`);
};
