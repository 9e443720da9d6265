// The same in JSX.

import type {} from "@osmosi-learning/widget/react";
import { useRef } from "react";
import type { OsmosiWidget } from "@osmosi-learning/widget";

export function Card() {
  const ref = useRef<OsmosiWidget>(null);
  return <osmosi-widget ref={ref} src="/bundle.json" lang="nl" learn="page" profile={{ unit: "shop" }} class="card"
    onosmosi-ready={(event) => console.log(event.detail.proposition, ref.current?.decision)}>…</osmosi-widget>;
}

// @ts-expect-error there is no such attribute
export const wrong = <osmosi-widget source="/bundle.json" />;
// @ts-expect-error learning happens in the page or not at all
export const elsewhere = <osmosi-widget src="/bundle.json" learn="server" />;
