// The navigation: tabs at the thumb on a phone, a rail on a desktop, with the number of what waits.
import { el, icon, textOf, type Cleanup, type Component } from "./component";
import { getLink, readObject, type Off } from "./link";
import { number } from "./terminal/words";
import { isName } from "./topics";

const PAGES: readonly [page: string, says: string, path: string, where: "" | "phone" | "desk"][] = [
  ["fleet", "Fleet", "M4 6h16M4 12h16M4 18h10", ""],
  ["start", "Start", "M12 5v14M5 12h14", ""],
  ["audit", "Audit", "M11 4.500a6.500 6.500 0 1 0 .01 0M16 16l4.500 4.500", ""],
  ["usage", "Usage", "M5 20V11m7 9V4m7 16v-6", "desk"],
  ["me", "Me", "M12 4a4 4 0 1 0 .01 0M4 21c1-4 4-6 8-6s7 2 8 6", "desk"],
  ["more", "More", "M5 12h.01M12 12h.01M19 12h.01", "phone"],
];
/** Pages that are reached through another one on a phone. */
const UNDER: Record<string, string> = { usage: "more", me: "more", session: "fleet" };

const STYLE = `
*{box-sizing:border-box;margin:0;font-variant-ligatures:none!important}
nav{position:fixed;z-index:6;left:0;right:0;bottom:0;display:flex;background:var(--plate);border-top:1px solid var(--line);padding-bottom:var(--safe-b);font:var(--t-xs);color:var(--ink-2)}
.logo,.me{display:none}
button{flex:1;min-width:0;height:var(--tabs);display:flex;flex-direction:column;align-items:center;justify-content:center;gap:2px;position:relative;border:0;background:none;color:inherit;font:inherit;cursor:pointer;touch-action:manipulation}
button[aria-current]{color:var(--act);font-weight:var(--semi)}
button:focus-visible{outline:none;box-shadow:inset 0 0 0 2px var(--act);border-radius:var(--r2)}
.i{width:22px;height:22px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
[data-page=more] .i{stroke-width:3}
.n{position:absolute;top:5px;left:calc(50% + 6px);min-width:18px;height:18px;padding:0 5px;border-radius:9px;background:var(--stop-solid);color:var(--stop-ink);font:600 11px/18px var(--sans);text-align:center}
[hidden]{display:none!important}
@media (max-width:899px){.desk{display:none}}
@media (min-width:900px){
.phone{display:none}
nav{right:auto;top:0;width:var(--rail);flex-direction:column;gap:2px;padding:var(--s3) var(--s2);border:0;border-right:1px solid var(--line);font:var(--t-md)}
.logo{display:flex;align-items:center;gap:var(--s2);padding:0 var(--s2) var(--s4);font:var(--t-lg);font-weight:var(--semi);color:var(--ink)}
.logo img{width:28px;height:28px}
button{flex:none;height:var(--tap);flex-direction:row;justify-content:flex-start;gap:var(--s3);padding:0 var(--s3);border-radius:var(--r2)}
button:hover,button[aria-current]{background:var(--act-tint)}
.n{position:static;margin-left:auto}
.me{display:block;margin-top:auto;padding:var(--s3);font:var(--t-xs);color:var(--ink-3);overflow-wrap:anywhere}
.me b{display:block;font:var(--t-sm);font-weight:var(--semi);color:var(--ink)}
}`;

export function nav(component: Component): Cleanup {
  const user = textOf(component.data, "user");
  if (!isName(user)) return () => undefined;
  const here = textOf(component.data, "page");
  const [link, releaseLink] = getLink(user);
  const root = el("nav");
  root.setAttribute("aria-label", "Main");

  const logo = el("div", "logo");
  const mark = el("img");
  mark.src = "/icons/logo.svg";
  mark.alt = "";
  logo.append(mark, "Signalbox");
  root.append(logo);

  const badge = el("span", "n");
  badge.hidden = true;
  for (const [page, says, path, where] of PAGES) {
    const button = el("button", where);
    button.dataset["page"] = page;
    if (page === here || (UNDER[here] === page && (where === "phone" || here === "session"))) button.setAttribute("aria-current", "page");
    button.append(icon(path), el("span", "", says));
    if (page === "fleet") button.append(badge);
    button.onclick = () => component.setTriggerValue("go", page);
    root.append(button);
  }
  const who = el("div", "me");
  const lamp = el("span");
  who.append(el("b", "", user), lamp, el("br"), location.host);
  root.append(who);

  const style = el("style");
  style.textContent = STYLE;
  component.parentElement.replaceChildren(style, root);

  const offs: Off[] = [
    link.on("state", (status) => (lamp.textContent = status.state === "connected" ? "Connected" : "Reconnecting")),
    link.subscribe(`fleet/hub/inbox/${user}`, (_, bytes) => {
      const count = number(bytes.length ? readObject(bytes) : null, "n") ?? 0;
      badge.hidden = count <= 0;
      badge.textContent = count > 99 ? "99+" : String(count);
      badge.setAttribute("aria-label", count === 1 ? "1 waits for you" : `${count} wait for you`);
    }),
  ];
  return () => {
    for (const off of offs) off();
    releaseLink();
  };
}
