// The code is in the fragment: it never was in a request, and it leaves the address bar at once.
(() => {
  const code = location.hash.slice(1);
  history.replaceState(null, "", "/open");
  const $ = (id) => document.getElementById(id);
  const show = (name) => {
    for (const part of ["wait", "ready", "gone", "away"]) $(part).hidden = part !== name;
    document.title = $(name).dataset.title + " · Signalbox";
  };
  const ask = async () => {
    show("wait");
    try {
      const answer = await fetch("/open/look", {
        method: "POST", body: code, cache: "no-store", headers: {"x-sb-page": keptKey()},
      });
      if (answer.status === 410) return show("gone");
      if (!answer.ok) return show("away");
      const told = await answer.json();
      for (const name of document.querySelectorAll(".user")) name.textContent = told.user;
      if (told.here && told.here !== told.user) {
        $("here").textContent = told.here;
        $("other").hidden = false;
      }
      $("code").value = code;
      $("page").value = pageKey();
      show("ready");
      const left = () => {
        const s = Math.max(0, Math.round((until - Date.now()) / 1000));
        if (s === 0) return show("gone");
        $("left").textContent = s > 90 ? Math.round(s / 60) + " minutes" : s + " seconds";
        setTimeout(left, 1000);
      };
      const until = Date.now() + told.seconds * 1000;
      left();
    } catch { show("away"); }
  };
  $("again").addEventListener("click", ask);
  $("form").addEventListener("submit", () => { $("go").disabled = true; });
  if (code) ask(); else show("gone");
})();
