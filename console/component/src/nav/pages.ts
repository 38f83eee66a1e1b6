// Where one can go, in the order of thumbs. `more` stands for what has no tab of its own on a phone.

export interface PageTab {
  page: string;
  word: string;
  /** Lines on a square of 24. */
  icon: string;
  /** Which of the two shows it; both where it is empty. */
  only: "" | "phone" | "desk";
}

export const PAGES: readonly PageTab[] = [
  { page: "fleet", word: "Fleet", icon: "M4 6h16M4 12h16M4 18h10", only: "" },
  { page: "approvals", word: "Approvals", icon: "M7 21V4m0 2h12l-2 2.500 2 2.500H7", only: "" },
  { page: "start", word: "Start", icon: "M12 5v14M5 12h14", only: "" },
  { page: "audit", word: "Audit", icon: "M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM16 16l4.500 4.500", only: "" },
  { page: "usage", word: "Usage", icon: "M5 20V11m7 9V4m7 16v-6", only: "desk" },
  { page: "me", word: "Me", icon: "M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4 21c1-4 4-6 8-6s7 2 8 6", only: "desk" },
  { page: "more", word: "More", icon: "M5 12h.01M12 12h.01M19 12h.01", only: "phone" },
];

/** The tab under which a page stands. A session was opened from the fleet. */
export function current(page: string, phone: boolean): string {
  if (page === "session") return "fleet";
  if (phone && (page === "usage" || page === "me")) return "more";
  if (!phone && page === "more") return "me";
  return page;
}

/** What a badge shows; beyond 99 nobody counts. */
export const badge = (count: number): string => (count > 99 ? "99+" : String(count));
