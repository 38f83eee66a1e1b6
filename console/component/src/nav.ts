// The navigation component: mounted and unmounted by Streamlit; what it shows lives on for 15 s.
import { textOf, type Cleanup, type Component } from "./component";
import { Kept } from "./kept";
import { getLink } from "./link";
import { NavView } from "./nav/view";
import { isName } from "./topics";

const views = new Kept<{ view: NavView; release: () => void }>(({ view, release }) => {
  view.end();
  release();
});

export function nav(component: Component): Cleanup {
  const user = textOf(component.data, "user");
  if (!isName(user)) return () => undefined;
  const [held, release] = views.take(user, () => {
    const [link, releaseLink] = getLink(user);
    return { view: new NavView(link), release: releaseLink };
  });
  const told = (component.data as Record<string, unknown>)["told"];
  held.view.show(component.parentElement, textOf(component.data, "page"), told, {
    go: (page) => component.setTriggerValue("go", page),
    open: (place) => component.setTriggerValue("open", place.split("/")),
    ask: ({ place, approval }) => component.setTriggerValue("ask", [...place.split("/"), approval]),
  });
  return release;
}
