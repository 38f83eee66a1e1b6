// The search, the filters, and what is filtered just now.
import { el, icon } from "../component";
import { agentName } from "../names";
import { plain } from "../plain";
import { button } from "../sheet";
import { text, type State } from "../terminal/words";
import { FIELDS, NO_FILTERS, inWords, readFilters, spellFilters, type Filters } from "./filters";
import { GROUPS } from "./groups";

const LOOK = "M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM16 16l4.500 4.500";
const LINES = "M4 7h16M7 12h10M10 17h4";
const LABELS = { machine: "Machine", project: "Project", agent: "Agent", state: "State" } as const;
type Choice = keyof typeof LABELS;

export class Sieve {
  readonly find = el("div", "find");
  readonly panel = el("div", "sel");
  readonly chosen = el("div", "chosen");
  filters: Filters;
  private readonly input = el("input");
  private readonly mine = el("input");
  private readonly said = el("span");
  private readonly clearing = button("btn bare", "Clear the filters", () => this.clear());
  private readonly more: HTMLButtonElement;
  private readonly selects = new Map<Choice, HTMLSelectElement>();

  constructor(
    spelt: string,
    private readonly changed: () => void,
  ) {
    this.filters = readFilters(spelt);
    this.find.setAttribute("role", "search");
    const field = el("label", "field");
    this.input.type = "search";
    this.input.placeholder = "Find a session";
    this.input.setAttribute("aria-label", "Find a session");
    this.input.autocomplete = "off";
    this.input.spellcheck = false;
    this.input.enterKeyHint = "search";
    this.input.oninput = () => this.set({ words: this.input.value.slice(0, 200) });
    // A key typed here is no shortcut of the page around it.
    this.input.onkeydown = (event) => event.stopPropagation();
    field.append(icon(LOOK), this.input);
    this.more = button("btn square", "", () => this.open(this.panel.hidden === true));
    this.more.setAttribute("aria-label", "Filters");
    this.more.append(icon(LINES));
    this.find.append(field, this.more);
    for (const name of Object.keys(LABELS) as Choice[]) {
      const label = el("label", "", LABELS[name]);
      const select = el("select");
      select.name = name;
      select.onchange = () => this.set({ [name]: select.value } as Partial<Filters>);
      this.selects.set(name, select);
      label.append(select);
      this.panel.append(label);
    }
    const tick = el("label", "tick");
    this.mine.type = "checkbox";
    this.mine.onchange = () => this.set({ mine: this.mine.checked });
    tick.append(this.mine, "Opened by you, in this browser");
    this.panel.append(tick);
    this.chosen.append(this.said, this.clearing);
    this.open(spellFilters({ ...this.filters, words: "" }) !== "");
    this.fill();
  }

  /** As the address has them: a visit, or a step back. */
  read(spelt: string): void {
    this.filters = readFilters(spelt);
    this.fill();
    this.changed();
  }

  set(change: Partial<Filters>): void {
    this.filters = { ...this.filters, ...change };
    // Straight into the address: it survives a reload, and no page has to run for a letter.
    const address = new URL(location.href);
    const spelt = spellFilters(this.filters);
    if (spelt) address.searchParams.set("f", spelt);
    else address.searchParams.delete("f");
    history.replaceState(history.state, "", address);
    this.fill();
    this.changed();
  }

  clear(): void {
    this.set(NO_FILTERS);
    this.open(false);
  }

  /** Where nothing fits, the way out stands in the middle of the page, and only there. */
  fits(some: boolean): void {
    this.clearing.hidden = !some;
  }

  /** What there is to choose from. */
  draw(states: Iterable<State>): void {
    const found = [...states];
    for (const name of FIELDS) {
      const values = [...new Set([...found.map((state) => text(state, name)), this.filters[name]])].filter(Boolean).sort();
      this.offer(name, values.map((value) => [value, SPELT[name](value)]));
    }
    this.offer("state", GROUPS.map(([group, word]) => [group, word]));
  }

  private offer(name: Choice, choices: [string, string][]): void {
    const select = this.selects.get(name);
    const says = JSON.stringify(choices);
    if (!select) return;
    if (select.dataset["says"] !== says) {
      select.dataset["says"] = says;
      select.replaceChildren(new Option("All", ""), ...choices.map(([value, word]) => new Option(word, value)));
    }
    if (select.value !== this.filters[name]) select.value = this.filters[name];
  }

  private fill(): void {
    if (this.input.value !== this.filters.words) this.input.value = this.filters.words;
    this.mine.checked = this.filters.mine;
    const said = inWords(this.filters);
    this.chosen.hidden = !said;
    this.said.textContent = said && `Only ${said}`;
  }

  private open(wanted: boolean): void {
    this.panel.hidden = !wanted;
    this.more.setAttribute("aria-expanded", String(wanted));
  }
}

const SPELT: Record<(typeof FIELDS)[number], (value: string) => string> = {
  machine: (value) => plain(value, { most: 40 }),
  project: (value) => (value === "-" ? "No project" : plain(value, { most: 40 })),
  agent: agentName,
};
