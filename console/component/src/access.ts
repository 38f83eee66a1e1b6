// What this person holds, as the steward told it (fleet/hub/access/<u>): for telling people early.
// It decides nothing: broker and machine judge by their own.

export interface Held {
  machine: string;
  project: string;
  session: string;
  rights: string[];
}

/** The document, its pages put together. */
export class Access {
  constructor(
    readonly user: string,
    readonly version: number,
    readonly subscribe: Readonly<Record<string, string[]>>,
    readonly publish: Readonly<Record<string, string[]>>,
    readonly held: readonly Held[],
    private readonly whom: Readonly<Record<string, string[]>>,
  ) {}

  /** Whether the right is held there; without a place: anywhere. */
  may(right: string, machine?: string, project?: string, session?: string): boolean {
    return this.held.some(
      (one) =>
        one.rights.includes(right) &&
        fits(one.machine, machine) &&
        fits(one.project, project) &&
        fits(one.session, session),
    );
  }

  /** People to ask for a right that is missing, nobody known: empty. */
  ask(right: string): string[] {
    return this.whom[right] ?? [];
  }

  /** The filters to subscribe to for a purpose (a topic's name, as `session.state`). */
  filters(purpose: string): string[] {
    return this.subscribe[purpose] ?? [];
  }
}

function fits(held: string, wanted: string | undefined): boolean {
  return held === "+" || wanted === undefined || held === wanted;
}

/** Puts the pages of one version together; `take` gives the whole once it is there. */
export class Pages {
  private version = -1;
  private readonly pages = new Map<number, Record<string, unknown>>();

  take(page: Record<string, unknown>): Access | null {
    const version = typeof page["version"] === "number" ? page["version"] : 0;
    const number = typeof page["page"] === "number" ? page["page"] : 1;
    const count = typeof page["pages"] === "number" ? page["pages"] : 1;
    if (version !== this.version) {
      this.pages.clear();
      this.version = version;
    }
    this.pages.set(number, page);
    // Of a long document only page 1 stays retained; who comes later knows that much until the next.
    const there = Array.from({ length: count }, (_, i) => this.pages.get(i + 1));
    if (!this.pages.has(1)) return null;
    return join(there.filter((one) => one !== undefined));
  }
}

function join(pages: Record<string, unknown>[]): Access {
  const lists = (name: string): Record<string, string[]> => {
    const out: Record<string, string[]> = Object.create(null);
    for (const page of pages)
      for (const [purpose, filters] of Object.entries((page[name] ?? {}) as Record<string, unknown>))
        out[purpose] = [...(out[purpose] ?? []), ...texts(filters)];
    return out;
  };
  const held = pages.flatMap((page) => (Array.isArray(page["held"]) ? page["held"] : [])).map((one) => ({
    machine: String(one?.machine ?? ""),
    project: String(one?.project ?? ""),
    session: String(one?.session ?? "+"),
    rights: texts(one?.rights),
  }));
  const first = pages[0] ?? {};
  return new Access(
    String(first["user"] ?? ""),
    Number(first["version"] ?? 0),
    lists("subscribe"),
    lists("publish"),
    held,
    lists("ask"),
  );
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
