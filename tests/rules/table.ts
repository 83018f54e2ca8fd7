import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { builtInProgram, definitions } from '../../src/domain/program/definitions/index.ts';
import { casesOf } from './cases.ts';
import { documentOf } from './document.ts';

/** Writes `docs/rules.md`; with `--check` only says whether it is as it would be written. */
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
process.chdir(root);
const page = 'docs/rules.md';
const listed: readonly string[] = ['henan-youth-star-2023', 'henan-flex-star-2023'];
const { text, problems } = documentOf(
  { youth: builtInProgram('henan-youth-star-2023'), flex: builtInProgram('henan-flex-star-2023') },
  casesOf(root),
);
const unlisted = Object.keys(definitions).filter((name) => !listed.includes(name));

const checking = process.argv.includes('--check');
const stale = !existsSync(page) || readFileSync(page, 'utf8') !== text;
if (!checking) writeFileSync(page, text);
const found = [
  ...problems,
  ...unlisted.map((name) => `${name} comes with the product and is not on ${page}`),
  ...(checking && stale ? [`${page} is stale: run npm run rules`] : []),
];
for (const problem of found) console.error(problem);
if (found.length > 0) process.exitCode = 1;
else console.log(`${page}: every rule is enforced, and shown by tests.`);
