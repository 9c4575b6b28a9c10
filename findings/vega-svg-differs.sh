#!/bin/sh
# vega 6.4.0: drawing the same chart twice in one process gives two different SVG texts.
#
# The ids of clip paths and gradients are numbered per process, not per drawing. A content-addressed cache, a snapshot test
# or a reproducible report sees a change where there is none. `resetSVGDefIds`, exported by vega, restarts the numbers;
# called before each drawing, it makes the texts equal. Then two drawings on one page share ids.
#
# Seen with vega-lite 6.4.3 on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent vega@6.4.0 vega-lite@6.4.3

cat >show.mjs <<'END'
import { parse, resetSVGDefIds, View } from "vega";
import { compile } from "vega-lite";

const { spec } = compile({
  data: { values: [{ x: 1, y: 2 }, { x: 3, y: 4 }] },
  mark: { type: "line", clip: true },
  encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
});
const draw = () => new View(parse(spec), { renderer: "none" }).toSVG();

const drawn = [await draw(), await draw()];
console.log(`equal: ${drawn[0] === drawn[1]}; names: ${drawn.map((svg) => /id="([^"]*)"/.exec(svg)[1]).join(", ")}`);
const reset = [];
for (let i = 0; i < 2; i++) {
  resetSVGDefIds();
  reset.push(await draw());
}
console.log(`equal after resetSVGDefIds: ${reset[0] === reset[1]}`);
END

cat >expected <<'END'
equal: false; names: clip1, clip2
equal after resetSVGDefIds: true
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
