// Shows the page's key with the log-in; whoever is logged in already goes on at once.
const form = document.querySelector("form"), next = form.elements.next.value;
const old = keptKey();
form.elements.page.value = pageKey();
if (old) fetch("/whoami", {headers: {"x-sb-page": old}, cache: "no-store"})
  .then((told) => { if (told.ok) location.replace(next); }, () => {});

const eye = document.getElementById("eye"), field = document.getElementById("password");
eye.addEventListener("click", () => {
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  eye.setAttribute("aria-label", shown ? "Show password" : "Hide password");
  eye.setAttribute("aria-pressed", String(!shown));
  field.focus();
});
const left = document.getElementById("left"), go = document.getElementById("go");
if (left) {
  const until = Date.now() + 1000 * Number(left.dataset.s);
  go.disabled = true;
  const timer = setInterval(() => {
    const rest = Math.ceil((until - Date.now()) / 1000);
    if (rest > 0) { left.textContent = rest + " s"; return; }
    clearInterval(timer);
    left.closest("span").lastElementChild.textContent = "now";
    go.disabled = false;
  }, 250);
}
