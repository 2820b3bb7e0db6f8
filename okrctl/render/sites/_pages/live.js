"use strict";
// Loads the page again when the files have changed, but never while somebody types.
(() => {
  let known = null;
  const typing = () => document.activeElement && /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName) && document.activeElement.value;
  const told = (text) => { document.querySelector("#live").textContent = text; };
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch("/version", { cache: "no-store" });
      if (!answer.ok) { told("Open the address that okrctl serve printed."); return; }
      const now = await answer.text();
      told("Live");
      if (known !== null && now !== known && !typing()) { location.reload(); return; }
      if (known === null || !typing()) known = now;
    } catch { told("The server is not running; this page is as it was."); }
  };
  look();
  setInterval(look, 3000);
  document.addEventListener("visibilitychange", look);
})();
