import { formatCount } from '../format/count.js';
import { escapeTerminal } from '../format/escape.js';
import { reportText as text } from '../format/messages/en.js';
import { wrapText } from '../format/table.js';
import type { TextOutput } from '../output/text-output.js';
import type { ReportDocument } from './report-document.js';
import type { ListedColumn, ListedRow } from './report-facts.js';
import type { TrafficSection } from './report-hosts.js';
import type { IncidentEntry } from './report-incidents.js';
import type { CountLine, CountSection } from './report-sections.js';
import { TableWriter } from './table-writer.js';
import type { Terminal, Tone } from './terminal.js';

const SEVERITY = 7;
const COUNT = 9;
const WORD = 19;
const STATES_WORD = 24;
/** Paragraphs and tables stay readable on wide terminals. */
const WIDEST_TEXT = 100;
const WIDEST_TABLE = 132;

/** The report for a terminal or a ticket: what matters first. */
export function printReport(document: ReportDocument, output: TextOutput, terminal: Terminal): void {
  new Printer(output, terminal).print(document);
}

class Printer {
  readonly #output: TextOutput;
  readonly #terminal: Terminal;

  constructor(output: TextOutput, terminal: Terminal) {
    this.#output = output;
    this.#terminal = terminal;
  }

  print(document: ReportDocument): void {
    this.#opening(document);
    this.#incidents(document);
    this.#honesty(document.honesty);
    for (const section of document.sections) this.#counts(section);
    if (document.traffic !== null) this.#traffic(document.traffic);
    this.#connections(document);
  }

  #opening({ opening }: ReportDocument): void {
    for (const { path, description, comments } of opening.captures) {
      this.#line(`${this.#paint('title', escapeTerminal(path))}: ${escapeTerminal(description)}`);
      for (const comment of comments) this.#paragraph('  ', comment, 'quiet');
    }
    for (const line of opening.lines) this.#line(escapeTerminal(line));
  }

  #incidents({ incidents, moreIncidents, hints }: ReportDocument): void {
    this.#line('');
    if (incidents.calm !== null) this.#paragraph('', incidents.calm, 'good');
    if (incidents.title !== null) this.#line(this.#paint('title', incidents.title));
    for (const entry of incidents.entries) this.#incident(entry);
    if (moreIncidents !== null) this.#paragraph('  ', moreIncidents, 'plain');
    if (hints !== null) this.#paragraph('  ', hints, 'quiet');
  }

  /** What happened; under it when, to which connections, and where to look for more. */
  #incident(entry: IncidentEntry): void {
    this.#paragraph(`  ${entry.severity.padEnd(SEVERITY)} `, entry.title, entry.tone, true);
    const facts = [entry.when, entry.connections, entry.certainty, entry.main.code, entry.filter];
    const clauses = facts.filter((fact) => fact !== null).map(escapeTerminal);
    const indent = ' '.repeat(SEVERITY + 3);
    for (const line of wrapClauses(clauses, this.#textWidth - indent.length))
      this.#line(indent + this.#paint('quiet', line));
  }

  #honesty(sentences: readonly string[]): void {
    if (sentences.length === 0) return;
    this.#title(text.cannotShow);
    for (const sentence of sentences) this.#paragraph('  - ', sentence, 'warning');
  }

  #counts({ title, lines, more }: CountSection): void {
    this.#title(title);
    const isOfStates = title === text.whatRemains;
    for (const line of lines) this.#counted(line, isOfStates ? STATES_WORD : WORD);
    if (more !== null) this.#line(`${''.padStart(COUNT)}  ${more}`);
  }

  /** "     118  reset               what it means, wrapped under itself". */
  #counted({ count, word, meaning, tone }: CountLine, width: number): void {
    const head = `${formatCount(count).padStart(COUNT)}  ${this.#paint(tone, word.padEnd(width))}`;
    const indent = COUNT + 2 + Math.max(width, word.length) + 1;
    const lines = wrapText(escapeTerminal(meaning), this.#textWidth - indent);
    for (const [i, line] of lines.entries())
      this.#line(`${i === 0 ? head : ''.padEnd(indent - 1)} ${line}`.trimEnd());
  }

  #connections({ columns, listed, moreConnections, next }: ReportDocument): void {
    if (listed.length > 0) {
      this.#title(text.connections);
      this.#table(columns, listed, ['outcome']);
    }
    if (moreConnections !== null) this.#line(moreConnections);
    if (next !== null) this.#line(this.#paint('quiet', next));
  }

  #traffic({ title, columns, lines, more }: TrafficSection): void {
    this.#title(title);
    this.#table(columns, lines, ['failed', 'resets']);
    if (more !== null) this.#line(more);
  }

  #table(columns: readonly ListedColumn[], rows: readonly ListedRow[], painted: readonly string[]): void {
    const table = new TableWriter<never>({
      columns,
      terminal: { ...this.#terminal, width: Math.min(this.#terminal.width, WIDEST_TABLE) },
      output: this.#output,
      keepAll: false,
      tone: { columns: painted, of: () => 'plain' },
    });
    for (const { cells, tone } of rows) table.cells(cells, tone);
    table.end();
  }

  #title(title: string): void {
    this.#line('');
    this.#line(this.#paint('title', title));
  }

  /** Lines after the first stand under the text, not under what leads it; the lead is painted where it says how bad it is. */
  #paragraph(lead: string, sentence: string, tone: Tone, paintsLead = false): void {
    const lines = wrapText(escapeTerminal(sentence), this.#textWidth - lead.length);
    const body = paintsLead ? 'plain' : tone;
    for (const [i, line] of lines.entries()) {
      const start = i > 0 ? ' '.repeat(lead.length) : paintsLead ? this.#paint(tone, lead) : lead;
      this.#line(start + this.#paint(body, line));
    }
  }

  get #textWidth(): number {
    return Math.min(this.#terminal.width, WIDEST_TEXT);
  }

  #paint(tone: Tone, words: string): string {
    return this.#terminal.paint(tone, words);
  }

  #line(line: string): void {
    this.#output.write(`${line}\n`);
  }
}

/** Clauses joined by semicolons, broken between them. */
function wrapClauses(clauses: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const clause of clauses) {
    const joined = lines.length === 0 ? clause : `${lines.at(-1)}; ${clause}`;
    if (lines.length > 0 && joined.length > width) {
      lines[lines.length - 1] += ';';
      lines.push(clause);
    } else lines[Math.max(0, lines.length - 1)] = joined;
  }
  return lines;
}
