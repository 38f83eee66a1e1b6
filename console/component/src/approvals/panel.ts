// The same card in place: on the session's own page, above the composer. It can be folded away to see
// the terminal; what was decided stays for a moment and says by whom.
import { el, icon } from "../component";
import type { Link, Off } from "../link";
import { button } from "../sheet";
import { standingOf, titleOf } from "./asked";
import { getBook, type Book } from "./book";
import { Card } from "./card";
import { over, type Course } from "./course";
import { DOWN } from "./draw";
import { Ring } from "./ring";

/** A decided question stays for so long; one's own until it is put away, or for ten minutes. */
const STAYS_MS = 30_000;
const OWN_STAYS_MS = 600_000;

export class Panel {
  readonly root = el("aside", "asks");
  private readonly head = el("div", "fold");
  private readonly ring = new Ring();
  private readonly said = el("b");
  private readonly toggle = button("btn quiet", "", () => {
    this.folded = !this.folded;
    this.draw();
  });
  private readonly book: Book;
  private readonly offs: Off[];
  private readonly away = new Set<string>();
  private card: Card | null = null;
  private folded = false;

  constructor(
    link: Link,
    private readonly place: string,
    private readonly changed: () => void,
  ) {
    const [book, release] = getBook(link);
    this.book = book;
    this.toggle.append(icon(DOWN));
    this.head.append(this.ring.root, this.said, this.toggle);
    this.root.append(this.head);
    this.root.setAttribute("aria-label", "What it asks");
    this.root.hidden = true;
    this.offs = [book.on(() => this.draw()), release];
  }

  end(): void {
    this.card?.end();
    for (const off of this.offs) off();
  }

  draw(): void {
    const now = Date.now();
    const all = this.book.of(this.place).filter((one) => this.stands(one, now));
    const open = all.filter((one) => !over(one) && !one.mine);
    // What was just answered is looked at to its end; else the next that waits.
    const current = all.find((one) => one.asked.approval === this.card?.approval) ?? open[0] ?? all[0] ?? null;
    const moved = this.root.hidden !== (current === null);
    this.root.hidden = current === null;
    if (this.card && this.card.approval !== current?.asked.approval) this.drop();
    if (current) this.drawOne(current, open.filter((one) => one !== current).length, now);
    if (moved) this.changed();
  }

  private drawOne(course: Course, more: number, now: number): void {
    if (!this.card) {
      this.folded = false;
      this.card = new Card(this.book, course.asked.approval, {
        session: null,
        leave: () => {
          this.away.add(course.asked.approval);
          this.drop();
          this.draw();
        },
      });
      this.root.append(this.card.root);
    }
    this.card.draw();
    this.card.say(more ? `Next (${more})` : "Put it away");
    const title = `${titleOf(course.asked)}${more ? `, and ${more} more` : ""}`;
    if (this.said.textContent !== title) this.said.textContent = title;
    this.ring.draw(course.asked.asked, course.open ? course.asked.until : null, now);
    const { user, access } = this.book.link;
    const past = over(course) || course.mine !== null;
    this.root.classList.toggle("past", past);
    this.root.classList.toggle("mine", !past && standingOf(course.asked, user, access).allow);
    this.root.classList.toggle("folded", this.folded);
    this.card.root.hidden = this.folded;
    this.toggle.setAttribute("aria-expanded", String(!this.folded));
    this.toggle.setAttribute("aria-label", this.folded ? "Show what it asks" : "Fold what it asks away");
  }

  private drop(): void {
    this.card?.end();
    this.card?.root.remove();
    this.card = null;
  }

  private stands(course: Course, now: number): boolean {
    if (this.away.has(course.asked.approval)) return false;
    if (course.open) return true;
    return now - course.gone < (course.mine ? OWN_STAYS_MS : STAYS_MS);
  }
}
