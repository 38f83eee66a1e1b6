// The page's key: made here, kept in this origin's storage, which knows ports as cookies do not.
const KEY = "sb-page";
const keptKey = () => {
  try {
    const key = localStorage.getItem(KEY) || "";
    return /^[0-9a-f]{64}$/.test(key) ? key : "";
  } catch { return ""; }
};
const forgetKey = () => {
  try { localStorage.removeItem(KEY); } catch { /* nothing is kept here */ }
};
const pageKey = () => {
  const made = () => [...crypto.getRandomValues(new Uint8Array(32))]
    .map((one) => one.toString(16).padStart(2, "0")).join("");
  try {
    if (!keptKey()) localStorage.setItem(KEY, made());
  } catch { /* told by the hub: without a key nobody is let in */ }
  return keptKey();
};
