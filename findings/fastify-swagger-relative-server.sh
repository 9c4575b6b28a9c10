#!/bin/sh
# @fastify/swagger 9.9.3: a relative server URL, which OpenAPI allows, is an error when the document is generated.
#
# OpenAPI 3.0.3 allows a server URL relative to the document. A service behind a proxy with an unknown prefix needs "./".
# The server starts, but `app.swagger()` throws "Invalid URL", because the plugin looks for a base path to strip from the
# routes. `stripBasePath: false` helps. Seen with fastify 5.12.8 on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent fastify@5.12.8 @fastify/swagger@9.9.3

cat >show.mjs <<'END'
import swagger from "@fastify/swagger";
import Fastify from "fastify";

for (const stripBasePath of [true, false]) {
  const app = Fastify();
  const openapi = { openapi: "3.0.3", info: { title: "t", version: "1" }, servers: [{ url: "./" }] };
  await app.register(swagger, { openapi, stripBasePath });
  app.get("/prediction", async () => "");
  await app.ready();
  try {
    const { servers, paths } = app.swagger();
    console.log(`stripBasePath ${stripBasePath}: ${JSON.stringify(servers)} ${Object.keys(paths)}`);
  } catch (error) {
    console.log(`stripBasePath ${stripBasePath}: ${error.message}`);
  }
}
END

cat >expected <<'END'
stripBasePath true: Invalid URL
stripBasePath false: [{"url":"./"}] /prediction
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
