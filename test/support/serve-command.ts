/** A real `newsgroups serve` in its own process, and clients that connect over real sockets. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { BIN } from "./run-command.js";
import { LONGEST_WAIT } from "./waiting.js";

/** Milliseconds within which a server with nothing left to do must end, on a busy machine too. */
const LONGEST_END = 6_000;
/** Milliseconds after its end within which its output must arrive. */
const LONGEST_DRAIN = 1000;

export interface Log {
  readonly pid: number;
  readonly msg?: string;
  readonly id?: string;
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly ms?: number;
}

/** A serving process and its output. */
export class Serving {
  readonly process: ChildProcess;
  /** Exit code and signal, once all output has arrived. */
  readonly ended: Promise<unknown[]>;
  readonly #exit: Promise<unknown[]>;
  stdout = "";
  stderr = "";
  /** Where it listens, without a slash at the end. */
  url = "";

  constructor(process: ChildProcess) {
    this.process = process;
    this.ended = once(process, "close");
    this.#exit = once(process, "exit");
    process.stdout!.on("data", (chunk) => {
      this.stdout += chunk;
    });
    process.stderr!.on("data", (chunk) => {
      this.stderr += chunk;
    });
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Waits until stderr matches. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#until(this.process.stderr!, pattern, () => this.stderr);
  }

  /** Waits until stdout matches. */
  logged(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#until(this.process.stdout!, pattern, () => this.stdout);
  }

  /** All complete lines of the log so far. */
  log(): Log[] {
    const lines = this.stdout.split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line));
  }

  /** Exit code and signal, even if a process that it left behind holds its pipes; or that it is still running. */
  ending(longest: number = LONGEST_END): Promise<unknown[]> {
    return Promise.race([this.#drained(), wait(longest, ["still running after", longest], { ref: false })]);
  }

  /** Exit code and signal; waits a little for the last output. */
  async #drained(): Promise<unknown[]> {
    const how = await this.#exit;
    await Promise.race([this.ended, wait(LONGEST_DRAIN, undefined, { ref: false })]);
    return how;
  }

  /** Sends a signal. */
  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  async #until(stream: NodeJS.EventEmitter, pattern: RegExp, text: () => string): Promise<RegExpExecArray> {
    const late = AbortSignal.timeout(LONGEST_WAIT);
    for (;;) {
      const match = pattern.exec(text());
      if (match) return match;
      const what = () => new Error(`no ${pattern} came, but ${JSON.stringify(this.stdout + this.stderr)}`);
      const next = await Promise.race([
        once(stream, "data", { signal: late }).catch(() => "late"),
        this.ended.then(() => "ended"),
      ]);
      if (next === "late" || (next === "ended" && !pattern.test(text()))) throw what();
    }
  }
}

/** Registers what must be done after the test; or, for what begins before a test, after the file. */
export type AtEnd = (cleanUp: () => void | Promise<void>) => void;

/** Starts `newsgroups serve` on a free port, and kills it after the test. */
export function start(...args: readonly string[]): Serving {
  return startUntil(onTestFinished, args);
}

function startUntil(atEnd: AtEnd, args: readonly string[]): Serving {
  const serving = new Serving(spawn(process.execPath, [BIN, "serve", "--port", "0", ...args]));
  atEnd(async () => {
    serving.process.kill("SIGKILL");
    // A server that left others behind is not waited for: they hold its pipes.
    await serving.ending();
  });
  return serving;
}

/** Starts it and waits until it listens. */
export function startListening(...args: readonly string[]): Promise<Serving> {
  return listeningUntil(onTestFinished, args);
}

/** Starts it as {@link startListening} does, but until another end. */
export async function listeningUntil(atEnd: AtEnd, args: readonly string[]): Promise<Serving> {
  const serving = startUntil(atEnd, args);
  [, serving.url] = (await serving.printed(/listening at (http:\/\/[^,\s]+)/)) as unknown as [string, string];
  return serving;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks on a connection of its own: GET, or POST if there is a body. */
export function ask(url: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      { agent: false, method: body === undefined ? "GET" : "POST", headers: { ...headers } },
      async (response) => {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of response) chunks.push(chunk as Buffer);
        } catch (error) {
          return reject(error);
        }
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() });
      },
    );
    asking.on("error", reject);
    if (body !== undefined) asking.setHeader("content-type", "application/json");
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The category of a text. */
export async function categoryOf(url: string, text: string): Promise<string> {
  const { status, body } = await ask(`${url}/prediction`, { text });
  return status === 200 ? JSON.parse(body).category : `${status} ${body}`;
}

/** A connection on which bytes are written as they are given. */
export class Line {
  readonly socket: Socket;
  /** All that came until the other side closed. */
  readonly received: Promise<string>;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.received = new Promise((resolve) => {
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("error", (error) => resolve(`${text}${error.message}`));
      socket.on("close", () => resolve(text));
    });
  }

  static async to(port: number, atEnd: AtEnd = onTestFinished): Promise<Line> {
    const socket = connect(port, "127.0.0.1");
    atEnd(() => void socket.destroy());
    await once(socket, "connect");
    return new Line(socket);
  }

  send(text: string): Promise<void> {
    return new Promise((resolve, reject) => this.socket.write(text, (error) => (error ? reject(error) : resolve())));
  }
}

const BODY = JSON.stringify({ text: "goalie puck" });
const HEAD = `POST /prediction HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n`;

/** A request for a prediction (hockey) whose body is half sent, and that the server has begun to read. */
export async function halfAsked(
  port: number,
  atEnd?: AtEnd,
): Promise<{ readonly line: Line; readonly rest: () => Promise<void> }> {
  const line = await Line.to(port, atEnd);
  const [continued] = [once(line.socket, "data")];
  // 100 Continue is the only sign that the server has read the header.
  await line.send(`${HEAD}Expect: 100-continue\r\n\r\n`);
  await continued;
  await line.send(BODY.slice(0, 9));
  return { line, rest: () => line.send(BODY.slice(9)) };
}

/** Whether a new connection is refused. */
export async function isRefused(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ECONNREFUSED";
  } finally {
    socket.destroy();
  }
}
