// What agents and sessions are called. Twin of `agent` and `session_name` in console/words.py.
import { plain } from "./plain";

const AGENTS: Record<string, string> = {
  claude: "Claude Code",
  "claude-code": "Claude Code",
  codex: "Codex",
  gemini: "Gemini",
  copilot: "Copilot",
  opencode: "OpenCode",
  qwen: "Qwen Code",
  terminal: "Terminal",
};

/** An agent by its own name where we know it, safe to show. */
export const agentName = (agent: string): string =>
  (Object.hasOwn(AGENTS, agent) ? AGENTS[agent] : undefined) ?? plain(agent, { most: 40 });

/** A session's title, or what it is and where: `Claude Code in signalbox`. Safe to show. */
export function sessionName(title: string, session: string, agent = "", folder = "", most = 200): string {
  if (title.trim()) return plain(title.trim(), { most });
  const last = folder.split("/").filter(Boolean).at(-1);
  const name = agentName(agent) || "Session";
  return last ? plain(`${name} in ${last}`, { most }) : `${name} ${session.slice(-6)}`;
}
