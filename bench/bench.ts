/** Every measurement of docs/benchmarks.md, one after the other: `npm run bench`. */
const names = ['append', 'sealing', 'proof', 'rebuild', 'nominate', 'assignment', 'event-store'];
for (const [i, name] of names.entries()) {
  console.log(`\n${name} (${i + 1} of ${names.length})`);
  await import(`./${name}.ts`);
}
