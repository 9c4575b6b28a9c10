/** The hosts of some machines, each with an ssh server that lets the head in. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Machine, type Machines, pathIn } from "./machines.js";

/** So that `ssh <host>` works on the head, with what ssh_config says. */
export async function startSsh({ head, folder }: Machines, hosts: readonly Machine[]): Promise<void> {
  const make = (name: string): void => {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(folder, name)]);
  };
  make("host_key");
  make("user_key");
  const config = [
    `HostKey ${folder}/host_key`,
    `AuthorizedKeysFile ${folder}/user_key.pub`,
    "StrictModes no",
    "UsePAM no",
    "PasswordAuthentication no",
    `SetEnv PATH=${pathIn(folder)}`,
  ];
  writeFileSync(join(folder, "sshd_config"), config.map((line) => `${line}\n`).join(""));
  for (const host of hosts) {
    host.start(`mkdir /run/sshd; exec /usr/sbin/sshd -D -E "$PWD/sshd.log" -f "$PWD/sshd_config"`);
    await host.must("until ss -ltn | grep -q :22; do sleep 0.05; done");
  }
  const names = hosts.map(({ name }) => name).join(",");
  await head.must(
    `cp user_key ~/.ssh/id_ed25519
    sed "s/^/$1 /" host_key.pub > ~/.ssh/known_hosts
    cp ssh_config ~/.ssh/config
    tr , '\\n' <<< $1 > hosts`,
    names,
  );
}
