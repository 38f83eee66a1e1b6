// When each recorded line is shown, and where the stops are. Pure.
import { printed, type Line, type Step } from "../lines";
import { plain } from "../plain";

/** A pause between two lines is never longer than this where pauses are skipped, milliseconds. */
export const PAUSE_MS = 1_000;

export interface Stop {
  /** Milliseconds into the film. */
  at: number;
  seq: number;
  kind: "prompt" | "tool" | "denial";
  says: string;
}

interface Frame {
  at: number;
  seq: number;
  steps: Step[];
}

const STOPS: Record<string, Stop["kind"]> = {
  prompt: "prompt",
  tool_call: "tool",
  denied_by_rule: "denial",
  expired: "denial",
};

/** Lines in order of seq; `skip` shortens pauses. */
export class Reel {
  readonly frames: Frame[] = [];
  readonly stops: Stop[] = [];
  readonly length: number;

  constructor(lines: readonly Line[], skip: boolean) {
    let at = 0;
    let before = lines[0]?.at ?? 0;
    for (const line of lines) {
      const passed = Math.max(0, (line.at - before) / 1000);
      at += skip ? Math.min(passed, PAUSE_MS) : passed;
      before = Math.max(before, line.at);
      const steps = printed(line);
      const started = line.kind === "started" && line.body ? size(line.body) : null;
      if (started) steps.unshift({ size: started });
      if (steps.length) this.frames.push({ at, seq: line.seq, steps });
      const kind = stopOf(line);
      if (kind) this.stops.push({ at, seq: line.seq, kind, says: says(line) });
    }
    this.length = at;
  }

  /** What to write to come from one moment (not included) to a later one (included). */
  between(from: number, to: number): Step[] {
    const out: Step[] = [];
    for (const frame of this.frames) {
      if (frame.at <= from || frame.at > to) continue;
      for (const step of frame.steps) {
        // One long write instead of thousands of short ones: the terminal takes steps one by one.
        const before = out[out.length - 1];
        if ("write" in step && before && "write" in before && typeof step.write === "string" && typeof before.write === "string")
          out[out.length - 1] = { write: before.write + step.write };
        else out.push(step);
      }
    }
    return out;
  }

  /** The moment of the last line up to `seq`. */
  momentOf(seq: number): number {
    let at = 0;
    for (const one of [...this.frames, ...this.stops]) if (one.seq <= seq) at = Math.max(at, one.at);
    return at;
  }
}

function stopOf(line: Line): Stop["kind"] | null {
  if (line.kind === "answered") return line.body?.["choice"] === "deny" || line.body?.["decide"] === "deny" ? "denial" : null;
  return STOPS[line.kind] ?? null;
}

function says(line: Line): string {
  const body = line.body ?? {};
  for (const name of ["text", "summary", "tool", "reason"])
    if (typeof body[name] === "string" && body[name]) return plain(body[name], { most: 120 });
  return line.kind;
}

function size(body: Record<string, unknown>): [number, number] | null {
  const columns = body["columns"];
  const rows = body["rows"];
  const fits = (n: unknown): n is number => typeof n === "number" && n >= 1 && n <= 1000;
  return fits(columns) && fits(rows) ? [columns, rows] : null;
}

/** `0:07`, `12:40`, `1:02:03`. */
export function stamp(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
