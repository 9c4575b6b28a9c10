#!/bin/sh
# fastify 5.12.8: when a client disconnects, two pipelined requests end differently.
#
# The first response emits `close`. The second response waits for the first on the same connection, and it gets neither
# `close` nor fastify's `onResponse`. A gauge of requests in flight that is decremented there never comes down again.
# `onRequestAbort` and the request's `close` come for both, but the request's `close` also comes for every answered
# request. The socket's own `close` is the reliable event. Seen on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent fastify@5.12.8

cat >show.mjs <<'END'
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import Fastify from "fastify";

const app = Fastify();
const seen = new Map();
const see = ({ url }, what) => seen.get(url).push(what);
app.addHook("onRequest", async (request, reply) => {
  seen.set(request.url, []);
  reply.raw.on("close", () => see(request, "close of the answer"));
  request.raw.on("close", () => see(request, "close of the request"));
});
app.addHook("onRequestAbort", async (request) => see(request, "onRequestAbort"));
app.addHook("onResponse", async (request) => see(request, "onResponse"));
app.get("/slow", () => setTimeout(500, "slow"));
app.get("/fast", async () => "fast");
await app.listen({ host: "127.0.0.1", port: 0 });

const socket = connect(app.server.address().port, "127.0.0.1");
await once(socket, "connect");
socket.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /fast HTTP/1.1\r\nHost: a\r\n\r\n");
await setTimeout(200);
socket.destroy();
await setTimeout(1000);
for (const [url, events] of seen) console.log(`${url}: ${events.sort().join(", ")}`);
await app.close();
END

cat >expected <<'END'
/slow: close of the answer, close of the request, onRequestAbort
/fast: close of the request, onRequestAbort
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
