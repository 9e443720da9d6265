// Types of <osmosi-widget>. What each thing does, and what a host owes the
// people who see it, is in the documentation of package wasm:
// https://pkg.go.dev/github.com/osmosi-learning/osmosi/wasm

/** Traits of a person by name. They stay in the page. */
export type OsmosiProfile = Readonly<Record<string, unknown>>;

/** Returns the traits of a person when the widget decides, or their promise. */
export type OsmosiProfileSource = () => OsmosiProfile | null | Promise<OsmosiProfile | null>;

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
  verb: "shown" | "started" | "dismissed" | "completed" | "shared";
  language: string;
}

/** What was decided, and where, once a widget is ready. */
export interface OsmosiReady extends Partial<Pick<OsmosiDecision, "touchpoint" | "proposition" | "phase" | "none">> {
  campaign: string;
  language: string;
  /** Where the engine runs; without one everyone sees what is for everyone. */
  engine: "page" | "worker" | "frame" | "none";
}

/** A learning moment that the person put off, or back where it was. */
export interface OsmosiPostponed {
  campaign: string;
  touchpoint: string;
  /** The moment that is next on the clock of the page, such as 2027-02-03T09:30; null where there is none. */
  next: string | null;
}

/** A contest that the person joined or left. */
export interface OsmosiContest {
  campaign: string;
  touchpoint: string;
}

/** How a group stands in a contest. */
export interface OsmosiStanding {
  name: string;
  points: number;
  /** Number of people in it; none of fewer than five is shown. */
  people: number;
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
  "osmosi-shared": CustomEvent<OsmosiEvent>;
  "osmosi-postponed": CustomEvent<OsmosiPostponed>;
  "osmosi-joined": CustomEvent<OsmosiContest>;
  "osmosi-left": CustomEvent<OsmosiContest>;
  "osmosi-error": CustomEvent<OsmosiFault>;
  "osmosi-erased": CustomEvent<{ campaign: string }>;
  "osmosi-paused": CustomEvent<{ campaign: string }>;
  "osmosi-resumed": CustomEvent<{ campaign: string }>;
}

/** The attributes of a widget, besides those of every element. */
export interface OsmosiWidgetAttributes {
  src?: string;
  integrity?: string;
  lang?: string;
  profile?: string;
  scope?: string;
  endpoint?: string;
  answers?: string;
  insights?: string;
  format?: "xapi" | "";
  actor?: string;
  activities?: string;
  platform?: string;
  briefed?: string;
  arms?: string;
  learn?: "page" | "";
  calendar?: string;
  frame?: string;
  at?: string;
}

/** The element <osmosi-widget>. */
export class OsmosiWidget extends HTMLElement {
  static readonly observedAttributes: string[];
  /** Address of the bundle; its contents lie beside it. */
  src: string;
  /** Hashes of which the bundle must have one, such as sha384-…. */
  integrity: string;
  /** Traits of the person, or a function that returns them; they go to the engine and nowhere else. */
  get profile(): OsmosiProfile | OsmosiProfileSource | null;
  set profile(value: OsmosiProfile | OsmosiProfileSource | null);
  /** Opaque name of whose history and unsent events these are. */
  scope: string;
  /** Address that takes events; without it they are only dispatched. */
  endpoint: string;
  /** Address that takes the answers to a pulse; without it none is asked. */
  answers: string;
  /** Address that takes the insight cards of antennas; without it none are asked for. */
  insights: string;
  /** Day on which the person's own manager is briefed, such as 2027-02-03. */
  briefed: string;
  /** Arms of experiments that the person is in, apart by spaces. */
  get arms(): string;
  set arms(value: string | string[]);
  /** "page" or true to learn in the page how the person responds. */
  get learn(): string;
  set learn(value: string | boolean);
  /** Address of the person's own calendar, to subscribe to. */
  calendar: string;
  /** Address of osmosi-frame.html, where the engine may run nowhere else. The profile goes there. */
  frame: string;
  /** Moment to decide on instead of now, such as 2027-02-03T09:30. */
  at: string;
  /** What the page knows of how groups stand in a contest. */
  standing: readonly OsmosiStanding[] | null;
  /** What is shown and why, or null while nothing was decided. */
  readonly decision: OsmosiDecision | null;
  /** What was learnt of the person, or null where nothing is. */
  relationship(): Promise<OsmosiRelationship | null>;
  /** Forgets all that the browser keeps of the person in this campaign; anonymous answers and events on their way stay. */
  erase(): Promise<void>;
  /** Learns nothing and uses nothing learnt, until resume is called. */
  pause(): Promise<void>;
  resume(): Promise<void>;
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
