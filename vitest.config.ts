import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/attack/summary.ts'],
    // type-graphql and graphql-request must meet the same copy of graphql.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
    // Of all cores: much of a test is waiting for disks and other processes.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
