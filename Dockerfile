# Tablée as an image: built where it runs, and started without a network. compose.yaml says with what.
FROM node:26-bookworm-slim AS built
WORKDIR /tablee
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml .pnpmfile.cjs ./
COPY server/patches server/patches
COPY client/package.json client/
COPY server/package.json server/
COPY shared/package.json shared/
COPY test/package.json test/
RUN npx -y pnpm@12 install --frozen-lockfile
COPY tsconfig.json tsconfig.base.json LICENSE NOTICE ./
COPY client client
COPY server server
COPY shared shared
# The canvas is drawn with tldraw; TABLEE_CANVAS=list builds the screens without it.
ARG TABLEE_CANVAS
RUN node client/build.ts

FROM node:26-bookworm-slim
WORKDIR /tablee
ENV NODE_ENV=production NODE_COMPILE_CACHE=/tmp/compiled
COPY --from=built /tablee /tablee
RUN install -d -o node -g node -m 700 /data
USER node
VOLUME /data
EXPOSE 4000
# Node is the first process and hears the signal itself.
CMD ["node", "server/src/main.ts"]
