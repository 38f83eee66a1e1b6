// Topics of schemas/wire/topics.py that a browser uses.

/** Whether a filter (with `+` only) takes the topic, or covers a narrower filter. */
export function matches(filter: string, topic: string): boolean {
  if (filter === topic) return true;
  const wanted = filter.split("/");
  const levels = topic.split("/");
  return wanted.length === levels.length && wanted.every((level, i) => level === "+" || level === levels[i]);
}

/** The filters that are not covered by another one: what is asked of the broker. */
export function fewest(filters: Iterable<string>): Set<string> {
  const all = [...new Set(filters)];
  return new Set(all.filter((one) => !all.some((other) => other !== one && matches(other, one))));
}

const RETAINED = /^fleet\/(machine\/[^/]+\/(presence|info)|session\/[^/]+\/[^/]+\/[^/]+\/(state|screen)|hub\/(presence|access|inbox)\/[^/]+|hub\/anchor)$/;

/** Whether documents of this topic are retained: the latest is kept for who subscribes later. */
export const isRetained = (topic: string): boolean => RETAINED.test(topic);

const NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const SESSION = /^[0-9a-hjkmnp-tv-z]{14}$/;

export const isName = (text: string): boolean => NAME.test(text);
export const isProject = (text: string): boolean => text === "-" || NAME.test(text);
export const isSession = (text: string): boolean => text === "-" || SESSION.test(text);

/** A request's topic. Throws where an id may not stand in a topic. */
export function doTopic(user: string, m: string, p: string, s: string, verb: string): string {
  if (!isName(user) || !isName(m) || !isProject(p) || !isSession(s) || !isName(verb))
    throw new RangeError("an id that may not stand in a topic");
  return `fleet/do/${user}/${m}/${p}/${s}/${verb}`;
}
