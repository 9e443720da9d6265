// Types of <osmosi-widget>. What each thing does, and what a host owes the
// people who see it, is in the documentation of package wasm:
// https://pkg.go.dev/github.com/osmosi-learning/osmosi/wasm

/** Traits of a person by name. They stay in the page. */
export type OsmosiProfile = Readonly<Record<string, unknown>>;

/** What a widget shows and why, or why it shows nothing. */
export interface OsmosiDecision {
  /** ID of the touchpoint that is shown. */
  touchpoint?: string;
  /** ID of its proposition. */
  proposition?: string;
  /** Phase of the campaign. */
  phase?: string;
  /** Why nothing is shown. */
  none?: "early" | "over" | "nothing";
  /** ID of the segment in whose words the gain is told. */
  wording?: string;
  /** IDs of the person's segments, in order of precedence. */
  segments: string[];
  /** Codes that explain the choice. */
  why: string[];
}

/** What a person did with a touchpoint, as it is sent; it holds no trait. */
export interface OsmosiEvent {
  /** UUID, by which one that arrives twice counts once. */
  id: string;
  /** Moment in UTC, such as 2027-02-03T08:30:00Z. */
  at: string;
  campaign: string;
  touchpoint: string;
  proposition: string;
  verb: "shown" | "started" | "dismissed" | "completed";
  language: string;
}

/** What was decided, once a widget is ready. */
export interface OsmosiReady extends Partial<Pick<OsmosiDecision, "touchpoint" | "proposition" | "phase" | "none">> {
  campaign: string;
  language: string;
}

/** Something that went wrong. */
export interface OsmosiFault {
  /** Code that stays, such as OSM-WIDGET-001. */
  code: string;
  /** What it was, for who looks after the page. */
  what: string;
}

/** What was learnt of a person in the page. */
export interface OsmosiRelationship {
  /** The person does not want to be learnt of. */
  paused: boolean;
  /** Number of responses from which it learnt. */
  responses: number;
  /** Number of responses from which on they move a decision. */
  least: number;
  propositions: { proposition: string; responses: number; more: boolean }[];
  /** The latest outcome by proposition. */
  outcomes: Record<string, string>;
  /** When each touchpoint was shown that got no response yet. */
  waiting: Record<string, string>;
}

/** The events of a widget. They bubble out of shadow roots. */
export interface OsmosiWidgetEventMap {
  "osmosi-ready": CustomEvent<OsmosiReady>;
  "osmosi-shown": CustomEvent<OsmosiEvent>;
  "osmosi-started": CustomEvent<OsmosiEvent>;
  "osmosi-dismissed": CustomEvent<OsmosiEvent>;
  "osmosi-completed": CustomEvent<OsmosiEvent>;
  "osmosi-error": CustomEvent<OsmosiFault>;
  "osmosi-erased": CustomEvent<{ campaign: string }>;
  "osmosi-paused": CustomEvent<{ campaign: string }>;
  "osmosi-resumed": CustomEvent<{ campaign: string }>;
}

/** The attributes of a widget, besides those of every element. */
export interface OsmosiWidgetAttributes {
  src?: string;
  lang?: string;
  profile?: string;
  scope?: string;
  endpoint?: string;
  briefed?: string;
  arms?: string;
  learn?: "page" | "";
  at?: string;
}

/** The element <osmosi-widget>. */
export class OsmosiWidget extends HTMLElement {
  static readonly observedAttributes: string[];
  /** Address of the bundle; its contents lie beside it. */
  src: string;
  /** Traits of the person; they stay in the page. */
  get profile(): OsmosiProfile | null;
  set profile(value: OsmosiProfile | null);
  /** Opaque name of whose history and unsent events these are. */
  scope: string;
  /** Address that takes events; without it they are only dispatched. */
  endpoint: string;
  /** Day on which the person's own manager is briefed, such as 2027-02-03. */
  briefed: string;
  /** Arms of experiments that the person is in, apart by spaces. */
  arms: string;
  /** "page" to learn in the page how the person responds. */
  learn: string;
  /** Moment to decide on instead of now, such as 2027-02-03T09:30. */
  at: string;
  /** What is shown and why, or null while nothing was decided. */
  readonly decision: OsmosiDecision | null;
  /** What was learnt of the person, or null where nothing is. */
  relationship(): OsmosiRelationship | null;
  /** Forgets what was learnt, and outcomes. */
  erase(): void;
  /** Learns nothing and uses nothing learnt, until resume is called. */
  pause(): void;
  resume(): void;
  addEventListener<K extends keyof OsmosiWidgetEventMap>(type: K, listener: (this: OsmosiWidget, event: OsmosiWidgetEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: OsmosiWidget, event: HTMLElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof OsmosiWidgetEventMap>(type: K, listener: (this: OsmosiWidget, event: OsmosiWidgetEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: OsmosiWidget, event: HTMLElementEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "osmosi-widget": OsmosiWidget;
  }
  interface HTMLElementEventMap extends OsmosiWidgetEventMap {}
  interface DocumentEventMap extends OsmosiWidgetEventMap {}
}
