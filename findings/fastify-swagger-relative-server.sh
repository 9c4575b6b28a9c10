#!/bin/sh
# @fastify/swagger 9.9.3: a relative URL of a server, which OpenAPI allows, is an error when the document is made.
#
# OpenAPI 3.0.3 says of a server's URL that it may be relative to where the document is; "./" is what a service needs
# that does not know the prefix its proxy gives it. The server starts, and `app.swagger()` throws "Invalid URL", for the
# plugin looks for a base path to strip from the routes. `stripBasePath: false` is the remedy, though nothing is stripped
# either way. Seen with fastify 5.12.8 on Node 20.20.2.
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
