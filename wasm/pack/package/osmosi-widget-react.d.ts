// Types of <osmosi-widget> in JSX, for React 18 and later. A program that
// imports this once may use the element as any other:
//
//   import type {} from "@osmosi-learning/widget/react";

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { OsmosiProfile, OsmosiProfileSource, OsmosiWidget, OsmosiWidgetAttributes, OsmosiWidgetEventMap } from "./osmosi-widget.js";

/** Listeners as React 19 takes them for elements of one's own: onosmosi-ready. */
type Listeners = { [Name in keyof OsmosiWidgetEventMap as `on${Name}`]?: (event: OsmosiWidgetEventMap[Name]) => void };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      /** React 19 sets the profile as the property, so that it may be an object. */
      "osmosi-widget": DetailedHTMLProps<HTMLAttributes<OsmosiWidget>, OsmosiWidget>
        & Omit<OsmosiWidgetAttributes, "profile" | "lang"> & { profile?: OsmosiProfile | OsmosiProfileSource | string | null; class?: string } & Listeners;
    }
  }
}
