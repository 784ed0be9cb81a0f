#!/usr/bin/env bash
# jsonrepair 3.15.0 (npm): in a reply with single quotes an apostrophe becomes a double quote: It's -> It"s.
# Expected: the apostrophe; the end of the text is found rightly, so that it is known to be none of the quotes.
# Matters: critiques and revisions that a model wrote as a Python dict are trained with "don"t" and "it"s"; nothing fails.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --silent --no-fund --no-audit --prefix "$dir" jsonrepair@3.15.0
cat > "$dir/finding.mjs" <<'JS'
import { jsonrepair } from "jsonrepair";
const reply = "{'critique': 'It's rude and doesn't help.', 'verdict': 'B'}";
const critique = JSON.parse(jsonrepair(reply)).critique;
console.log("seen: reply:   ", reply);
console.log("seen: critique:", critique);
if (critique !== 'It"s rude and doesn"t help.') {
  throw new Error("changed");
}
JS
node "$dir/finding.mjs"
