// The whole of a question, from its line in the record: where its document could not carry it. Pure
// but for the digest of the parts.

import type { Line } from "../lines";
import { object, rows, texts, type Asked, type Part, type Program } from "./asked";

/** The whole, as the record holds it. */
export interface Opened {
  input: Record<string, unknown>;
  programs: Program[];
  parts: Part[];
  spelt: string[];
}

/** How many `part` lines stand before a line; 0: it holds its body itself. */
export const partsOf = (line: Line): number => {
  const count = line.body?.["parts"];
  return typeof count === "number" && typeof line.body?.["sha256"] === "string" ? count : 0;
};

/** The body of a line that names parts, out of the lines just before it; null where it does not fit. */
export async function joined(named: Line, before: readonly Line[]): Promise<Record<string, unknown> | null> {
  const whole = new TextEncoder().encode(before.map((one) => String(one.body?.["text"] ?? "")).join(""));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  const spelt = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (spelt !== named.body?.["sha256"] || before.length !== partsOf(named)) return null;
  try {
    return object(JSON.parse(new TextDecoder().decode(whole)));
  } catch {
    return null;
  }
}

/** What an `asked` line says; null where it is not the line of this very question. */
export function openedFrom(asked: Asked, body: Record<string, unknown> | null): Opened | null {
  const input = object(body?.["input"]);
  if (!body || !input || body["approval"] !== asked.approval || body["digest"] !== asked.digest) return null;
  const programs = Object.entries(object(body["programs"]) ?? {}).map(([path, sha256]) => ({ path, sha256: String(sha256) }));
  const parts = rows(body["parts"], ["decide", "what", "text", "rule", "why"]) as unknown as Part[];
  return {
    input,
    programs: programs.length ? programs : asked.programs,
    parts: parts.length ? parts : asked.parts,
    spelt: texts(body["spelt"]),
  };
}
