// What of the fleet is shown: words, machine, project, agent, state, and what one opened oneself.
// They live in the address (`?f=…`), so that a reload and a link keep them. Pure.
import { agentName } from "../names";
import { plain } from "../plain";
import { text } from "../terminal/words";
import { GROUPS, type Group, type Row } from "./groups";
import { matchesWords } from "./words";

export interface Filters {
  words: string;
  machine: string;
  project: string;
  agent: string;
  state: Group | "";
  /** Only what this person opened in this browser: a session's document does not say who began it. */
  mine: boolean;
}

export const NO_FILTERS: Filters = { words: "", machine: "", project: "", agent: "", state: "", mine: false };
export const FIELDS = ["machine", "project", "agent"] as const;
/** Characters of the address that are read at most. */
const MOST = 500;

/** As it stands in the address: `q=flaky&machine=atlas`; empty where nothing is filtered. */
export function spellFilters(filters: Filters): string {
  const out = new URLSearchParams();
  if (filters.words) out.set("q", filters.words);
  for (const name of FIELDS) if (filters[name]) out.set(name, filters[name]);
  if (filters.state) out.set("state", filters.state);
  if (filters.mine) out.set("mine", "1");
  return out.toString();
}

export function readFilters(spelt: string): Filters {
  const found = new URLSearchParams(spelt.slice(0, MOST));
  const out: Filters = { ...NO_FILTERS, words: found.get("q") ?? "", mine: found.get("mine") === "1" };
  for (const name of FIELDS) out[name] = found.get(name) ?? "";
  out.state = GROUPS.find(([group]) => group === found.get("state"))?.[0] ?? "";
  return out;
}

export function passes(row: Row, filters: Filters, opened: ReadonlySet<string>): boolean {
  return FIELDS.every((name) => !filters[name] || text(row.state, name) === filters[name]) &&
    (!filters.state || row.group === filters.state) &&
    (!filters.mine || opened.has(row.key.split("/")[2] ?? "")) &&
    matchesWords(row.state, filters.words);
}

/** What is filtered, for people: `“cart”, atlas, Idle`. */
export function inWords(filters: Filters): string {
  return [
    filters.words.trim() && `“${plain(filters.words.trim(), { most: 60 })}”`,
    plain(filters.machine, { most: 40 }),
    filters.project === "-" ? "no project" : plain(filters.project, { most: 40 }),
    filters.agent && agentName(filters.agent),
    GROUPS.find(([group]) => group === filters.state)?.[1] ?? "",
    filters.mine && "opened by you",
  ]
    .filter(Boolean)
    .join(", ");
}
