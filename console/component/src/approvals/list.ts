// The list of questions. A row bears no answer: its text may be cut, and who signs sees the whole.
import { el, icon } from "../component";
import { glyph } from "../glyphs";
import { agentName } from "../names";
import { plain } from "../plain";
import { clock, duration } from "../time";
import { text } from "../terminal/words";
import { addressOf } from "./address";
import { titleOf, type Asked } from "./asked";
import { blocksOf, warningsOf } from "./blocks";
import type { Grant } from "./book";
import { decidedBy, verdict } from "./course";
import { NEXT, WARN } from "./draw";
import { groupOf, type Placed } from "./groups";
import { Ring } from "./ring";

export interface RowElement extends HTMLAnchorElement {
  ring?: Ring;
}

const where = (asked: Asked): string =>
  [agentName(text(asked.state, "agent")), asked.project === "-" ? "" : asked.project, asked.machine].filter(Boolean).join(" · ");

/** What it is about, on two lines at most. */
function about(asked: Asked): string {
  const command = asked.input?.["command"] ?? asked.input?.["file_path"];
  return plain(typeof command === "string" ? command : asked.summary, { most: 300 });
}

export function newRow(asked: Asked, open: () => void): RowElement {
  const row: RowElement = el("a", "ap");
  row.href = addressOf(asked);
  row.dataset["approval"] = asked.approval;
  row.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  };
  row.ring = new Ring();
  return row;
}

export function drawRow(row: RowElement, placed: Placed, current: boolean, me: string, now: number): void {
  const { course, standing } = placed;
  const { asked } = course;
  const decided = groupOf(placed) === "decided";
  row.ring?.draw(asked.asked, decided ? null : asked.until, now);
  if (current) row.setAttribute("aria-current", "true");
  else row.removeAttribute("aria-current");
  const said = decided ? `${verdict(course, me)}${course.gone ? ` ${clock(course.gone, now)}` : ""}` : standing.allow ? "" : short(asked, standing.deny);
  const warned = asked.input ? (warningsOf(blocksOf(asked.tool, asked.input), asked.parts)[0]?.[0] ?? "") : "";
  const mine = course.mine && !decided ? (course.told ? (course.told.accepted ? "Taken" : "Not taken") : "Sent") : "";
  const says = [titleOf(asked), about(asked), warned, said, mine, where(asked)].join("\0");
  if (row.dataset["says"] === says) return;
  row.dataset["says"] = says;
  row.classList.toggle("past", decided);
  const head = el("b", "", titleOf(asked));
  const what = el("span", "w", about(asked));
  const meta = el("span", "m");
  if (warned && !decided) {
    const tag = el("span", "tag");
    tag.append(icon(WARN), warned);
    meta.append(tag, el("br"));
  }
  if (said || mine) {
    const tag = el("span", decided ? "said" : "tag wait", [mine, said].filter(Boolean).join(" · "));
    if (!decided) tag.prepend(glyph("wait", ""));
    meta.append(tag, el("br"));
  }
  meta.append(where(asked));
  const first: Node[] = decided ? [mark(decidedBy(course))] : row.ring ? [row.ring.root] : [];
  row.replaceChildren(...first, head, what, meta, icon(NEXT));
}

const mark = (how: string): Node => {
  const box = el("span", "mk");
  box.append(how === "allow" ? glyph("end", "clear") : glyph("cross", how === "deny" ? "stop" : "dim"));
  return box;
};

/** Why it is not for the one who looks. */
function short(asked: Asked, denies: boolean): string {
  if (!denies) return "You look on";
  if (asked.excludes) return asked.group ? `Another one of ${plain(asked.group, { most: 40 })} must allow it` : "Somebody else must allow it: you asked for it";
  return "You have said yes; more are wanted";
}

const SCOPES: Readonly<Record<string, string>> = { "session-digest": "this session, exactly this", "session-rule": "this session, all of its rule" };

export function grant(one: Grant, me: string, now: number): HTMLElement {
  const row = el("div", "gr");
  const told = el("div");
  const [machine = "", project = ""] = one.place.split("/");
  const by = one.by.map((who) => (who === me ? "you" : plain(who, { most: 40 }))).join(" and ");
  const what = one.scope === "session-rule" ? `“${plain(one.rule, { most: 120 })}”` : plain(one.summary, { most: 300 });
  told.append(
    el("code", "", what),
    el("span", "", `${duration(one.until - now)} left · ${SCOPES[one.scope] ?? plain(one.scope, { most: 40 })}`),
    el("span", "", `${project === "-" ? machine : `${project} on ${machine}`}${by ? ` · by ${by}` : ""}`),
  );
  row.append(told);
  return row;
}
