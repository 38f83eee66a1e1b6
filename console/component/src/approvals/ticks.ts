// Three stations in the place of the buttons: sent, taken by the machine, the agent went on.
import { el, icon } from "../component";
import { clock } from "../time";
import { over, stations, verdict, type Course } from "./course";
import { CROSS, TICK } from "./draw";

export function drawTicks(course: Course, agent: string, me: string): HTMLElement {
  const list = el("ol", "ticks");
  list.setAttribute("aria-live", "polite");
  const now = Date.now();
  for (const one of stations(course, agent)) {
    const row = el("li", one.tone);
    const dot = el("i", "o");
    if (one.tone !== "wait") dot.append(icon(one.tone === "done" ? TICK : CROSS));
    const told = el("div");
    told.append(el("b", "", one.title), el("span", "", one.text));
    const time = el("time", "", one.at ? clock(one.at, now, true) : "");
    row.append(dot, told, time);
    list.append(row);
  }
  // Somebody else was first: what they said is the last word.
  if (over(course) && course.told && !course.told.accepted) list.append(el("li", "last", verdict(course, me)));
  return list;
}
