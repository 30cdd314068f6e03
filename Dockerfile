# Herdbook in one image: the crawler, the web app and the workers are three commands of it (compose.yaml).
FROM node:24-slim AS build
WORKDIR /opt/herdbook
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /opt/herdbook
COPY package.json package-lock.json .npmrc ./
# The image brings Node.js itself: the one from the registry is not needed twice.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24-slim
ENV NODE_ENV=production \
    DATABASE_PATH=/data/herdbook.sqlite \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /opt/herdbook
COPY --from=packages /opt/herdbook/node_modules node_modules
COPY --from=build /opt/herdbook/dist dist
COPY package.json ./
COPY crawler crawler
COPY db db
COPY scripts scripts
COPY web web
# Nothing below /opt is writable for the user it runs as; /data is all it keeps.
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "scripts/healthy.ts"]
CMD ["node", "web/main.ts"]
