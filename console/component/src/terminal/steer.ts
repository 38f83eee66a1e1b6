// What a person sends into a session: keys at once and in order, prompts and orders with a receipt.
// While nobody is there to take it nothing is sent, and nothing is kept to be sent later.

import type { Place } from "../history";
import { Refused, type Link } from "../link";
import { plain } from "../plain";
import { clock } from "../time";
import { whom } from "./words";

/** As schemas/wire/verbs.py: characters of one `keys`, bytes of one `prompt`. */
const MAX_KEYS = 4096;
const MAX_PROMPT = 32 * 1024;
/** Of one paste, characters: more belongs into a file. */
const MAX_PASTE = 32 * 1024;
const FOR_THE_AGENT = /^[\s\ufeff]*[!/#@$]/;
const UNKNOWN = "No answer came, so nobody can say whether it was taken. Look at the screen before you send it again.";

export interface SteerEvents {
  /** Whether the session can take keys now: there, and not ended. */
  ready(): boolean;
  final(): boolean;
  /** A word that goes away by itself. */
  tell(text: string, ms: number): void;
  /** A word beside the composer that stays. */
  say(text: string, tone?: string): void;
}

export class Steering {
  private batch = "";

  constructor(
    private readonly link: Link,
    private readonly place: Place,
    private readonly events: SteerEvents,
  ) {}

  may(right: string): boolean {
    const { machine, project, session } = this.place;
    return this.link.access?.may(right, machine, project, session) ?? false;
  }

  whom(right: string): string {
    return whom(this.link.access?.ask(right) ?? []);
  }

  /** Types; false where nothing is sent. */
  type(text: string): boolean {
    if (!this.may("drive") || this.events.final()) return false;
    if (!this.events.ready()) {
      this.events.tell("Not typed: nobody is there to take it just now.", 3_000);
      return false;
    }
    if (text.length > MAX_PASTE) {
      this.events.tell("Not pasted: 32 KiB is the most at once. Put it into a file on the machine.", 8_000);
      return false;
    }
    if (!this.batch) queueMicrotask(() => this.flush());
    this.batch += text;
    return true;
  }

  private flush(): void {
    const characters = Array.from(this.batch);
    this.batch = "";
    for (let start = 0; start < characters.length; start += MAX_KEYS)
      this.send("keys", { text: characters.slice(start, start + MAX_KEYS).join("") });
  }

  resize(columns: number, rows: number): void {
    this.send("resize", { columns, rows });
  }

  private send(verb: string, fields: Record<string, unknown>): void {
    const { machine, project, session } = this.place;
    try {
      this.link.send(machine, project, session, verb, fields, (_, reason) =>
        this.events.tell(`Refused: ${reason}`, 6_000),
      );
    } catch (refused) {
      this.events.tell(refused instanceof Refused ? refused.message : "Not sent.", 4_000);
    }
  }

  async prompt(text: string): Promise<boolean> {
    if (new TextEncoder().encode(text).length > MAX_PROMPT) {
      this.events.say("Too long: a prompt holds 32 KiB. Put the rest into a file.", "stop");
      return false;
    }
    if (FOR_THE_AGENT.test(text) && !this.may("drive")) {
      this.events.say(`A prompt that begins like a command takes the right “drive”. ${this.whom("drive")}`, "stop");
      return false;
    }
    this.events.say("Sent. Waiting for the machine to take it…");
    return this.order("prompt", { text }, "Taken");
  }

  /** Asks for something, and says what came of it. */
  async order(verb: string, fields: Record<string, unknown>, done: string): Promise<boolean> {
    const refused = await this.ask(verb, fields);
    if (refused === null) this.events.say(`${done} by ${this.place.machine} at ${clock(Date.now(), Date.now(), true)}.`, "clear");
    else this.events.say(refused, "stop");
    return refused === null;
  }

  /** Asks for something. Null where it was accepted, else the reason for people. */
  async ask(verb: string, fields: Record<string, unknown>): Promise<string | null> {
    const { machine, project, session } = this.place;
    try {
      await this.link.request(machine, project, session, verb, fields);
      return null;
    } catch (trouble) {
      const refused = trouble instanceof Refused ? trouble : new Refused("internal", String(trouble));
      return refused.code === "no-answer" ? UNKNOWN : plain(refused.message || refused.code);
    }
  }
}
