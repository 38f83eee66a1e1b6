// The terminal component: mounted and unmounted by Streamlit; what it shows lives on for a while.

import { textOf, type Cleanup, type Component } from "../component";
import { Kept } from "../kept";
import { getLink } from "../link";
import { isName, isProject, isSession } from "../topics";
import { View } from "./view";

interface Shown {
  view: View;
  releaseLink: () => void;
}

const kept = new Kept<Shown>(
  ({ view, releaseLink }) => {
    view.end();
    releaseLink();
  },
  ({ view }) => view.hide(),
);

export function terminal(component: Component): Cleanup {
  const user = textOf(component.data, "user");
  const machine = textOf(component.data, "machine");
  const project = textOf(component.data, "project");
  const session = textOf(component.data, "session");
  if (!isName(user) || !isName(machine) || !isProject(project) || !isSession(session)) return () => undefined;
  const [{ view }, release] = kept.take([user, machine, project, session].join("/"), () => {
    const [link, releaseLink] = getLink(user);
    return { view: new View(link, { machine, project, session }), releaseLink };
  });
  view.show(component.parentElement, {
    go: (page) => component.setTriggerValue("go", page),
    film: () => component.setTriggerValue("film", true),
  });
  return release;
}
