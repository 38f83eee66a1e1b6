const headers = {"x-sb-page": pageKey(), "content-type": "application/x-www-form-urlencoded"};
fetch("/whoami", {headers, cache: "no-store"}).then(async (told) => {
  if (!told.ok) return location.replace("/login");
  document.getElementById("who").textContent = (await told.json()).user;
});
document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const pressed = event.submitter, trouble = document.getElementById("trouble");
  pressed.disabled = true;
  trouble.hidden = true;
  try {
    const body = new URLSearchParams(pressed.name ? {[pressed.name]: pressed.value} : {});
    const told = await fetch("/logout", {method: "POST", headers, body});
    if (told.ok || told.status === 401) {
      forgetKey();
      return location.replace(told.ok ? told.url : "/login");
    }
  } catch { /* told below */ }
  trouble.hidden = false;
  pressed.disabled = false;
});
