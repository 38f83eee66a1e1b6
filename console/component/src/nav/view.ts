// The navigation: where one can go, what needs one, whether the line stands, and who one is. It is on
// every page, so it also tells what comes up on the others.

import type { Named } from "../approvals/address";
import { el, icon } from "../component";
import type { Link, Off, Status } from "../link";
import { plain } from "../plain";
import { Alerts, type Counted } from "./alerts";
import { askedIn, inPage, needs, path, type News } from "./news";
import { InView, here } from "./once";
import { PAGES, badge, current } from "./pages";
import { wake } from "./sounds";
import { STYLE } from "./style";
import { readWishes } from "./wishes";

const NEWS_MS = 20_000;
/** Documents come in bursts. */
const SOON_MS = 100;
const PICTURES = { clear: "/icons/logo.svg", stop: "/icons/logo-stop.svg" } as const;
const GESTURES = ["pointerdown", "keydown"] as const;
const STATES: Readonly<Record<Status["state"], string>> = {
  connected: "Connected",
  reconnecting: "Reconnecting",
  away: "No way to the hub",
  expired: "Your log-in has ended",
};

export interface Ways {
  go(page: string): void;
  /** `m/p/s` */
  open(place: string): void;
  /** An address of ours. */
  ask(named: Named): void;
}

export class NavView {
  private readonly root = el("div", "nav");
  private readonly tabs = new Map<string, HTMLButtonElement>();
  private readonly counts: Record<Counted, [HTMLElement, HTMLElement]> = {
    approvals: [el("span", "n"), el("span", "vh")],
    fleet: [el("span", "n"), el("span", "vh")],
  };
  private readonly line = el("div", "news");
  private readonly said = el("span");
  private readonly way = el("a", "", "Open");
  private readonly lamp = el("span", "lamp off");
  private readonly state = el("span");
  private readonly alerts: Alerts;
  private readonly view = new InView();
  private readonly others: BroadcastChannel;
  private readonly offs: Off[] = [];
  private readonly narrow = matchMedia("(max-width: 899px)");
  private readonly ticker: ReturnType<typeof setInterval>;
  private readonly head = new MutationObserver(() => this.drawTab());
  private ways: Ways = { go: () => undefined, open: () => undefined, ask: () => undefined };
  private page = "";
  private waits = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private news: { news: News; until: number } | null = null;

  constructor(private readonly link: Link) {
    this.build();
    this.alerts = new Alerts(link, (news) => this.tell(news), this.soon);
    this.others = new BroadcastChannel(`sb-told.${link.user}`);
    // Another tab of this person has been drawn anew: what is wished there holds here, too.
    this.others.onmessage = ({ data }) => (this.alerts.wishes = readWishes(data));
    this.offs.push(link.on("state", (status) => this.connection(status)));
    this.ticker = setInterval(this.draw, 1_000);
    this.narrow.addEventListener("change", this.draw);
    document.addEventListener("visibilitychange", this.draw);
    for (const event of GESTURES) addEventListener(event, wake, { capture: true, passive: true });
    // Streamlit sets the page's title on its own; what waits is said in front of it.
    this.head.observe(document.head, { childList: true, subtree: true, characterData: true });
  }

  show(parent: HTMLElement | ShadowRoot, page: string, told: unknown, ways: Ways): void {
    this.ways = ways;
    this.page = page;
    this.alerts.wishes = readWishes(told);
    this.others.postMessage(told);
    if (this.root.parentNode !== parent) parent.replaceChildren(el("style", "", STYLE), this.root);
    this.draw();
  }

  end(): void {
    clearInterval(this.ticker);
    clearTimeout(this.timer);
    this.narrow.removeEventListener("change", this.draw);
    document.removeEventListener("visibilitychange", this.draw);
    for (const event of GESTURES) removeEventListener(event, wake, { capture: true });
    this.head.disconnect();
    this.others.close();
    this.view.set("");
    this.alerts.end();
    for (const off of this.offs) off();
  }

  private build(): void {
    const bar = el("nav");
    bar.setAttribute("aria-label", "Main");
    const logo = el("div", "logo");
    const mark = el("img");
    mark.src = PICTURES.clear;
    mark.alt = "";
    logo.append(mark, "Signalbox");
    bar.append(logo);
    for (const [count] of Object.values(this.counts)) count.setAttribute("aria-hidden", "true");
    for (const tab of PAGES) {
      const button = el("button", tab.only);
      button.dataset["page"] = tab.page;
      button.append(icon(tab.icon), el("span", "", tab.word));
      if (tab.page === "fleet" || tab.page === "approvals") button.append(...this.counts[tab.page]);
      button.onclick = () => this.ways.go(tab.page);
      this.tabs.set(tab.page, button);
      bar.append(button);
    }
    this.line.setAttribute("role", "status");
    const close = el("button", "", "Close");
    close.onclick = () => {
      this.news = null;
      this.draw();
    };
    this.way.onclick = (event) => {
      if (!this.news || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const { news } = this.news;
      const named = askedIn(news);
      if (named) this.ways.ask({ place: named.place, approval: named.approval });
      else this.ways.open(news.place);
    };
    this.line.append(this.said, this.way, close);
    this.line.hidden = true;
    const me = el("div", "me");
    const port = location.port ? [el("wbr"), `:${location.port}`] : [];
    me.append(el("b", "", plain(this.link.user)), this.lamp, this.state, el("br"), location.hostname, ...port);
    this.root.append(this.line, bar, me);
  }

  private connection(status: Status): void {
    this.lamp.className = status.state === "connected" ? "lamp" : "lamp off";
    put(this.state, STATES[status.state]);
  }

  private tell(news: News): void {
    // Never an end in the place of what somebody waits for.
    if (this.news && needs(this.news.news.kind) && !needs(news.kind)) return;
    this.news = { news, until: Date.now() + NEWS_MS };
    this.draw();
  }

  private readonly soon = (): void => {
    this.timer ??= setTimeout(this.draw, SOON_MS);
  };

  private readonly draw = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    const now = Date.now();
    this.view.set(here());
    this.alerts.tick(now);
    const tab = current(this.page, this.narrow.matches);
    for (const [page, button] of this.tabs) {
      if (page === tab) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    const found = this.alerts.count();
    this.waits = found.approvals + found.fleet;
    for (const name of ["approvals", "fleet"] as const) {
      const [count, counted] = this.counts[name];
      count.hidden = found[name] === 0;
      put(count, badge(found[name]));
      put(counted, found[name] ? (found[name] === 1 ? " 1 needs you" : ` ${found[name]} need you`) : "");
    }
    this.drawNews(now);
    this.drawTab();
  };

  private drawNews(now: number): void {
    const found = this.news?.news;
    if (!found || !this.news || now > this.news.until || !this.alerts.stands(found) || here() === found.place) this.news = null;
    // Fleet and approvals say so themselves, and on a phone a terminal fills the screen.
    const hidden = !this.news || this.page === "fleet" || this.page === "approvals" || (this.page === "session" && this.narrow.matches);
    this.line.hidden = hidden;
    if (hidden || !found) return;
    this.line.classList.toggle("needs", needs(found.kind));
    put(this.said, inPage(found));
    const to = path(found);
    if (this.way.getAttribute("href") !== to) this.way.href = to;
  }

  private drawTab(): void {
    const bare = document.title.replace(/^\(\d+\+?\) /, "");
    const wanted = this.waits ? `(${badge(this.waits)}) ${bare}` : bare;
    if (document.title !== wanted) document.title = wanted;
    const picture = this.waits ? PICTURES.stop : PICTURES.clear;
    const found = document.querySelector<HTMLLinkElement>('link[rel~="icon"]');
    if (found && found.getAttribute("href") !== picture) found.setAttribute("href", picture);
  }
}

function put(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
