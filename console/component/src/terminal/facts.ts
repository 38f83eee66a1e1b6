// The panel beside the terminal (over it on a phone): what the session is, its name, and its end.
import { el } from "../component";
import type { Place } from "../history";
import { agentName } from "../names";
import { plain } from "../plain";
import { clock, fromMicros } from "../time";
import { tap } from "./keybar";
import { watchers } from "./standing";
import * as words from "./words";

/** A second tap within so long stops the session. */
const SURE_MS = 4_000;
const MOST_TITLE = 200;

export interface FactsEvents {
  stop(): void;
  /** Null where it was taken, else why not. */
  rename(title: string): Promise<string | null>;
}

export class Facts {
  readonly root = el("aside", "facts");
  private readonly list = el("div");
  private readonly stop = el("button", "btn stop", "Stop…");
  private readonly rename = el("button", "btn", "Rename…");
  private readonly form = el("form", "ren");
  private readonly input = el("input");
  private readonly told = el("p", "told");
  private drawn = "";
  private title = "";

  constructor(
    private readonly place: Place,
    private readonly events: FactsEvents,
  ) {
    this.root.setAttribute("aria-label", "Facts");
    this.root.hidden = true;
    tap(this.stop, () => this.stopTapped());
    tap(this.rename, () => this.edit(true));
    const label = el("label");
    this.input.maxLength = MOST_TITLE;
    this.input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.edit(false);
    });
    label.append(el("span", "", "Name of the session"), this.input);
    const save = el("button", "btn main", "Save the name");
    const leave = tap(el("button", "btn", "Leave it"), () => this.edit(false));
    const row = el("div", "act");
    row.append(save, leave);
    this.form.append(label, row);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.save();
    });
    this.told.setAttribute("role", "status");
    const act = el("div", "act");
    act.append(this.rename, this.stop);
    this.root.append(this.list, this.form, this.told, act);
    this.edit(false);
    this.say("");
  }

  /** `may`: whether this person may name and stop it at all; `now`: whether it can be asked now. */
  draw(state: words.State | null, typed: { who: string; at: number } | null, may: boolean, can: boolean, now: number): void {
    const final = words.FINAL.has(words.text(state, "phase"));
    this.title = words.text(state, "title");
    this.stop.hidden = this.rename.hidden = !may || final;
    if (!this.form.hidden && this.rename.hidden) this.edit(false);
    this.rename.hidden ||= !this.form.hidden;
    this.stop.disabled = this.rename.disabled = !can;
    if (state) this.fill(groups(state, this.place, typed, final, now));
  }

  private fill(found: Group[]): void {
    const text = JSON.stringify(found);
    if (this.drawn === text) return;
    this.drawn = text;
    this.list.replaceChildren(
      ...found.flatMap(([title, rows]) => {
        const list = el("dl");
        for (const [name, value] of rows) if (value) list.append(el("dt", "", name), el("dd", "", value));
        return list.childElementCount ? [el("h2", "", title), list] : [];
      }),
    );
  }

  private edit(on: boolean): void {
    this.form.hidden = !on;
    this.rename.hidden = on;
    if (!on) return;
    this.say("");
    this.input.value = plain(this.title, { most: MOST_TITLE });
    this.input.focus();
    this.input.select();
  }

  private async save(): Promise<void> {
    const refused = await this.events.rename(this.input.value.trim());
    if (refused === null) this.edit(false);
    this.say(refused ?? "");
  }

  private say(text: string): void {
    this.told.textContent = text;
    this.told.className = "told stop";
    this.told.hidden = !text;
  }

  private stopTapped(): void {
    if (this.stop.dataset["sure"] === undefined) {
      this.stop.dataset["sure"] = "";
      this.stop.textContent = "Tap again to stop it";
      setTimeout(() => this.unsure(), SURE_MS);
      return;
    }
    this.unsure();
    this.events.stop();
  }

  private unsure(): void {
    delete this.stop.dataset["sure"];
    this.stop.textContent = "Stop…";
  }
}

type Group = [string, [string, string][]];

function groups(
  state: words.State,
  place: Place,
  typed: { who: string; at: number } | null,
  final: boolean,
  now: number,
): Group[] {
  const own = (name: string): string => plain(words.text(state, name), { most: 4096 });
  const branch = own("branch") && `${own("branch")}${state["dirty"] === true ? ", with changes" : ""}`;
  return [
    ["Session", [
      ["Agent", [agentName(words.text(state, "agent")), own("version")].filter(Boolean).join(" ")],
      ["Machine", place.machine],
      ["Project", place.project === "-" ? "" : place.project],
      ["Folder", own("folder")],
      ["Branch", branch],
      ["Started", clock(fromMicros(words.number(state, "started") ?? 0), now)],
      ["Exit", final ? words.exit(state, now) : ""],
    ]],
    ["Gate", [["Gate", words.gate(state)], ["Level", words.level(state)], ["Mode", own("mode")]]],
    ["Here now", [
      ["Watching", watchers(state).join(", ")],
      ["Typed last", typed ? `${plain(typed.who, { most: 40 })}, ${clock(typed.at, now)}` : ""],
    ]],
    ["Record", [["Lines", words.record(state)], ["Session", place.session]]],
  ];
}
