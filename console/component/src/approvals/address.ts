// Which approval the page's address names: `/approvals?s=m/p/s&a=<approval>`; without `a` the first
// of that session. Pure.
import { isName, isProject, isSession } from "../topics";

export interface Named {
  place: string;
  approval: string;
}

export function readAddress(search: string): Named | null {
  const query = new URLSearchParams(search);
  const place = query.get("s") ?? "";
  const approval = query.get("a") ?? "";
  const [machine = "", project = "", session = "", ...more] = place.split("/");
  if (more.length || !isName(machine) || !isProject(project) || !isSession(session)) return null;
  return { place, approval: /^[0-9a-z]{8}$/.test(approval) ? approval : "" };
}

export const addressOf = ({ place, approval }: Named): string => `/approvals?s=${place}${approval ? `&a=${approval}` : ""}`;
