// In which order questions stand, and under which heading. Pure.
import type { There } from "../presence";
import type { Standing } from "./asked";
import { over, type Course } from "./course";

export type Group = "needs" | "others" | "held" | "decided";

export const GROUPS: readonly [Group, string, string][] = [
  ["needs", "Needs you", "least time first"],
  ["others", "Wait for others", ""],
  ["held", "Held where nobody is reached", ""],
  ["decided", "Decided just now", ""],
];

export interface Placed {
  course: Course;
  standing: Standing;
  there: There["state"];
}

export function groupOf({ course, standing, there }: Placed): Group {
  if (over(course)) return "decided";
  if (there === "away") return "held";
  return standing.allow ? "needs" : "others";
}

const FAR = Number.MAX_SAFE_INTEGER;

export function arranged(found: readonly Placed[]): Map<Group, Placed[]> {
  const out = new Map<Group, Placed[]>(GROUPS.map(([group]) => [group, []]));
  for (const one of found) out.get(groupOf(one))?.push(one);
  for (const [group, list] of out)
    list.sort((a, b) =>
      group === "decided"
        ? b.course.gone - a.course.gone
        : (a.course.asked.until ?? FAR) - (b.course.asked.until ?? FAR) || a.course.asked.asked - b.course.asked.asked,
    );
  return out;
}
