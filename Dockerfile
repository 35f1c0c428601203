# Builds the service, then copies what runs into an image of its own. The base is pinned; raise it on purpose.
FROM node:24.11.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json build.mjs ./
COPY knowledge ./knowledge
COPY dialogs ./dialogs
COPY src ./src
RUN npm run build
RUN npm run slim

FROM node:24.11.1-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3978 DATABASE_URL=sqlite:/data/crossroads.db
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/knowledge/content ./knowledge/content
# The one folder that is written to; everything else belongs to root and stays as it is.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "dist/commands/ready.js"]
CMD ["node", "--max-semi-space-size=8", "dist/main.js"]
