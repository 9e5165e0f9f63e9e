// Reload this page after a build; show what is wrong after a failed one.
const note = document.createElement("pre");
note.style.cssText =
  "position:fixed;inset:1rem;z-index:9;margin:0;padding:1.5rem;overflow:auto;white-space:pre-wrap;" +
  "font:1rem/1.5 monospace;color:#fff;background:#7c1422";
const events = new EventSource("/-/events");
events.addEventListener("built", () => location.reload());
events.addEventListener("problem", (event) => {
  note.textContent = JSON.parse(event.data);
  document.body.append(note);
});
