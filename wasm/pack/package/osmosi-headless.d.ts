// Types of osmosi-headless.js.

/** A moment on the clock of the person, such as 2027-02-03T09:30. A date is taken by the clock of this machine. */
export type Moment = string | Date;

/** Traits of a person, by name, as the plan declares them. They stay where this module runs. */
export type Profile = Record<string, unknown>;

/** The latest outcome of each proposition. */
export type History = Record<string, "started" | "dismissed" | "completed">;

export interface Options {
  /** The bundle, its JSON, or where it is. */
  bundle: object | string | URL;
  /** Where the engine is, or what it is; else what lies beside this module. */
  engine?: URL | string | BufferSource | WebAssembly.Module;
  /** What was learnt; null to begin to learn. Left out, nothing is learnt. */
  state?: State | null;
  /** Randomness of what is learnt, from 0 to 2³¹−1, where learning begins; else it is drawn. */
  seed?: number;
}

export interface Question {
  profile?: Profile;
  history?: History;
  at: Moment;
  /** Day on which the person's own manager is briefed, such as 2027-01-12: nothing is shown until the day after. */
  briefed?: string;
  /** Arms of experiments that the person is in, such as "tenth:holdout". */
  arms?: string[];
}

/** A touchpoint and its proposition, or none and why. */
export interface Decision {
  touchpoint?: string;
  proposition?: string;
  phase?: string;
  none?: "early" | "over" | "nothing";
  /** Segment in whose words the gain is told. */
  wording?: string;
  segments: string[];
  /** Codes that explain the choice. */
  why: string[];
}

/** How a person, as they were at that moment, responded to what they were shown. */
export interface Response {
  profile?: Profile;
  history?: History;
  at: Moment;
  touchpoint: string;
  responded: boolean;
}

/** What was learnt, to be kept and given back. It names no trait. */
export interface State {
  readonly campaign: string;
  learnt: string;
  readonly seed: number;
  counter: number;
}

/** What a schedule is asked with: the request of the engine's call "schedule". */
export interface Calendar {
  profile?: Profile;
  history?: History;
  /** Days on which the person works: bit 0 is Monday. */
  workDays?: number;
  /** Hours in which the person works, such as "Mo-Fr 22:00-06:00". */
  workHours?: string;
  /** What clocks go forward over where the person is. */
  skips?: [string, string][];
  briefed?: string;
  /** What ended the wait for the manager. */
  cascade?: "afterManager" | "acknowledged" | "unacknowledged";
  escalated?: Record<string, string>;
  /** What other campaigns send the person. */
  earlier?: { channel: string; at: Moment }[];
  /** Channels that do not reach the person. */
  unreached?: string[];
  /** What happened to the person, in any order. */
  facts?: { what: string; touchpoint?: string; proposition?: string; at: Moment }[];
  now?: Moment;
  /** Channels through which the host makes good, for so many minutes, what should have come before now. */
  catchUp?: { channels: string[]; within: number };
  arms?: string[];
  /** Only what comes from this moment on … */
  from?: Moment;
  /** … and before this one. */
  to?: Moment;
}

/** Something that comes to a person, or does not: then the last of its codes says why not. */
export interface Item {
  touchpoint: string;
  day: string;
  time: string;
  wording?: string;
  why: string[];
}

/** What of a content explains: the file content.<language>.json of the bundle. */
export interface Content {
  why: Record<string, string>;
  labels?: Record<string, string>;
}

/** What was learnt, in figures. */
export interface Known {
  /** Responses from which it learnt. */
  responses: number;
  /** Responses from which on they move a decision. */
  least: number;
  /** Whether the person responds to each proposition more than is usual. */
  propositions: { proposition: string; responses: number; more: boolean }[];
}

/** All that is held of a person. */
export interface OwnData extends Known {
  osmosi: "own-data/v1";
  campaign: string;
  kept: State | null;
}

/** A refusal, with a code that stays; wasm/exchange documents those of the engine. */
export class Refusal extends Error {
  constructor(error: { code: string; what: string });
  code: string;
}

/** A campaign, decided for one person at a time. */
export class Osmosi {
  private constructor();
  /** What was learnt, to be kept after each decision and each response; null where nothing is learnt. */
  get state(): State | null;
  decide(question: Question): Decision;
  record(response: Response): State;
  due(calendar?: Calendar): { due: Item[]; withheld: Item[] };
  explain(what: { why: string[]; none?: "early" | "over" | "nothing" }, content: Content): string[];
  knows(): Known;
  erase(): State | null;
  export(): OwnData;
  /** Asks the engine itself, JSON in and out; a problem is answered as {"error": {"code", "what"}}. */
  call(name: string, request: string): string;
}

/** Loads an engine of its own with a bundle. */
export function load(options: Options): Promise<Osmosi>;
