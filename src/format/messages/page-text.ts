/** The sentences of one page of `synopsis explain`, in one language. Commands stand apart, so that they can be copied. */
export interface PageText {
  /** What the word is called in full, where it does not say so itself. */
  title?: string;
  /** What it means, in one line: tables and the screen show it beside the word. */
  meaning: string;
  /** What else there is to know; one paragraph each. */
  about?: readonly string[];
  /** Its parts, one line each. */
  parts?: readonly string[];
  /** What usually brings it about; of a state: many sockets in it. */
  causes?: readonly string[];
  advice?: readonly Advice[];
  /** What is widely believed, and not so. */
  beliefs?: readonly string[];
}

/** What to do, and the command that confirms or does it. */
export type Advice = string | readonly [text: string, command: string];
