"use strict";
// Gathers what is filled in, keeps a draft on this device, and hands it over as a file or as text.
(() => {
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const form = one("#answers");
  const fields = all(".field");
  const draft = "okrctl-form-" + form.dataset.department + "-" + form.dataset.day;
  const file = form.dataset.department + "-" + form.dataset.day + ".json";
  const inputs = [...all("input, textarea", form)];

  const part = (field, name) => one(`[data-part="${name}"]`, field);
  const text = (field, name) => { const input = part(field, name); return input ? input.value.trim() : ""; };

  const answer = (field) => {
    const said = {};
    if (text(field, "value")) said.value = text(field, "value");
    const done = part(field, "done");
    if (done && done.checked) said.value = "done";
    const steps = all('[data-part="step"]', field).filter((each) => each.checked).map((each) => each.value);
    if (steps.length) said.done = steps;
    for (const name of ["confidence", "projected"]) if (text(field, name)) said[name] = text(field, name);
    const blocked = text(field, "blocked");
    const note = [text(field, "note"), blocked ? "Blocked by: " + blocked : ""].filter(Boolean).join(" ");
    if (note) said.note = note;
    return said;
  };

  const gather = () => {
    const whole = { date: one("#date").value, by: one("#by").value.trim(), note: one("#note").value.trim() };
    const found = { results: {}, unchanged: [] };
    for (const key of Object.keys(whole)) if (whole[key]) found[key] = whole[key];
    for (const field of fields) {
      const said = answer(field), same = part(field, "same");
      const filled = Object.keys(said).length > 0;
      if (same && same.checked && !("value" in said) && !("done" in said)) found.unchanged.push(field.dataset.name);
      if (filled) found.results[field.dataset.name] = said;
      field.classList.toggle("filled", filled || Boolean(same && same.checked));
    }
    return found;
  };

  const show = () => {
    const found = gather();
    const count = fields.filter((field) => field.classList.contains("filled")).length;
    const missing = one("#by").value.trim() ? "" : " Your address or name is still missing.";
    one("#state").textContent = count ? `${count} of ${fields.length} filled in.${missing}` : "Nothing filled in yet.";
    one("#text").value = JSON.stringify(found, null, 2);
    try { localStorage.setItem(draft, JSON.stringify(inputs.map((each) => (each.type === "checkbox" ? each.checked : each.value)))); } catch { /* a page from a file may keep nothing */ }
  };

  try {
    const kept = JSON.parse(localStorage.getItem(draft) || "null");
    if (Array.isArray(kept) && kept.length === inputs.length) {
      inputs.forEach((each, at) => { if (each.type === "checkbox") each.checked = kept[at] === true; else each.value = String(kept[at]); });
    }
  } catch { /* as above */ }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());

  const blob = () => new Blob([one("#text").value + "\n"], { type: "application/json" });
  one("#save").addEventListener("click", () => {
    show();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob());
    link.download = file;
    document.body.append(link);
    link.click();
    link.remove();
    one("#state").textContent = `Saved as ${file}. Send that file.`;
  });
  one("#copy").addEventListener("click", async () => {
    show();
    const box = one("#text");
    try { await navigator.clipboard.writeText(box.value); } catch { box.focus(); box.select(); document.execCommand("copy"); }
    one("#state").textContent = "Copied. Paste it into a mail.";
  });
  one("#clear").addEventListener("click", () => {
    if (!confirm("Clear everything that is filled in?")) return;
    form.reset();
    show();
  });
  const share = one("#share");
  const shared = () => new File([blob()], file, { type: "application/json" });
  if (navigator.canShare && navigator.canShare({ files: [shared()] })) {
    share.hidden = false;
    share.addEventListener("click", () => { show(); navigator.share({ files: [shared()], title: document.title }).catch(() => {}); });
  }
  show();
})();
