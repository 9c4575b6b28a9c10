// @ts-check
/** node:http alone: reads the body, parses it, and always gives the same answer. Port: PORT. */

import { createServer } from "node:http";

const ANSWER = JSON.stringify({ category: "comp.graphics" });

const server = createServer((request, response) => {
  if (request.method !== "POST" || request.url !== "/prediction") {
    response.writeHead(404).end();
    return;
  }
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    response.writeHead(statusOf(chunks), { "content-type": "application/json", "content-length": ANSWER.length });
    response.end(ANSWER);
  });
});

/** @param {Uint8Array[]} chunks */
function statusOf(chunks) {
  try {
    return typeof JSON.parse(Buffer.concat(chunks).toString()).text === "string" ? 200 : 422;
  } catch {
    return 400;
  }
}

server.listen(Number(process.env.PORT), "127.0.0.1");
