// Tells a person, in this page, what has come up: a line, a sound, and a notification where the
// browser may show one. Where web push gets through to this browser, notifications are left to it.

import type { Access } from "../access";
import { standingOf, waitFor } from "../approvals/asked";
import { readObject, type Link, type Off } from "../link";
import { FINAL, number, text, type State } from "../terminal/words";
import { fromMicros } from "../time";
import { askedIn, needs, needsMe, newsOf, path, said, watches, type News } from "./news";
import { first, inView } from "./once";
import { quietAt } from "./quiet";
import { sound } from "./sounds";
import { readWishes, wants, type Wishes } from "./wishes";

/** An end that is older when we hear of it is no news: a computer that slept shall not burst out. */
const LATE_MS = 15 * 60_000;
/** As the hub: an agent that flaps must not become a siren. */
const MOST_AN_HOUR = 60;
const HOUR_MS = 3_600_000;
/** `off`: this browser shall show no notification, though it may. */
export const SWITCH = "sb-notify";

/** The tabs that bear a number. */
export type Counted = "approvals" | "fleet";

export class Alerts {
  wishes: Wishes = readWishes(null);
  private readonly offs: Off[] = [];
  private readonly filters = new Map<string, Off>();
  private readonly states = new Map<string, State>();
  /** Held back by quiet hours. */
  private readonly held = new Map<string, News>();
  private readonly opened = Date.now();
  private hour: number[] = [];

  constructor(
    private readonly link: Link,
    /** A line in the page. */
    private readonly shows: (news: News) => void,
    private readonly changed: () => void,
  ) {
    this.offs.push(link.on("access", (access) => this.follow(access)));
  }

  end(): void {
    for (const off of [...this.offs, ...this.filters.values()]) off();
  }

  /** What needs this very person: questions, and sessions that call. What a machine that is away asks
   * cannot be answered. */
  count(): Record<Counted, number> {
    const { access, user } = this.link;
    const found = { approvals: 0, fleet: 0 };
    if (access)
      for (const [place, state] of this.states) {
        if (FINAL.has(text(state, "phase")) || this.link.machine(place.split("/")[0] ?? "").state === "away") continue;
        found.approvals += waitFor(place, state, user, access);
        if (needsMe(place, state, access)) found.fleet += 1;
      }
    return found;
  }

  /** Whether it is still so. */
  stands(news: News): boolean {
    const state = this.states.get(news.place);
    return state !== undefined && newsOf(news.place, state).some((one) => one.tag === news.tag);
  }

  /** Call it now and then: quiet hours end. */
  tick(now: number): void {
    if (!this.held.size || quietAt(this.wishes.quiet, now)) return;
    const due = [...this.held.values()];
    this.held.clear();
    for (const news of due) if (this.stands(news)) this.consider(news, this.states.get(news.place) ?? news.state, now);
  }

  private follow(access: Access): void {
    const wanted = new Set(access.filters("session.state"));
    for (const [filter, off] of this.filters)
      if (!wanted.has(filter)) {
        off();
        this.filters.delete(filter);
      }
    for (const filter of wanted)
      if (!this.filters.has(filter)) this.filters.set(filter, this.link.subscribe(filter, this.state));
  }

  private readonly state = (topic: string, bytes: Uint8Array): void => {
    const place = topic.split("/").slice(2, 5).join("/");
    const state = bytes.length ? readObject(bytes) : null;
    const before = this.states.get(place);
    if (state) this.states.set(place, state);
    else this.states.delete(place);
    this.changed();
    const after = new Set(state ? newsOf(place, state).map((one) => one.tag) : []);
    for (const news of before ? newsOf(place, before) : [])
      if (needs(news.kind) && !after.has(news.tag)) void withdraw(news.tag).catch(() => undefined);
    if (!state) return;
    // What is so already when the page first hears of it is no news, but of a session that is new.
    if (!before && fromMicros(number(state, "started") ?? 0) < this.opened) return;
    const old = new Set(before ? newsOf(place, before).map((one) => one.tag) : []);
    // The document of an ended session names no watchers any more: the one before does.
    for (const news of newsOf(place, state))
      if (!old.has(news.tag)) this.consider(news, needs(news.kind) ? state : (before ?? state), Date.now());
  };

  private consider(news: News, seen: State, now: number): void {
    if (!wants(this.wishes, news) || watches(this.link.user, seen)) return;
    const asked = askedIn(news);
    if (asked && !standingOf(asked, this.link.user, this.link.access).allow) return; // it waits for others
    if (!needs(news.kind) && now - news.since > LATE_MS) return;
    this.shows(news);
    if (!quietAt(this.wishes.quiet, now)) this.tell(news).catch((trouble) => console.error("an alert could not be shown", trouble));
    else if (needs(news.kind)) this.held.set(news.tag, news);
  }

  private async tell(news: News): Promise<void> {
    if (await inView(news.place)) return;
    const now = Date.now();
    this.hour = this.hour.filter((at) => now - at < HOUR_MS);
    if (this.hour.length >= MOST_AN_HOUR || !(await first(news.tag))) return;
    this.hour.push(now);
    const { soundNeeds, soundEnds, details, pushes } = this.wishes;
    if (needs(news.kind) ? soundNeeds : soundEnds) sound(needs(news.kind));
    await notify(news, details, pushes);
    if (needs(news.kind) && !this.stands(news)) await withdraw(news.tag); // answered meanwhile
  }
}

async function notify(news: News, details: boolean, pushes: readonly string[]): Promise<void> {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  if (!("serviceWorker" in navigator) || localStorage.getItem(SWITCH) === "off") return;
  const worker = await navigator.serviceWorker.ready;
  const mine = pushes.length ? await worker.pushManager?.getSubscription() : null;
  if (mine && pushes.includes(await digest(mine.endpoint))) return; // the hub tells this browser
  const [title, body] = said(news, details);
  await worker.showNotification(title, {
    body,
    tag: news.tag,
    icon: "/icons/icon-192.png",
    badge: "/icons/icon-192.png",
    data: { path: path(news) },
  });
}

/** Somebody has answered: the notification asks nobody any more. */
async function withdraw(tag: string): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration();
  for (const one of (await worker?.getNotifications({ tag })) ?? []) one.close();
}

async function digest(text: string): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(sum)].map((one) => one.toString(16).padStart(2, "0")).join("");
}
