// The fleet component: mounted and unmounted by Streamlit; what it shows lives on for 15 s.
import { textOf, type Cleanup, type Component } from "./component";
import { View, type Told } from "./fleet/view";
import { Kept } from "./kept";
import { getLink } from "./link";
import { isName } from "./topics";

const views = new Kept<{ view: View; release: () => void }>(({ view, release }) => {
  view.end();
  release();
});

export function fleet(component: Component): Cleanup {
  const user = textOf(component.data, "user");
  if (!isName(user)) return () => undefined;
  const told: Told = {
    open: (place) => component.setTriggerValue("open", place),
    start: (wanted) => component.setTriggerValue("start", wanted),
  };
  const [held, release] = views.take(user, () => {
    const [link, releaseLink] = getLink(user);
    return { view: new View(link, told), release: releaseLink };
  });
  held.view.show(component.parentElement, told);
  return release;
}
