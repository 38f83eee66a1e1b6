// What an input holds, divided for the eye: what would run, what changes, and what the agent says
// about itself. Pure. Every field is in exactly one block, and nothing is cut.

import { pieces } from "../plain";
import { object } from "./asked";
import { diff, type Row } from "./diff";

export type Block =
  | { kind: "code"; name: string; text: string }
  /** Where: a path or an address, on its own. */
  | { kind: "where"; name: string; text: string }
  | { kind: "diff"; name: string; rows: Row[] }
  | { kind: "fact"; name: string; text: string }
  /** Words of the agent about itself: nobody checked them. */
  | { kind: "claim"; name: string; text: string };

/** Fields in which an agent says what it means to do. */
const CLAIMS: Readonly<Record<string, readonly string[]>> = { Bash: ["description"] };
const WHERE: Readonly<Record<string, string>> = { file_path: "File", notebook_path: "Notebook", path: "Path", url: "Address" };
const MAIN: Readonly<Record<string, string>> = { command: "What will run, whole", content: "What the file will hold, whole" };
const LONG = 60;

export function blocksOf(tool: string, input: Record<string, unknown>): Block[] {
  const claims = Object.hasOwn(CLAIMS, tool) ? (CLAIMS[tool] ?? []) : [];
  const left = new Map(Object.entries(input));
  const out: Block[] = [];
  const take = (name: string): unknown => {
    const value = left.get(name);
    left.delete(name);
    return value;
  };
  for (const name of ["command", ...Object.keys(WHERE)]) if (left.has(name)) out.push(field(name, take(name)));
  if (tool === "Edit") out.push(...change(left, take, ""));
  if (tool === "MultiEdit") out.push(...changes(left, take));
  const said: Block[] = [];
  for (const [name, value] of left)
    if (claims.includes(name) && typeof value === "string") said.push({ kind: "claim", name, text: value });
    else out.push(field(name, value));
  return [...out, ...said];
}

function field(name: string, value: unknown): Block {
  const text = typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
  const label = Object.hasOwn(MAIN, name) ? MAIN[name] : undefined;
  if (label) return { kind: "code", name: label, text };
  const place = Object.hasOwn(WHERE, name) ? WHERE[name] : undefined;
  if (place) return { kind: "where", name: place, text };
  const kind = text.length > LONG || text.includes("\n") ? "code" : "fact";
  return { kind, name, text: text === "" ? "(empty)" : text };
}

type Take = (name: string) => unknown;

function change(left: Map<string, unknown>, take: Take, which: string): Block[] {
  const [old, fresh] = [left.get("old_string"), left.get("new_string")];
  if (typeof old !== "string" || typeof fresh !== "string") return [];
  take("old_string");
  take("new_string");
  return [{ kind: "diff", name: `What changes${which}`, rows: diff(old, fresh) }];
}

function changes(left: Map<string, unknown>, take: Take): Block[] {
  const edits = left.get("edits");
  if (!Array.isArray(edits)) return [];
  const out: Block[] = [];
  for (const [i, one] of edits.entries()) {
    const inside = new Map(Object.entries(object(one) ?? {}));
    const shown = change(inside, (name) => (inside.delete(name), undefined), `, ${i + 1} of ${edits.length}`);
    // An edit that is not of the known shape is shown as it came, with all the others.
    if (!shown.length) return [];
    out.push(...shown, ...[...inside].map(([name, value]) => field(name, value)));
  }
  take("edits");
  return out;
}

/** All text of an input, for counting and warnings. */
export const textOfBlocks = (blocks: readonly Block[]): string =>
  blocks.map((one) => (one.kind === "diff" ? one.rows.map((row) => row.text).join("") : one.text)).join("\n");

/** What a person should look at twice: a heading in bold, and the rest of the sentence. */
export function warningsOf(blocks: readonly Block[], parts: readonly { text: string }[]): [string, string][] {
  const runs = blocks.filter((one) => one.kind !== "claim");
  const text = textOfBlocks(runs);
  const out: [string, string][] = [];
  const hidden = marks(text);
  if (hidden) {
    const at = parts.flatMap((part, i) => (/⟨U\+|[␀-␡]/u.test(part.text) || marks(part.text) ? [i + 1] : []));
    out.push([hidden === 1 ? "A hidden character" : `${hidden} hidden characters`, where(at)]);
  }
  const mixed = text.match(MIXED)?.[0];
  if (mixed) out.push(["Letters of several alphabets", ` in one word: ${mixed.slice(0, 60)}`]);
  return out;
}

/** Letters that look alike come from different alphabets; inside one word that is no accident. */
const MIXED = /[\p{L}\p{M}\p{N}.-]*(?:\p{Script=Latin}(?:\p{Script=Cyrillic}|\p{Script=Greek})|(?:\p{Script=Cyrillic}|\p{Script=Greek})\p{Script=Latin})[\p{L}\p{M}\p{N}.-]*/u;

export const marks = (text: string): number => pieces(text).filter((one) => typeof one !== "string").length;

const where = (parts: number[]): string =>
  parts.length === 0 ? "" : parts.length === 1 ? ` in part ${parts[0]}` : ` in parts ${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
