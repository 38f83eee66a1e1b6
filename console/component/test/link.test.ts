import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Wire, WireEvents } from "../src/dial";
import { Link } from "../src/link";

const encoder = new TextEncoder();
const bytes = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));

class Fake implements Wire {
  sent: [string, Record<string, unknown>][] = [];
  filters = new Set<string>();
  refuse = new Set<string>();
  asked: string[] = [];
  ended = false;
  constructor(readonly events: WireEvents) {}
  publish(topic: string, text: string): void {
    this.sent.push([topic, JSON.parse(text)]);
  }
  subscribe(filters: string[], refused: (filter: string) => void): void {
    for (const one of filters) {
      this.asked.push(one);
      this.filters.add(one);
      if (this.refuse.has(one)) refused(one);
    }
  }
  unsubscribe(filters: string[]): void {
    for (const one of filters) this.filters.delete(one);
  }
  ping(): void {}
  end(): void {
    this.ended = true;
  }
}

let wires: Fake[] = [];
const wire = (): Fake => wires.at(-1) as Fake;
let link: Link;

beforeEach(() => {
  vi.useFakeTimers();
  wires = [];
  link = new Link("ana", (_, events) => {
    const made = new Fake(events);
    wires.push(made);
    return made;
  });
});
afterEach(() => {
  link.end();
  vi.useRealTimers();
});

test("says in words where it stands, and comes back by itself", () => {
  const seen: string[] = [];
  link.on("state", (status) => seen.push(`${status.state} ${status.connection}`));
  wire().events.connected();
  wire().events.closed();
  vi.advanceTimersByTime(400);
  expect(wires).toHaveLength(2);
  wire().events.connected();
  expect(seen).toEqual(["reconnecting 0", "connected 1", "reconnecting 1", "connected 2"]);
});

test("asks the broker for the fewest filters, and for the narrow ones again when the wide one goes", () => {
  wire().events.connected();
  const narrow = "fleet/session/m1/web/01jd9x3k5rab7c/state";
  link.subscribe(narrow, () => undefined);
  expect(wire().filters.has(narrow)).toBe(true);
  const off = link.subscribe("fleet/session/m1/web/+/state", () => undefined);
  expect(wire().filters.has(narrow)).toBe(false);
  off();
  expect(wire().filters.has(narrow)).toBe(true);
});

test("who subscribes late is told the retained documents, and what was cleared is not", () => {
  wire().events.connected();
  const topic = "fleet/session/m1/web/01jd9x3k5rab7c/state";
  const first = vi.fn();
  link.subscribe("fleet/session/m1/web/+/state", first);
  wire().events.message(topic, bytes({ phase: "idle" }));
  wire().events.message("fleet/session/m1/web/01jd9x3k5rab7d/state", bytes({}));
  wire().events.message("fleet/session/m1/web/01jd9x3k5rab7d/state", new Uint8Array());
  const late = vi.fn();
  link.subscribe("fleet/session/m1/web/+/state", late);
  expect(first).toHaveBeenCalledTimes(3);
  expect(late.mock.calls.map((call) => call[0])).toEqual([topic]);
});

test("nothing is sent while nobody is connected, and nothing of it later", async () => {
  await expect(link.request("m1", "web", "-", "prompt", { text: "x" })).rejects.toMatchObject({ code: "not-connected" });
  expect(() => link.send("m1", "web", "-", "keys", { text: "x" })).toThrow();
  wire().events.connected();
  vi.advanceTimersByTime(5_000);
  expect(wire().sent).toEqual([]);
});

test("asks again under the same id and with the beat that was seen then", async () => {
  wire().events.connected();
  link.machine("m1");
  const beat = (boot: number): void =>
    wire().events.message("fleet/machine/m1/presence", bytes({ online: true, since: 1, beat: { boot, incarnation: "d-1" } }));
  beat(100);
  const asked = link.request("m1", "web", "01jd9x3k5rab7c", "prompt", { text: "go" });
  beat(200);
  wire().events.closed();
  vi.advanceTimersByTime(400);
  wire().events.connected();
  const [first, again] = [wires[0]?.sent[0], wires[1]?.sent[0]];
  expect(again).toEqual(first);
  expect(first?.[1]).toMatchObject({ ttl: 15, seen: { boot: 100, incarnation: "d-1" }, text: "go" });
  const id = String(first?.[1]["id"]);
  wire().events.message(`fleet/reply/ana/m1/${id}`, bytes({ id, status: "accepted", final: true }));
  await expect(asked).resolves.toMatchObject({ status: "accepted" });
});

test("keys are never sent twice", () => {
  wire().events.connected();
  link.send("m1", "web", "01jd9x3k5rab7c", "keys", { text: "rm" });
  wire().events.closed();
  vi.advanceTimersByTime(400);
  wire().events.connected();
  vi.advanceTimersByTime(20_000);
  expect(wires.flatMap((one) => one.sent)).toHaveLength(1);
});

test("a rejection says why, and silence says that nobody knows", async () => {
  wire().events.connected();
  const refused = link.request("m1", "web", "01jd9x3k5rab7c", "stop");
  const id = String(wire().sent[0]?.[1]["id"]);
  wire().events.message(
    `fleet/reply/ana/m1/${id}`,
    bytes({ id, status: "rejected", code: "not-granted", reason: "no right", final: true }),
  );
  await expect(refused).rejects.toMatchObject({ code: "not-granted", message: "no right" });
  const silent = expect(link.request("m1", "web", "01jd9x3k5rab7c", "stop")).rejects.toMatchObject({ code: "no-answer" });
  for (let second = 0; second < 30; second += 1) {
    vi.advanceTimersByTime(1_000);
    wire().events.heard();
  }
  await silent;
});

test("pages of archive and machine come each once, before both receipts", async () => {
  wire().events.connected();
  const pages: unknown[] = [];
  const all = link.requestPages("m1", "web", "01jd9x3k5rab7c", "history", { last: 3 }, {
    answerers: ["hub", "m1"],
    onPage: (data) => pages.push(data["n"]),
  });
  const id = String(wire().sent[0]?.[1]["id"]);
  const say = (from: string, reply: object): void =>
    wire().events.message(`fleet/reply/ana/${from}/${id}`, bytes({ id, ...reply }));
  say("hub", { page: 1, data: { n: 1 }, final: false });
  say("hub", { page: 1, data: { n: 1 }, final: false });
  say("hub", { status: "accepted", final: true });
  say("m1", { page: 1, data: { n: 2 }, final: false });
  say("m1", { status: "accepted", final: true });
  expect(await all).toHaveLength(2);
  expect(pages).toEqual([1, 2]);
});

test("a refused subscription is tried again before it is believed", () => {
  wire().refuse.add("fleet/hub/anchor");
  wire().events.connected();
  link.subscribe("fleet/hub/anchor", () => undefined);
  for (let second = 0; second < 40; second += 1) {
    vi.advanceTimersByTime(1_000);
    wire().events.heard();
  }
  expect(wire().asked.filter((one) => one === "fleet/hub/anchor")).toHaveLength(6);
});

test("a machine whose beat stands still is away, whatever it says of itself", () => {
  wire().events.connected();
  expect(link.machine("m1").state).toBe("unknown");
  const say = (): void =>
    wire().events.message("fleet/machine/m1/presence", bytes({ online: true, since: 1, beat: { boot: 7, incarnation: "d-1" } }));
  say();
  expect(link.machine("m1").state).toBe("there");
  for (let second = 0; second < 31; second += 1) {
    vi.advanceTimersByTime(1_000);
    say();
  }
  expect(link.machine("m1").state).toBe("away");
});
