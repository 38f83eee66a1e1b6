// Machines as the fleet reads them, and what is said of them: judged by the beat, never by a word
// of their own alone. Pure.

import type { There } from "../presence";
import { clock, duration } from "../time";
import { agentName } from "../names";

export interface Agent {
  agent: string;
  version: string;
  gate: string;
  loggedIn: boolean | null;
}

export interface Machine {
  name: string;
  /** The daemon's version. */
  version: string;
  /** Of the computer. */
  system: string;
  cpus: number | null;
  /** Hundredths. */
  load: number | null;
  sessions: number;
  /** Bytes. */
  free: number | null;
  total: number | null;
  agents: Agent[];
  outside: number;
  faults: string[];
}

type Doc = Record<string, unknown>;
const doc = (value: unknown): Doc => (value !== null && typeof value === "object" ? (value as Doc) : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const count = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;

/** The document of `fleet/machine/<m>/info`; null where it is none of this machine. */
export function readMachine(name: string, info: Doc | null): Machine | null {
  if (!info || info["machine"] !== name) return null;
  const host = doc(info["host"]);
  const disk = doc(info["disk"]);
  return {
    name,
    version: text(info["daemon"]),
    system: text(host["system"]),
    cpus: count(host["cpus"]),
    load: count(info["load"]),
    sessions: count(info["sessions"]) ?? 0,
    free: count(disk["free"]),
    total: count(disk["total"]),
    agents: (Array.isArray(info["agents"]) ? info["agents"] : []).map((one) => ({
      agent: text(doc(one)["agent"]),
      version: text(doc(one)["version"]),
      gate: text(doc(one)["gate"]),
      loggedIn: typeof doc(one)["logged_in"] === "boolean" ? (doc(one)["logged_in"] as boolean) : null,
    })),
    outside: Array.isArray(info["outside"]) ? info["outside"].length : 0,
    faults: (Array.isArray(info["faults"]) ? info["faults"] : []).filter((one) => typeof one === "string"),
  };
}

export const loadOf = (machine: Machine): string =>
  machine.load === null ? "" : (machine.load / 100).toFixed(1);

/** One line under its name. */
export function status(machine: Machine | null, there: There, running: number, now: number): string {
  if (there.state === "unknown") return "never heard";
  if (there.state === "away")
    return there.since ? `asleep or offline since ${clock(there.since, now)}` : "asleep or offline";
  const sessions = running === 1 ? "1 session" : `${running} sessions`;
  const load = machine ? loadOf(machine) : "";
  const version = machine?.version ? `v${machine.version}` : "";
  return [sessions, load && `load ${load}`, version].filter(Boolean).join(" · ");
}

/** When it was last heard; `at` 0: not since this page is open. */
export function heard(there: There, at: number, now: number): string {
  if (there.state === "away") return there.since ? `last ${clock(there.since, now, true)}` : "not since this page is open";
  if (!at) return "not yet since this page is open";
  const spent = now - at;
  return spent < 2_000 ? "just now" : `${duration(spent)} ago`;
}

/** Name → value, for the sheet of one machine; what is not known is not said. */
export function facts(machine: Machine | null, there: There, at: number, now: number): [string, string][] {
  const out: [string, string][] = [["Heard", heard(there, at, now)]];
  if (!machine) return out;
  const size = (bytes: number): string =>
    bytes >= 1e12 ? `${(bytes / 1e12).toFixed(1)} TB` : bytes >= 1e9 ? `${Math.round(bytes / 1e9)} GB` : `${Math.round(bytes / 1e6)} MB`;
  if (machine.version) out.push(["Version", machine.version]);
  if (machine.system) out.push(["System", machine.system]);
  if (machine.load !== null)
    out.push(["Load", machine.cpus ? `${loadOf(machine)} on ${machine.cpus} ${machine.cpus === 1 ? "core" : "cores"}` : loadOf(machine)]);
  if (machine.free !== null && machine.total) out.push(["Disk", `${size(machine.free)} free of ${size(machine.total)}`]);
  for (const one of machine.agents)
    out.push([
      agentName(one.agent),
      [one.version, one.gate, one.loggedIn === false ? "not logged in" : ""].filter(Boolean).join(" · "),
    ]);
  if (machine.outside) out.push(["Outside", `${machine.outside} ${machine.outside === 1 ? "agent runs" : "agents run"} there without Signalbox`]);
  for (const fault of machine.faults) out.push(["To mend", fault]);
  return out;
}
