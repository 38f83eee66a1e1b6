// Writes manifest.json beside the bundle: name → file, so that Python need not guess a hash.
// `node manifest.mjs [FOLDER]`
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? "../static/assets";
const found = {};
for (const file of readdirSync(folder).sort()) {
  const parts = /^(.+)-[A-Za-z0-9_-]{8}(\.\w+)$/.exec(file);
  if (parts) found[parts[1] + parts[2]] = file;
}
writeFileSync(join(folder, "manifest.json"), JSON.stringify(found, null, 1) + "\n");
