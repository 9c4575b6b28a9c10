/** The hosts of some machines as nodes of Slurm, with its controller on the head. */

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine, Machines } from "./machines.js";

/** Starts it, and waits until all nodes are there. */
export async function startSlurm({ head, folder }: Machines, nodes: readonly Machine[]): Promise<void> {
  writeFileSync(join(folder, "munge.key"), randomBytes(128), { mode: 0o600 });
  const names = nodes.map(({ name }) => name).join(",");
  const config = [
    "ClusterName=newsgroups",
    `SlurmctldHost=${head.name}`,
    "SlurmUser=root",
    // A task that is to run again waits until the pass that it was started with has run out: two minutes by default, and five
    // seconds at least.
    "AuthInfo=cred_expire=5",
    // So many seconds until a node that says nothing is down, and until a process that was told to end is killed.
    "SlurmdTimeout=5",
    "KillWait=1",
    "ReturnToService=2",
    // No control groups, which not every machine that runs tests lets them make.
    "ProctrackType=proctrack/linuxproc",
    "TaskPlugin=task/none",
    "MpiDefault=none",
    "SelectType=select/cons_tres",
    "SelectTypeParameters=CR_CPU",
    "SchedulerParameters=batch_sched_delay=0,sched_interval=1",
    `StateSaveLocation=${folder}/slurm-state`,
    `SlurmdSpoolDir=${folder}/slurmd-%n`,
    `SlurmctldLogFile=${folder}/slurmctld.log`,
    `SlurmdLogFile=${folder}/slurmd-%n.log`,
    `NodeName=${names} CPUs=1`,
    `PartitionName=all Nodes=${names} Default=YES`,
  ];
  writeFileSync(join(folder, "slurm.conf"), config.map((line) => `${line}\n`).join(""));
  const munge = `mkdir /run/munge; munged --force --key-file="$PWD/munge.key" --seed-file=/run/munge/seed \
    --log-file=/run/munge/log --pid-file=/run/munge/pid`;
  await head.must(`mkdir slurm-state ${nodes.map(({ name }) => `slurmd-${name}`).join(" ")}; ${munge}`);
  head.start("exec slurmctld -D");
  for (const node of nodes) {
    await node.must(munge);
    node.start("exec slurmd -D");
  }
  const idle = "timeout 20 bash -c 'until [[ $(sinfo -h -N -t idle -o x | wc -l) = $1 ]]; do sleep 0.2; done' - $1";
  const { code } = await head.run(idle, String(nodes.length));
  if (code !== 0) throw new Error(`Slurm did not start:\n${slurmLogs(folder, nodes)}`);
}

/** What Slurm said, for whoever has to find out why a test failed. */
export function slurmLogs(folder: string, nodes: readonly Machine[]): string {
  const logs = ["slurmctld.log", ...nodes.map(({ name }) => `slurmd-${name}.log`)];
  return logs
    .map((log) => join(folder, log))
    .map((path) => `${path}\n${existsSync(path) ? readFileSync(path, "utf8") : "is not there"}`)
    .join("\n");
}
