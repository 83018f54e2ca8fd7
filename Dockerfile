# Laurel as one process: the API, and the command line beside it (`docker run … node dist/src/cli/laurel.js --help`).

FROM node:24.15.0-bookworm-slim AS build
WORKDIR /laurel
# better-sqlite3 is compiled where there is no binary of it for this system.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY schema schema
COPY projections projections
RUN npm run build && npm prune --omit=dev

FROM node:24.15.0-bookworm-slim
ENV NODE_ENV=production \
  LAUREL_DATA=/data \
  LAUREL_HOST=0.0.0.0 \
  LAUREL_PORT=4000
WORKDIR /laurel
COPY --from=build /laurel/package.json ./
COPY --from=build /laurel/node_modules node_modules
COPY --from=build /laurel/dist dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
# A long history is read before the first request is answered.
HEALTHCHECK --interval=5s --timeout=3s --start-period=10m --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.LAUREL_PORT + '/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=32", "dist/src/main.js"]
