// A fleet with nothing to show: what is true, why, and what to do now.
import { el } from "../component";
import { button, command } from "../sheet";
import { whom } from "../terminal/words";

export type Empty = "looking" | "filtered" | "machines" | "sessions";

export interface Ways {
  /** null: not for this person. */
  start: (() => void) | null;
  add: (() => void) | null;
  clear: () => void;
  /** Whom to ask for a right. */
  ask: (right: string) => string[];
}

const RUN = "signalbox run claude";

export function empty(what: Empty, ways: Ways): Node[] {
  const steps = (...all: [string, Node][]): HTMLElement => {
    const list = el("ol");
    for (const [i, [says, more]] of all.entries()) {
      const item = el("li");
      const body = el("div", "", says);
      body.append(more);
      item.append(el("b", "", String(i + 1)), body);
      list.append(item);
    }
    return list;
  };
  switch (what) {
    case "looking":
      return [el("p", "", "Your sessions are on their way from the hub.")];
    case "filtered":
      return [el("h2", "", "No session fits these filters."), button("btn main", "Clear the filters", ways.clear)];
    case "machines": {
      if (!ways.add) return [el("h2", "", "No machine that you may see."), el("p", "", `You see those that somebody lets you see. ${whom(ways.ask("admin"))}`)];
      return [
        el("h2", "", "No machine yet."),
        el("p", "", "Machines only dial out to this hub, so no port has to be opened on them."),
        steps(["Get a line to paste on it:", button("btn main", "Add a machine", ways.add)], ["Start an agent there:", command(RUN, "the line that starts an agent")]),
      ];
    }
    case "sessions":
      if (!ways.start) return [el("h2", "", "Line clear. No session runs."), el("p", "", `You may watch. Starting one takes the right to operate. ${whom(ways.ask("operate"))}`)];
      return [
        el("h2", "", "Line clear. No session runs."),
        el("p", "", "Start one here, or on a machine:"),
        command(RUN, "the line that starts an agent"),
        button("btn main", "Start a session", ways.start),
      ];
  }
}
