// What the build knows of the engine: its file, beside this one, and the hash
// of its content by which a browser refuses another one. The hash comes with
// the engine, so the source has none.

/** The engine that these files go with; integrity as in fetch. */
export const engine = { file: "osmosi-engine.wasm", integrity: "" };
