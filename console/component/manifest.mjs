// Writes manifest.json beside the bundle: name → file, so that Python need not guess a hash.
import { readdirSync, writeFileSync } from "node:fs";

const folder = new URL("../static/assets/", import.meta.url);
const found = {};
for (const file of readdirSync(folder).sort()) {
  const parts = /^(.+)-[A-Za-z0-9_-]{8}(\.\w+)$/.exec(file);
  if (parts) found[parts[1] + parts[2]] = file;
}
writeFileSync(new URL("manifest.json", folder), JSON.stringify(found, null, 1) + "\n");
