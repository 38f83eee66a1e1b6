// The fleet component: mounted and unmounted by Streamlit; what it shows lives on for 15 s.
import { textOf, type Cleanup, type Component } from "./component";
import { View, type Told } from "./fleet/view";
import { getLink } from "./link";
import { isName } from "./topics";

const KEEP_MS = 15_000;

interface Kept {
  view: View;
  releaseLink: () => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  mounts: number;
}

const kept = new Map<string, Kept>();

export function fleet(component: Component): Cleanup {
  const user = textOf(component.data, "user");
  if (!isName(user)) return () => undefined;
  const told: Told = {
    open: (place) => component.setTriggerValue("open", place),
    start: () => component.setTriggerValue("start", {}),
  };
  let found = kept.get(user);
  if (!found) {
    const [link, releaseLink] = getLink(user);
    found = { view: new View(link, textOf(component.data, "filters"), told), releaseLink, timer: undefined, mounts: 0 };
    kept.set(user, found);
  }
  const held = found;
  clearTimeout(held.timer);
  held.mounts += 1;
  const mount = held.mounts;
  held.view.show(component.parentElement, told);
  return () => {
    if (mount !== held.mounts) return; // it was mounted anew before it was unmounted
    held.timer = setTimeout(() => {
      kept.delete(user);
      held.view.end();
      held.releaseLink();
    }, KEEP_MS);
  };
}
