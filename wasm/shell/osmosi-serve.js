// The engine at the other end of a port, in a worker or a frame.

import { loadEngine } from "./osmosi-engine.js";

/**
 * Loads an engine and answers what comes in by a port, one call after the other:
 * { id, name, request } by { id, answer } or { id, error }.
 * @param {{ postMessage(message: object): void, onmessage: ((event: MessageEvent) => void) | null }} port
 */
export async function serve(port) {
  const said = (/** @type {unknown} */ error) => error instanceof Error ? error.message : String(error);
  try {
    const engine = await loadEngine();
    port.onmessage = ({ data: { id, name, request } }) => {
      try {
        port.postMessage({ id, answer: engine.call(name, request) });
      } catch (error) {
        port.postMessage({ id, error: said(error) });
      }
    };
    port.postMessage({ ready: true });
  } catch (error) {
    port.postMessage({ error: said(error) });
  }
}
