/** A small corpus in each form that a corpus can have. */

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { packTar, type TarHeader } from "modern-tar";
import { dump, train } from "../../src/index.js";
import { put } from "./folders.js";
import type { Labelled } from "./labelled.js";

/** A document with the name of its file. */
export interface Sample extends Labelled {
  readonly name: string;
}

/** Three categories that have no word in common, so that each prediction can be foreseen. */
export const SAMPLES: readonly Sample[] = [
  { label: "autos", name: "1", text: "Subject: engine oil\n\nengine wheel brake clutch\n" },
  { label: "autos", name: "2", text: "wheel tires garage engine" },
  { label: "autos", name: "3", text: "brake garage driver sedan" },
  { label: "hockey", name: "1", text: "goalie puck rink playoff" },
  { label: "hockey", name: "2", text: "Subject: playoff\n\npuck goalie overtime\n" },
  { label: "hockey", name: "3", text: "rink skate goalie overtime" },
  { label: "space", name: "1", text: "orbit rocket lunar probe" },
  { label: "space", name: "2", text: "rocket shuttle orbit astronaut" },
  { label: "space", name: "3", text: "lunar probe astronaut telescope" },
];

/** Writes samples as a folder corpus. */
export function putFolder(folder: string, name: string, samples: readonly Sample[] = SAMPLES): string {
  for (const { label, name: file, text } of samples) put(folder, join(name, label, file), text);
  return join(folder, name);
}

/** Writes samples as NDJSON. */
export function putNdjson(folder: string, name: string, samples: readonly Sample[] = SAMPLES): string {
  const lines = samples.map(({ label, text }) => JSON.stringify({ text, label }));
  return put(folder, name, `${lines.join("\n")}\n`);
}

/** Writes samples as an archive, gzipped unless its name ends in .tar, within the folder `top` of it. */
export async function putArchive(
  folder: string,
  name: string,
  tops: Readonly<Record<string, readonly Sample[]>> = { top: SAMPLES },
): Promise<string> {
  const members = Object.entries(tops).flatMap(([top, samples]) =>
    samples.map(({ label, name: file, text }) => ({ name: `${top}/${label}/${file}`, text })),
  );
  return putMembers(folder, name, members);
}

/** Writes an archive of any members. */
export async function putMembers(
  folder: string,
  name: string,
  members: readonly { readonly name: string; readonly text: string; readonly type?: NonNullable<TarHeader["type"]> }[],
): Promise<string> {
  const tar = await packTar(
    members.map(({ name: member, text, type = "file" }) => ({
      header: { name: member, size: Buffer.byteLength(text), type },
      body: text,
    })),
  );
  return put(folder, name, name.endsWith(".tar") ? tar : gzipSync(tar));
}

/** Writes a model of the samples, made by the library. */
export async function putModel(folder: string, name = "samples.model"): Promise<string> {
  return put(folder, name, await dump(await train(SAMPLES)));
}
