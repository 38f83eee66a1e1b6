// The terminal component: mounted and unmounted by Streamlit; what it shows lives on for 15 s, so
// that a look at another page costs neither connection nor screen.

import { textOf, type Cleanup, type Component } from "../component";
import { isName, isProject, isSession } from "../topics";
import { getLink } from "../link";
import { View } from "./view";

const KEEP_MS = 15_000;

interface Kept {
  view: View;
  releaseLink: () => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  mounts: number;
}

const kept = new Map<string, Kept>();

export function terminal(component: Component): Cleanup {
  const user = textOf(component.data, "user");
  const machine = textOf(component.data, "machine");
  const project = textOf(component.data, "project");
  const session = textOf(component.data, "session");
  if (!isName(user) || !isName(machine) || !isProject(project) || !isSession(session)) return () => undefined;
  const key = [user, machine, project, session].join("/");
  let found = kept.get(key);
  if (!found) {
    const [link, releaseLink] = getLink(user);
    found = { view: new View(link, { machine, project, session }), releaseLink, timer: undefined, mounts: 0 };
    kept.set(key, found);
  }
  const held = found;
  clearTimeout(held.timer);
  held.mounts += 1;
  const mount = held.mounts;
  held.view.show(component.parentElement, {
    go: (page) => component.setTriggerValue("go", page),
    film: () => component.setTriggerValue("film", true),
  });
  return () => {
    if (mount !== held.mounts) return; // it was mounted anew before it was unmounted
    held.view.hide();
    held.timer = setTimeout(() => {
      kept.delete(key);
      held.view.end();
      held.releaseLink();
    }, KEEP_MS);
  };
}
