// The engine in a document of its own: osmosi-frame.html, in a frame. It takes
// one port from the page around it, answers by that port, and keeps and sends
// nothing. Which pages may have it around themselves is said by the policy that the
// document is served with (frame-ancestors).

import { serve } from "./osmosi-serve.js";

addEventListener("message", function heard({ source, data, ports }) {
  if (source !== parent || parent === window || data !== "osmosi-engine" || ports.length !== 1) return;
  removeEventListener("message", heard);
  serve(ports[0]);
});
