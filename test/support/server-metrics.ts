/** A strict parser of Prometheus's text format. */

/** A sample of a metric. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ServerMetrics {
  readonly samples: readonly Sample[];
  /** Type by name: counter, gauge, histogram or summary. */
  readonly types: ReadonlyMap<string, string>;
  /** The samples of a name with these labels, whatever others they have. */
  of(name: string, labels?: Readonly<Record<string, string>>): readonly Sample[];
  /** The value of the one sample of a name with these labels; 0 if there is none, as Prometheus has it. */
  value(name: string, labels?: Readonly<Record<string, string>>): number;
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const HELP = new RegExp(`^# HELP (${NAME}) .+$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)(?: \\d+)?$`);
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;

/** @throws Error at a line that is not of the format, and at a sample that is repeated or has no type. */
export function readServerMetrics(text: string): ServerMetrics {
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  const seen = new Set<string>();
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  for (const line of text.slice(0, -1).split("\n")) {
    const type = TYPE.exec(line);
    if (type) {
      if (types.has(type[1]!)) throw new Error(`a second type: ${line}`);
      types.set(type[1]!, type[2]!);
    }
    if (line === "" || type || HELP.test(line)) continue;
    const found = SAMPLE.exec(line);
    if (!found) throw new Error(`not a sample: ${line}`);
    const [, name, labels = "", value] = found as unknown as [string, string, string | undefined, string];
    if (seen.has(`${name}{${labels}}`)) throw new Error(`repeated: ${line}`);
    seen.add(`${name}{${labels}}`);
    if (!types.has(name) && !types.has(name.replace(/_(bucket|sum|count)$/, ""))) throw new Error(`no type: ${line}`);
    samples.push({ name, labels: readLabels(labels), value: readValue(value) });
  }
  const of = (name: string, labels: Readonly<Record<string, string>> = {}): Sample[] =>
    samples.filter(
      (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    );
  return { samples, types, of, value: (name, labels) => of(name, labels)[0]?.value ?? 0 };
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    const found = LABEL.exec(text);
    if (!found) throw new Error(`not labels: ${text}`);
    labels[found[1]!] = found[2]!.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c));
  }
  return labels;
}

function readValue(text: string): number {
  if (text === "+Inf") return Number.POSITIVE_INFINITY;
  if (text === "Nan" || text === "NaN") return Number.NaN;
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`not a number: ${text}`);
  return value;
}
