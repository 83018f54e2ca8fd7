import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from './schema.ts';

/** Writes the schema of the code to schema.graphql; with `--check` fails if the file says anything else. */
const file = new URL('./schema.graphql', import.meta.url);
const sdl = `${printSchema(lexicographicSortSchema(createSchema()))}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, sdl);
} else if (readFileSync(file, 'utf8') !== sdl) {
  console.error('schema/schema.graphql is not what the code says. Write it anew: npx tsx schema/emit.ts');
  process.exitCode = 1;
}
