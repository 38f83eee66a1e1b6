// How this person wants to be told: console/telling.py hands it over with each run of a page. Pure.

import { text } from "../terminal/words";
import { KINDS, type Kind, type News } from "./news";
import { readSpans, type Span } from "./quiet";

export interface Wishes {
  kinds: ReadonlySet<Kind>;
  /** Only of these; empty: of all. */
  machines: readonly string[];
  projects: readonly string[];
  details: boolean;
  soundNeeds: boolean;
  soundEnds: boolean;
  quiet: readonly Span[];
  /** SHA-256 in hex of the endpoints to which web push gets through. */
  pushes: readonly string[];
}

/** `data.told`; nothing is told until there is one. */
export function readWishes(value: unknown): Wishes {
  const found = value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
  const texts = (name: string): string[] => {
    const list = found[name];
    return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
  };
  return {
    kinds: new Set(KINDS.filter((kind) => found[kind] === true)),
    machines: texts("machines"),
    projects: texts("projects"),
    details: found["details"] === true,
    soundNeeds: found["sound_needs"] === true,
    soundEnds: found["sound_ends"] === true,
    quiet: readSpans(found["quiet"]),
    pushes: texts("pushes"),
  };
}

export function wants(wishes: Wishes, news: News): boolean {
  const one = (list: readonly string[], name: string): boolean => !list.length || list.includes(text(news.state, name));
  return wishes.kinds.has(news.kind) && one(wishes.machines, "machine") && one(wishes.projects, "project");
}
