import { counted } from '../en.js';

/** What is said in annotated files, and while they are made. */
export const annotateText = {
  change: (side: string, states: readonly string[]) => `${side}: ${states.join(' → ')}`,
  ownNote: (text: string) => `note: ${text}`,
  connection: (number: number) => `connection ${number}`,
  summary: (connections: number, outcomes: readonly [string, number][]) => {
    const parts = outcomes.map(([outcome, count]) => `${count} ${outcome}`);
    return `${counted(connections, 'connection')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
  },
  incident: (severity: string, code: string, title: string) => `${severity} [${code}] ${title}`,
  moreIncidents: (count: number) => `and ${counted(count, 'more incident')}`,
  noIncidents: 'Nothing that went wrong was found.',

  wantsOne: 'annotate wants one file: synopsis annotate trace.pcapng -o annotated.pcapng',
  needsFile: 'annotate reads its file twice: save what comes through a pipe to a file first',
  needsOutput: 'name the annotated file with -o: its bytes may drive your terminal',
  noRoomInPcap: (path: string) =>
    `${path}: pcap has no room for comments: the annotated file is pcapng, so name it so (-o trace.pcapng)`,
  staysAsItIs: (path: string, format: string) =>
    `${path}: what is annotated stays as it is, and this is ${format}: give the capture itself to get pcapng`,
  notPacked: (path: string) =>
    `${path}: the annotated file is not compressed: leave off the ending, and pack it afterwards`,
  unpacked: (path: string, compression: string) =>
    `${path} was read through ${compression}; the annotated file is not compressed`,
  captureForText: '--capture is for exports: this file is a capture itself',
  thinExport: (message: string) =>
    `${message}; with --capture FILE the capture that it was made of tells the rest`,
  noRoom: (count: number) =>
    `${counted(count, 'packet')} could not be given a comment: their blocks have no room for one`,
  refused: (count: number) =>
    `${counted(count, 'remark')} for which there was no room in memory were left out`,
  refusedTexts: (count: number) =>
    `the sentences of ${counted(count, 'finding')} were left out: their codes alone stand at their packets`,
  cutPcap: 'the capture could not be read to its end: the annotated file ends where reading did',

  notNotes: (path: string, problem: string) => `${path}: not a file of notes: ${problem}`,
  tooLongNotes: 'it is too long',
  notNotesSchema: (schema: string) => `expected {"schema": "${schema}", "notes": [...]}`,
  notANote: (place: number) =>
    `note ${place} needs a "text" and either a "packet" (from 1) or a "connection" (from 0)`,
} as const;

/** For `--help`. */
export const annotateHelp = {
  annotate: 'The same file with our notes in it, for Wireshark',
  usage: '<file> -o OUT [options]',
  output: 'The annotated file; appears whole or not at all',
  capture: 'The capture that an export was made of: its packets tell more, by their numbers',
  detail: 'What is said: what the findings point at; states too; our judgement on every packet too',
  examples: [
    ['synopsis annotate trace.pcapng -o annotated.pcapng', 'comments on packets, for Wireshark'],
    ['synopsis annotate list.csv --capture trace.pcapng -o list+.csv', 'columns more in an export'],
  ] as [string, string][],
} as const;

/** Wireshark's profile, and its help. */
export const profileText = {
  describe: 'A Wireshark profile: colours, filter buttons and columns for our notes',
  usage: '<captures...> -o DIR [options]',
  output: "The profile's folder",
  needsOutput: 'wireshark-profile needs a folder for the profile: -o DIR',
  examples: [
    [
      'synopsis wireshark-profile trace.pcapng -o ~/.config/wireshark/profiles/synopsis',
      'then choose it in Wireshark',
    ],
  ] as [string, string][],
  column: 'Synopsis',
  header: 'Made by synopsis; the rules look for the comments that "synopsis annotate" writes.',
  annotated: 'annotated',
} as const;
