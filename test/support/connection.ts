/** A connection on which a test sends any bytes. */

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A parsed answer. */
export interface RawAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection that is closed by the server, or after the test. */
export class Connection {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  #received: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
    onTestFinished(() => void socket.destroy());
  }

  static async to(port: number): Promise<Connection> {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    await once(socket, "connect");
    return new Connection(socket);
  }

  send(...lines: readonly string[]): void {
    this.socket.write(lines.join("\r\n"));
  }

  /** The next answer, up to its announced length or the end; undefined if the connection ends first. */
  async answer(isHead = false): Promise<RawAnswer | undefined> {
    for (;;) {
      const end = this.#received.indexOf("\r\n\r\n");
      if (end >= 0) {
        const [line, ...fields] = this.#received.subarray(0, end).toString("latin1").split("\r\n");
        const headers = Object.fromEntries(
          fields.map((field) => [field.slice(0, field.indexOf(":")).toLowerCase(), field.replace(/^[^:]*: */, "")]),
        );
        const length = isHead ? 0 : Number(headers["content-length"] ?? Number.POSITIVE_INFINITY);
        if (this.#isEnded || this.#received.length >= end + 4 + length) {
          const body = this.#received.subarray(end + 4, end + 4 + length).toString();
          this.#received = this.#received.subarray(end + 4 + length);
          return { status: Number(line!.split(" ")[1]), headers, body };
        }
      }
      if (this.#isEnded) return undefined;
      await this.#more();
    }
  }

  get #isEnded(): boolean {
    return this.socket.readableEnded || this.socket.destroyed;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        for (const event of ["data", "end", "close"]) this.socket.off(event, done);
        resolve();
      };
      for (const event of ["data", "end", "close"]) this.socket.on(event, done);
    });
  }
}

/** The bytes of a request for a prediction. */
export function prediction(text: string, ...headers: readonly string[]): string {
  const body = JSON.stringify({ text });
  const fields = ["Host: x", "Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`];
  return ["POST /prediction HTTP/1.1", ...fields, ...headers, "", body].join("\r\n");
}
