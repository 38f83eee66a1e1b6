// Why not, or why: a sheet with the reason already in focus.
import { el } from "../component";
import { button, openSheet, type Sheet } from "../sheet";

const SUGGESTED = ["Wrong folder", "No downloads", "Ask before you push", "Smaller steps"];
/** As schemas/wire/verbs.py. */
const MOST = 2_000;

export interface Wanted {
  title: string;
  told: string;
  /** On the button: what happens. */
  act: string;
  tone: "no" | "yes";
  /** It cannot be said without. */
  required: boolean;
}

export function askReason(root: HTMLElement, wanted: Wanted, say: (reason: string) => void): Sheet {
  const sheet = openSheet(root, wanted.title);
  const label = el("label");
  const area = el("textarea");
  area.maxLength = MOST;
  area.rows = 3;
  area.placeholder = wanted.tone === "no" ? "What should it do instead?" : "Why is this right?";
  const name = el("span", "vh", wanted.required ? "Reason, which is wanted" : "Reason");
  label.append(name, area);
  // A keyboard's letters are no shortcuts of the page.
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") event.stopPropagation();
  });
  const act = button(`btn ${wanted.tone}`, wanted.act, () => {
    if (wanted.required && !area.value.trim()) return;
    act.disabled = true; // a second tap says nothing more
    sheet.close();
    say(area.value.trim());
  });
  const enable = (): void => {
    act.disabled = wanted.required && !area.value.trim();
  };
  area.addEventListener("input", enable);
  enable();
  const row = el("div", "duo");
  row.append(button("btn", "Back", () => sheet.close()), act);
  sheet.body.append(el("p", "tell", wanted.told), label);
  if (wanted.tone === "no") {
    const list = el("div", "sugg");
    for (const one of SUGGESTED)
      list.append(
        button("btn", one, () => {
          area.value = area.value.trim() ? `${area.value.trimEnd()} ${one}.` : `${one}.`;
          area.focus();
          enable();
        }),
      );
    sheet.body.append(list);
  }
  sheet.body.append(row);
  area.focus();
  return sheet;
}
