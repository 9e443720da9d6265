package main

// pages are what the browser opens. Each leaves a promise of its figures in
// window.figures; times begin when the page's HTML had come.
var pages = map[string]string{
	"hello.html": `<!doctype html><meta charset="utf-8"><title>Yardstick</title>
<script src="/hello/wasm_exec.js"></script>
<script>
const since = () => performance.now() - performance.getEntriesByType("navigation")[0].responseEnd;
window.figures = new Promise((done, failed) => {
  const go = new Go();
  window.hello = () => setTimeout(() => done({ boot: answered, memory: go.mem.buffer.byteLength }), 0, answered = since());
  let answered;
  WebAssembly.instantiateStreaming(fetch("/hello/hello.wasm"), go.importObject).then(({ instance }) => go.run(instance)).catch(failed);
});
</script>`,

	"engine.html": `<!doctype html><meta charset="utf-8"><title>Engine</title>
<script type="module">
const since = () => performance.now() - performance.getEntriesByType("navigation")[0].responseEnd;
let memory = () => 0;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  const { mem } = (made.instance ?? made).exports;
  memory = () => mem.buffer.byteLength;
  return made;
};
const median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];
window.figures = (async () => {
  const { load } = await import("/osmosi/osmosi-headless.js");
  const engine = await load({ bundle: '{"osmosi":"bundle/v1","program":{"campaign":"none","start":"2027-01-01","end":"2027-01-31"}}' });
  const boot = since(), atBoot = memory();
  if (new URL(location).searchParams.has("boot")) return { boot, memory: atBoot };
  const index = await (await fetch("/bundle/bundle.json")).text();
  let begin = performance.now();
  const ask = (call, request) => {
    const answer = JSON.parse(engine.call(call, request));
    if (answer.error) throw new Error(answer.error.what);
    return answer;
  };
  ask("load", index);
  const parse = performance.now() - begin;
  const question = JSON.stringify({ profile: { team: "all", tenureDays: 50, manager: false }, history: {}, at: "2027-05-25T10:00" });
  begin = performance.now();
  const { proposition, segments } = ask("decide", question);
  const first = performance.now() - begin;
  const times = [];
  for (let i = 0; i < 200; i++) {
    begin = performance.now();
    for (let j = 0; j < 10; j++) ask("decide", question);
    times.push((performance.now() - begin) / 10);
  }
  for (let i = 0; i < 10_000; i++) ask("decide", question); // the heap finds its size
  const before = memory();
  for (let i = 0; i < 10_000; i++) ask("decide", question);
  return { boot, memory: atBoot, parse, first, repeat: median(times), growth: memory() - before, proposition, segments: segments.length };
})();
</script>`,

	"element.html": `<!doctype html><meta charset="utf-8"><title>Element</title>
<script>
const since = () => performance.now() - performance.getEntriesByType("navigation")[0].responseEnd;
let shift = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; }).observe({ type: "layout-shift", buffered: true });
window.figures = new Promise((done, failed) => {
  let card;
  const look = () => {
    const root = document.querySelector("osmosi-widget").shadowRoot;
    if (root?.querySelector("article")) card = since();
    else requestAnimationFrame(look);
  };
  document.addEventListener("osmosi-ready", ({ detail }) => {
    const ready = since();
    setTimeout(() => done({ card, ready, shift, touchpoint: detail.touchpoint }), 600);
  });
  document.addEventListener("osmosi-error", ({ detail }) => failed(new Error(detail.what)));
  addEventListener("DOMContentLoaded", () => {
    document.querySelector("osmosi-widget").profile = { team: "all", tenureDays: 50, manager: false };
    look();
  });
});
</script>
<script type="module" src="/osmosi/osmosi-widget.js"></script>
<h1>News</h1>
<osmosi-widget src="/bundle/bundle.json" lang="en" at="2027-05-25T10:00"></osmosi-widget>
<p>What comes below.</p>`,

	// Pages for their tasks alone: nothing else goes on in them.
	"blank.html": `<!doctype html><title>Blank</title>`,
	"empty.html": `<!doctype html><meta charset="utf-8"><title>Empty</title><link rel="icon" href="data:,">
<script>window.figures = new Promise((done) => setTimeout(done, 1500));</script>
<h1>News</h1>
<p>What comes below.</p>`,
	"alone.html": alone("", `setTimeout(done, 600)`),
	"opened.html": alone("", `setTimeout(async () => {
    const { shadowRoot } = document.querySelector("osmosi-widget");
    for (const { dataset: { key } } of shadowRoot.querySelectorAll(".card:not(.ghost) details")) {
      shadowRoot.querySelector(`+"`.card:not(.ghost) [data-key=\"${key}-summary\"]`"+`).click();
      await new Promise((next) => setTimeout(next, 300));
    }
    done();
  }, 600)`),
	"in-page.html": alone(`<meta http-equiv="Content-Security-Policy" content="worker-src 'none'">`, `setTimeout(done, 600)`),
}

// alone is a page with nothing but the element, which is done some time after the
// card is the person's own.
func alone(head, then string) string {
	return `<!doctype html><meta charset="utf-8"><title>Element</title><link rel="icon" href="data:,">` + head + `
<script>
window.figures = new Promise((done, failed) => {
  document.addEventListener("osmosi-ready", () => ` + then + `);
  document.addEventListener("osmosi-error", ({ detail }) => failed(new Error(detail.what)));
});
</script>
<script type="module" src="/osmosi/osmosi-widget.js"></script>
<h1>News</h1>
<osmosi-widget src="/bundle/bundle.json" lang="en" at="2027-05-25T10:00" profile='{"team":"all","tenureDays":50,"manager":false}' learn="page" answers="/answers" insights="/insights"></osmosi-widget>
<p>What comes below.</p>`
}
