#!/bin/sh
# fastify 5.12.8: a client that leaves ends two pipelined requests in two different ways.
#
# The first request's answer gets `close`. The answer of the second, which waits for the first on the same connection,
# gets none, neither `close` nor fastify's `onResponse`: a gauge of requests in flight that goes down there stays up for
# good. `onRequestAbort` and the `close` of the request do come for both, but for every answered request the request
# closes as well. What is sure to come once is the socket's own `close`. Seen on Node 20.20.2.
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
