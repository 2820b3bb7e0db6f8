// Opens pages in a real browser and tells what is wrong with them, as JSON on standard output.
//   node visit.mjs <job.json   {"browser", "file", "views", "widths", "schemes", "axe", "height", "shots", "print", "script"}
import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const profile = mkdtempSync(join(tmpdir(), "okrctl-browser-"));
const found = { console: [], requests: [], axe: [], overlaps: [], overflow: [], visited: 0, told: {} };

// What a reader sees on top of each other: texts whose boxes share more than a hair.
const crowded = () => {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, title, option, .vh, .skip")) continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const clip = parent.closest(".scroll, nav .views, .side");
    const edge = clip ? clip.getBoundingClientRect() : { left: -1e9, right: 1e9, top: -1e9, bottom: 1e9 };
    const rects = parent.closest("svg") ? [parent.getBoundingClientRect()] : Array.from(range.getClientRects());
    for (const box of rects) {
      if (box.width < 1 || box.height < 1 || box.right > edge.right + 1 || box.left < edge.left - 1) continue;
      boxes.push({ node, text: node.data.trim().slice(0, 40), left: box.left, right: box.right, top: box.top + box.height * 0.18, bottom: box.bottom - box.height * 0.18 });
    }
  }
  boxes.sort((one, other) => one.top - other.top);
  const bad = [];
  for (let at = 0; at < boxes.length; at += 1) {
    for (let next = at + 1; next < boxes.length && boxes[next].top < boxes[at].bottom; next += 1) {
      const one = boxes[at], other = boxes[next];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (one.node !== other.node && wide > 2 && high > 2) bad.push(`"${one.text}" / "${other.text}"`);
    }
  }
  return bad;
};
const wide = () => {
  const bad = [];
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > room) {
    for (const each of document.querySelectorAll("body *")) {
      if (each.getBoundingClientRect().right > room + 1 && !each.closest(".scroll, .views")) bad.push(`${each.tagName}.${each.getAttribute("class") || ""} ${each.textContent.trim().slice(0, 40)}`);
    }
    if (!bad.length) bad.push("the page is wider than the window");
  }
  return bad.slice(0, 5);
};

const context = await chromium.launchPersistentContext(profile, { executablePath: job.browser, headless: true, args: quiet });
try {
  const page = await context.newPage();
  const address = "file://" + job.file;
  page.on("console", (message) => found.console.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => found.console.push(`error: ${error.message}`));
  page.on("request", (request) => { if (request.url().split("#")[0] !== address) found.requests.push(request.url()); });
  for (const scheme of job.schemes) {
    for (const width of job.widths) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: job.height || 900 });
      await page.goto(address);
      for (const view of job.views) {
        const where = `${view} at ${width} ${scheme}`;
        await page.evaluate((name) => { location.hash = name; }, view);
        await page.waitForFunction((name) => decodeURIComponent(location.hash.slice(1)) === name, view);
        if (job.unfold) await page.evaluate(() => { for (const each of document.querySelectorAll("main details")) each.open = true; });
        await page.waitForTimeout(60);
        found.visited += 1;
        for (const each of await page.evaluate(crowded)) found.overlaps.push(`${where}: ${each}`);
        for (const each of await page.evaluate(wide)) found.overflow.push(`${where}: ${each}`);
        if (job.axe && (!job.axe.length || job.axe.includes(width))) {
          // evaluated from outside the page, as its policy lets nothing else run in it
          if (!(await page.evaluate("Boolean(window.axe)"))) await page.evaluate(axe);
          const result = await page.evaluate(() => axe.run({ include: [Array.from(document.querySelectorAll("main > .page")).find((each) => each.offsetParent), document.querySelector(".side")] }, { resultTypes: ["violations"] }));
          for (const each of result.violations) found.axe.push(`${where}: ${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 120)} ${(node.any[0] || {}).message || ""}`).join(" | ")}`);
        }
        if (job.shots) await page.screenshot({ path: join(job.shots, `${job.name}-${view.replace(/\W+/g, "-").replace(/-$/, "")}-${width}-${scheme}.png`) });
      }
    }
  }
  if (job.script) found.told = await page.evaluate(job.script);
  if (job.print) { await page.goto(address); await page.pdf({ path: job.print, preferCSSPageSize: true, printBackground: true }); }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
process.stdout.write(JSON.stringify(found));
