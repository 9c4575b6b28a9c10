/**
 * Machines made of Linux namespaces, on a network of their own: each has its name, address, processes, /run and root's home;
 * all else on disk they share, as with a network file system. The first one is where commands are given.
 */

import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { skipped, skippedWithout } from "../support/programs.js";
import { BIN, type Outcome } from "../support/run-command.js";

const HEAD = "head";
const NAMESPACES = ["--net", "--uts", "--mount", "--pid"];
/** Root's home, on the machine's own /run, so that nobody's keys and settings are read or written. */
const HOME = "/run/home";

/** The end of the title of tests that need machines with these programs: why they are skipped, empty if they are not. */
export function skippedWithoutMachines(...programs: readonly string[]): string {
  const missing = skippedWithout("unshare", "nsenter", "ip", "mount", "pgrep", ...programs);
  if (missing !== "") return missing;
  if (process.getuid?.() !== 0) return skipped("only root can make network namespaces; run the tests as root");
  const made = spawnSync("unshare", [...NAMESPACES, "--fork", "true"], { encoding: "utf8" });
  return made.status === 0
    ? ""
    : skipped(`no namespaces here (${made.stderr.trim()}); run the tests on a machine that allows them`);
}

export class Machine {
  readonly name: string;
  readonly folder: string;
  /** Runs until its input is closed, which this process's end does too; all processes of the machine end with it. */
  readonly #keeper: ChildProcess;
  /** The number, out here, of the machine's first process. */
  readonly first: number;

  private constructor(name: string, folder: string, keeper: ChildProcess) {
    this.name = name;
    this.folder = folder;
    this.#keeper = keeper;
    this.first = Number(readFileSync(`/proc/${keeper.pid}/task/${keeper.pid}/children`, "utf8"));
  }

  static async start(name: string, folder: string): Promise<Machine> {
    const script = `
      hostname ${name}
      mount -t proc proc /proc
      mount -t tmpfs tmpfs /run
      mkdir -m 700 ${HOME} ${HOME}/.ssh
      mount --bind ${folder}/passwd /etc/passwd
      mount --bind ${folder}/hosts.etc /etc/hosts
      ip link set lo up
      echo up
      exec cat`;
    const keeper = spawn("unshare", [...NAMESPACES, "--fork", "--kill-child", "sh", "-ec", script], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [said] = await Promise.race([once(keeper.stdout!, "data"), once(keeper, "close")]);
    if (String(said) !== "up\n") throw new Error(`machine ${name} did not start: ${said}`);
    return new Machine(name, folder, keeper);
  }

  /** Starts a script of bash in the machine, in the folder; $1 and so on are `args`. */
  start(script: string, ...args: readonly string[]): Running {
    const inside = ["-t", String(this.first), ...NAMESPACES, `--wd=${this.folder}`];
    const child = spawn("nsenter", [...inside, "bash", "-ec", script, "bash", ...args], {
      env: {
        HOME,
        PATH: pathIn(this.folder),
        USER: "root",
        SHELL: "/bin/bash",
        SLURM_CONF: `${this.folder}/slurm.conf`,
      },
    });
    return new Running(child);
  }

  run(script: string, ...args: readonly string[]): Promise<Outcome> {
    return this.start(script, ...args).outcome;
  }

  /** As {@link run}; a script that fails fails the test, with what it said. */
  async must(script: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(script, ...args);
    if (code !== 0) throw new Error(`${this.name}: ${script}\nended with ${code}: ${stderr}${stdout}`);
    return stdout;
  }

  /** Waits for a process of `newsgroups` that was given these words, and halts it in the middle of its work. */
  async halt(words: string): Promise<Halted> {
    const pid = await this.must(
      `while sleep 0.02; do
        pid=$(pgrep -of "^node .*/newsgroups $1") && kill -STOP $pid && echo $pid && exit
      done`,
      words,
    );
    const send = async (signal: string): Promise<void> => void (await this.must(`kill -${signal} ${pid}`));
    return { resume: () => send("CONT"), kill: () => send("KILL") };
  }

  async end(): Promise<void> {
    const ended = once(this.#keeper, "close");
    this.#keeper.kill("SIGKILL");
    await ended;
  }
}

interface Halted {
  resume(): Promise<void>;
  kill(): Promise<void>;
}

/** A script that runs. */
class Running {
  readonly outcome: Promise<Outcome>;
  stdout = "";
  stderr = "";

  constructor(child: ChildProcess) {
    child.stdin!.end();
    child.stdout!.on("data", (chunk) => {
      this.stdout += chunk;
    });
    child.stderr!.on("data", (chunk) => {
      this.stderr += chunk;
    });
    this.outcome = once(child, "close").then(([code]) => ({ code, stdout: this.stdout, stderr: this.stderr }));
  }
}

/** Where programs are, `newsgroups` among them. */
export function pathIn(folder: string): string {
  return `${folder}/bin:${dirname(process.execPath)}:/usr/sbin:/usr/bin:/sbin:/bin`;
}

/** An empty folder in which scripts find `newsgroups` by {@link pathIn}. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "newsgroups-scale-"));
  mkdirSync(join(folder, "bin"));
  symlinkSync(BIN, join(folder, "bin/newsgroups"));
  return folder;
}

export class Machines {
  readonly folder: string = makeFolder();
  readonly #all: Machine[] = [];

  private constructor() {}

  /** Starts hosts of these names beside the head, and connects them all. */
  static async start(...names: readonly string[]): Promise<Machines> {
    const machines = new Machines();
    try {
      await machines.#start(names);
    } catch (error) {
      await machines.close();
      throw error;
    }
    return machines;
  }

  async #start(hosts: readonly string[]): Promise<void> {
    const names = [HEAD, ...hosts];
    const addresses = names.map((name, i) => `10.77.0.${i + 1} ${name}\n`);
    writeFileSync(join(this.folder, "hosts.etc"), `127.0.0.1 localhost\n${addresses.join("")}`);
    const passwd = readFileSync("/etc/passwd", "utf8");
    writeFileSync(join(this.folder, "passwd"), passwd.replace(/^(root:.*):[^:]*:[^:]*$/m, `$1:${HOME}:/bin/bash`));
    for (const name of names) this.#all.push(await Machine.start(name, this.folder));
    await this.head.must("ip link add lan type bridge; ip address add 10.77.0.1/24 dev lan; ip link set lan up");
    for (const [i, host] of this.#all.entries()) {
      if (host === this.head) continue;
      // A machine has its number out here alone, so a process out here gives it its end of the cable.
      const cable = `ip link add name ${host.name} type veth peer name eth0 netns ${host.first}`;
      const script = `${cable}; ip link set dev ${host.name} master lan up`;
      execFileSync("nsenter", ["-t", String(this.head.first), "--net", "sh", "-ec", script]);
      await host.must(`ip address add 10.77.0.${i + 1}/24 dev eth0; ip link set eth0 up`);
    }
  }

  /** Where commands are given. */
  get head(): Machine {
    return this.#all[0]!;
  }

  host(name: string): Machine {
    return this.#all.find((host) => host.name === name)!;
  }

  /** Takes a host's cable out: what runs on it runs on. */
  async cut(name: string): Promise<void> {
    await this.host(name).must("ip link set eth0 down");
  }

  async mend(name: string): Promise<void> {
    await this.host(name).must("ip link set eth0 up");
  }

  /** Ends all that was started. */
  async close(): Promise<void> {
    for (const machine of this.#all) await machine.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
