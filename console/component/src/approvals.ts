// The approvals component: mounted and unmounted by Streamlit; what it shows lives on for 15 s.
import { textOf, type Cleanup, type Component } from "./component";
import { View } from "./approvals/view";
import { Kept } from "./kept";
import { getLink } from "./link";
import { isName } from "./topics";

const views = new Kept<{ view: View; release: () => void }>(({ view, release }) => {
  view.end();
  release();
});

export function approvals(component: Component): Cleanup {
  const user = textOf(component.data, "user");
  if (!isName(user)) return () => undefined;
  const [held, release] = views.take(user, () => {
    const [link, releaseLink] = getLink(user);
    return { view: new View(link), release: releaseLink };
  });
  held.view.show(component.parentElement, { open: (place) => component.setTriggerValue("open", place.split("/")) });
  return release;
}
