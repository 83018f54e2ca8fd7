import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const DEFAULT_QUERY = `# Ctrl+Enter runs the operation at the cursor.
# Ctrl+Space suggests what may stand there.
# The book on the left documents every type,
# in English with the Chinese terms.
#
# You are the public now. To act as somebody,
# mint a token with the CLI, and put under
# "Headers" below:
#   { "Authorization": "Bearer <token>" }
# For refusals in Chinese, add:
#   { "Accept-Language": "zh" }
# Auditors and discipline inspectors state why
# they ask, percent-encoded and on record:
#   { "Laurel-Purpose": "annual%20audit" }
#   { "Laurel-Case": "2024-17" }

query WhatCanBeAsked {
  __schema {
    queryType { fields { name description } }
    mutationType { fields { name description } }
  }
}
`;

/** Scripts and styles from this server only; no other host is ever asked for anything. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // GraphiQL's editor sets styles on its elements.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Laurel · GraphiQL</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/ide/graphiql.css">
  <style>html, body, #ide { height: 100%; margin: 0 }</style>
</head>
<body>
  <div id="ide">Loading the GraphQL IDE…</div>
  <script src="/ide/react.js"></script>
  <script src="/ide/react-dom.js"></script>
  <script src="/ide/graphiql.js"></script>
  <script src="/ide/start.js"></script>
</body>
</html>
`;

const start = (defaultQuery: string): string => `'use strict';
ReactDOM.createRoot(document.getElementById('ide')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultQuery: ${JSON.stringify(defaultQuery)},
    defaultEditorToolsVisibility: 'headers',
    shouldPersistHeaders: false,
  }),
);
`;

const require = createRequire(import.meta.url);
const fileOf = (name: string, path: string) => join(dirname(require.resolve(`${name}/package.json`)), path);

const packaged: readonly (readonly [route: string, type: string, file: () => string])[] = [
  ['/ide/graphiql.css', 'text/css', () => fileOf('graphiql', 'graphiql.min.css')],
  ['/ide/graphiql.js', 'text/javascript', () => fileOf('graphiql', 'graphiql.min.js')],
  ['/ide/react.js', 'text/javascript', () => fileOf('react', 'umd/react.production.min.js')],
  ['/ide/react-dom.js', 'text/javascript', () => fileOf('react-dom', 'umd/react-dom.production.min.js')],
];

/** GraphiQL at /ide, out of node_modules. `defaultQuery` is what a first visitor sees. */
export const addIdeRoutes = (http: FastifyInstance, defaultQuery: string = DEFAULT_QUERY): void => {
  http.get('/', async (_, reply) => reply.redirect('/ide'));
  http.get('/ide', async (_, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', CONTENT_SECURITY_POLICY).send(page),
  );
  http.get('/ide/start.js', async (_, reply) => reply.type('text/javascript; charset=utf-8').send(start(defaultQuery)));
  for (const [route, type, file] of packaged) {
    http.get(route, async (_, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'public, max-age=3600')
        .send(await readFile(file())),
    );
  }
};
