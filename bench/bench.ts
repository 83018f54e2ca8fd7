/** Every measurement of docs/benchmarks.md, one after the other: `npm run bench`. */
for (const name of ['append', 'rebuild', 'nominate']) {
  console.log(`\n${name}`);
  await import(`./${name}.ts`);
}
