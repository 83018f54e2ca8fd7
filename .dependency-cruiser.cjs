/** The floors of the house, from the top down. A file may import from its own floor and those below it, never from above. */
const floors = [
  ['^tests/', '^bench/'],
  ['^src/[^/]+\\.ts$', '^src/cli/'],
  ['^src/server/'],
  ['^schema/'],
  ['^src/app/'],
  ['^projections/'],
  ['^src/log/', '^src/privacy/', '^src/files/', '^src/audit/'],
  ['^src/sqlite/', '^src/assignment/'],
  ['^src/domain/'],
];

const upward = floors.flatMap((rooms, floor) =>
  floor === 0
    ? []
    : [
        {
          name: `arrow-up-from-${rooms.map((room) => room.replace(/[^a-z]/g, '')).join('-')}`,
          comment: 'An arrow runs up the floors: move what is needed down, or pass it in as a port.',
          severity: 'error',
          from: { path: rooms },
          to: { path: floors.slice(0, floor).flat() },
        },
      ],
);

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'side-by-side',
      comment:
        'The application and the read models stand side by side: what one needs of the other comes in as a port.',
      severity: 'error',
      from: { path: '^(src/app|projections)/' },
      to: { path: '^(src/app|projections)/', pathNot: '^$1/' },
    },
    { name: 'circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'The domain has no I/O, clock or randomness: only its own files, zod and calendar arithmetic.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', '^node_modules/(zod|temporal-polyfill|canonicalize)/'] },
    },
    {
      name: 'unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
