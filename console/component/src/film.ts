// The film component: one session played back, from a line on where the page names one.
import { textOf, type Cleanup, type Component } from "./component";
import { Film } from "./film/view";
import { getLink } from "./link";
import { isName, isProject, isSession } from "./topics";

export function film(component: Component): Cleanup {
  const user = textOf(component.data, "user");
  const machine = textOf(component.data, "machine");
  const project = textOf(component.data, "project");
  const session = textOf(component.data, "session");
  if (!isName(user) || !isName(machine) || !isProject(project) || !isSession(session)) return () => undefined;
  const seq = (component.data as Record<string, unknown>)["seq"];
  const [link, releaseLink] = getLink(user);
  const shown = new Film(link, { machine, project, session }, typeof seq === "number" ? seq : null);
  shown.show(component.parentElement);
  return () => {
    shown.end();
    releaseLink();
  };
}
