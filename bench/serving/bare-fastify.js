// @ts-check
/** Fastify alone: schemas for body and answer, and always the same answer. Port: PORT. */

import Fastify from "fastify";

const string = { type: "string" };
const app = Fastify({ logger: false });
const schema = {
  body: { type: "object", required: ["text"], properties: { text: string } },
  response: { 200: { type: "object", properties: { category: string } } },
};
app.post("/prediction", { schema }, async () => ({ category: "comp.graphics" }));
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
