#!/bin/sh
# prom-client 15.1.3: in a cluster, a summary's quantiles are the sums of the workers' quantiles.
#
# Two workers that observed one second and three seconds report a median of four, which nobody observed. With eight equal
# workers the median is eight times too high. Summing is correct for a summary's sum and count, and for histograms. A
# summary's `aggregator` option applies to all of its values: with "average", sum and count are averaged too.
#
# `clusterMetrics()` passes the workers' answers to `AggregatorRegistry.aggregate`. Seen on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent prom-client@15.1.3

cat >show.mjs <<'END'
import { AggregatorRegistry, Registry, Summary } from "prom-client";

async function worker(seconds, aggregator) {
  const registry = new Registry();
  const options = { name: "seconds", help: "Time.", percentiles: [0.5], registers: [registry] };
  const summary = new Summary(aggregator ? { ...options, aggregator } : options);
  summary.observe(seconds);
  return registry.getMetricsAsJSON();
}
for (const aggregator of [undefined, "average"]) {
  const workers = await Promise.all([1, 3].map((seconds) => worker(seconds, aggregator)));
  const lines = (await AggregatorRegistry.aggregate(workers).metrics()).trim().split("\n");
  console.log(`${aggregator ?? "default"}: ${lines.filter((line) => !line.startsWith("#")).join(", ")}`);
}
END

cat >expected <<'END'
default: seconds{quantile="0.5"} 4, seconds_sum 4, seconds_count 2
average: seconds{quantile="0.5"} 2, seconds_sum 2, seconds_count 1
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
