// The parts of a card as elements. All text of others is set as text, and what cannot be seen in it
// is drawn as a mark.
import { el, icon } from "../component";
import { pieces, plain } from "../plain";
import { marks, type Block } from "./blocks";
import type { Row } from "./diff";

export const WARN = "M12 4 2.500 20h19zM12 10v4.500m0 2.700v.1";
export const TICK = "m5 12.500 5 5L19.500 7";
export const CROSS = "m6 6 12 12M18 6 6 18";
export const DOWN = "m5 9 7 7 7-7";
export const BACK = "m15 5-7 7 7 7";
export const NEXT = "m9 5 7 7-7 7";
const FILE = "M6 3h8l4 4v14H6zM14 3v5h5";

/** Text with marks for what is hidden in it: `U+200B` on solid red. */
export function marked(into: HTMLElement, text: string): HTMLElement {
  for (const one of pieces(text)) into.append(typeof one === "string" ? one : el("span", "hid", one.mark));
  return into;
}

export function section(title: string, ...inside: Node[]): HTMLElement {
  const made = el("section");
  made.append(el("h3", "", title), ...inside);
  return made;
}

export function blocks(found: readonly Block[]): HTMLElement[] {
  const out: HTMLElement[] = [];
  let facts: HTMLElement | null = null;
  for (const one of found) {
    if (one.kind === "fact") {
      if (!facts) {
        facts = el("dl", "plate fact");
        out.push(section("With", facts));
      }
      const value = el("dd");
      value.append(marked(el("code"), one.text));
      facts.append(marked(el("dt"), one.name), value);
    } else if (one.kind === "where") out.push(section(one.name, marked(el("pre", "run"), one.text)));
    else if (one.kind === "claim") out.push(claim(one.text));
    else if (one.kind === "diff") out.push(section(plain(one.name), changes(one.rows), counted(one.rows.map((row) => row.text).join(""))));
    else out.push(section(plain(one.name, { most: 200 }), marked(el("pre", "run"), one.text), counted(one.text)));
  }
  // Words about itself never stand between the parts of what would run.
  return [...out.filter((one) => !one.classList.contains("own")), ...out.filter((one) => one.classList.contains("own"))];
}

/** `141 characters, nothing left out`, and how many of them are hidden. */
function counted(text: string): HTMLElement {
  const line = el("p", "cap");
  const count = Array.from(text).length;
  line.append(el("span", "", `${spaced(count)} ${count === 1 ? "character" : "characters"}, nothing left out`));
  const hidden = marks(text);
  if (hidden) {
    const told = el("span", "", `${hidden} hidden, shown as `);
    told.append(el("span", "hid", "U+…"));
    line.append(told);
  }
  return line;
}

const spaced = (count: number): string => count.toLocaleString("en").replaceAll(",", "\u202f");

export function claim(text: string): HTMLElement {
  const made = el("div", "own");
  made.append(el("b", "", "The agent says (not checked)"), marked(el("span"), text));
  return made;
}

const SIGNS = { " ": ["", "same"], "-": ["−", "taken out"], "+": ["+", "put in"] } as const;

function changes(rows: readonly Row[]): HTMLElement {
  const made = el("div", "run diff");
  for (const { sign, text } of rows) {
    const [drawn, said] = SIGNS[sign];
    const line = el("div", sign === "-" ? "del" : sign === "+" ? "add" : "");
    const first = el("i", "", drawn);
    first.setAttribute("aria-hidden", "true");
    const code = marked(el("code"), text.replace(/\n$/, ""));
    if (sign !== " ") code.prepend(el("span", "vh", `${said}: `));
    if (!text.endsWith("\n")) code.append(el("span", "dim", " (no newline at its end)"));
    line.append(first, code);
    made.append(line);
  }
  return made;
}

/** The machine spelt it out already (`⟨U+200B⟩`): its marks are drawn as ours. */
function respelt(into: HTMLElement, text: string): HTMLElement {
  for (const [i, one] of text.split(/⟨(U\+[0-9A-F]{4,6})⟩/).entries()) {
    if (i % 2) into.append(el("span", "hid", one));
    else marked(into, one);
  }
  return into;
}

const TONES: Readonly<Record<string, string>> = { deny: "stop", ask: "wait" };
const DECIDES: Readonly<Record<string, string>> = { allow: "allowed", ask: "asks", deny: "denied" };

export function parts(found: readonly { decide: string; what: string; text: string; rule: string; why: string }[]): HTMLElement {
  const list = el("ol", "plate parts");
  for (const [i, one] of found.entries()) {
    const row = el("li");
    const tone = TONES[one.decide] ?? "";
    const decided = DECIDES[one.decide] ?? plain(one.decide, { most: 20 });
    row.append(
      el("span", "no", String(i + 1)),
      respelt(el("code", "mono"), one.text),
      respelt(el("p", tone), one.why || one.what),
      el("p", "", one.rule && one.rule !== "no rule" ? `${decided} · rule “${plain(one.rule, { most: 200 })}”` : decided),
    );
    list.append(row);
  }
  return list;
}

export function programs(found: readonly { path: string; sha256: string }[]): HTMLElement {
  const list = el("ul", "plate files");
  for (const one of found) {
    const row = el("li");
    const says = el("div");
    says.append(marked(el("code", "mono"), one.path), digest(one.sha256));
    row.append(icon(FILE), says);
    list.append(row);
  }
  return list;
}

/** A digest, whole, in groups that an eye can compare. */
export function digest(hex: string): HTMLElement {
  return el("code", "sum", `sha256 ${plain(hex, { most: 80 }).replace(/(.{16})(?=.)/g, "$1 ")}`);
}

export function facts(rows: readonly (readonly [string, string | HTMLElement])[]): HTMLElement {
  const list = el("dl", "plate fact");
  for (const [name, value] of rows) {
    if (!value) continue;
    const told = el("dd");
    if (typeof value === "string") marked(told, value);
    else told.append(value);
    list.append(el("dt", "", name), told);
  }
  return list;
}
