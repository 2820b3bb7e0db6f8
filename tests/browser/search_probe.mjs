import { chromium } from "playwright-core";
import { mkdtempSync } from "node:fs";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu"] });
for (const url of process.argv.slice(2)) {
  const p = await b.newPage(); const log=[]; const req=[];
  p.on("console", m => log.push(m.type()+": "+m.text().slice(0,160))); p.on("pageerror", e => log.push("error: "+String(e).slice(0,160)));
  p.on("request", r => { if (!r.url().startsWith(url.slice(0,12))) req.push(r.url().slice(0,100)); });
  await p.goto(url); await p.waitForTimeout(1500);
  console.log(url, "title:", await p.title());
  const inputs = await p.$$eval("input", a => a.map(i => i.outerHTML.slice(0,160)));
  console.log("inputs", inputs.length, inputs.slice(0,3));
  await p.keyboard.press("/"); await p.waitForTimeout(800);
  const seen = await p.$$eval("[class*=search], [role=dialog]", a => a.slice(0,8).map(i => i.tagName+"."+i.className));
  console.log("search nodes", seen);
  await p.keyboard.type("goal-eased", {delay:50}); await p.waitForTimeout(2500);
  const text = await p.evaluate(() => { const all=[]; const walk=(r)=>{ for (const e of r.querySelectorAll("*")) { if (e.shadowRoot) { all.push("SHADOW "+e.tagName+": "+e.shadowRoot.textContent.slice(0,300)); walk(e.shadowRoot);} } }; walk(document); return all.concat([...document.querySelectorAll("[class*=search-result], [data-md-component=search-result]")].map(e=>e.textContent.trim().replace(/\s+/g," ").slice(0,300))); });
  console.log("results", text.slice(0,6));
  await p.screenshot({path:"/tmp/home-search-"+(url.startsWith("file")?"file":"http")+".png"});
  console.log("console", log.slice(0,8)); console.log("other requests", req.slice(0,5));
}
await b.close();
