import { counted } from '../en.js';

const nearest = (word: string | null, otherwise: string) =>
  word === null ? otherwise : `did you mean "${word}"?`;

/** Sentences of `synopsis extract`. */
export const extractText = {
  wantsOutput: 'extract needs a file to write to: synopsis extract trace.pcap --connection 3 -o part.pcapng',
  unknownFormat: (path: string) =>
    `${path} ends neither in .pcap nor in .pcapng: say with --format which of them it shall be`,
  notNumbers: (word: string) => `--connection: "${word}" is neither a number nor a range: write 3,7-9`,
  backwards: (word: string) => `--connection: the range ${word} runs backwards`,
  unknownFinding: (word: string, near: string | null) =>
    `--finding: "${word}" is not the code of a finding; ${nearest(near, 'synopsis explain lists them')}`,
  noIncident: (id: string, near: string | null) =>
    `--incident: there is no incident "${id}"; ${nearest(near, 'synopsis report -f json lists their ids')}`,
  notAllListed: (name: string, listed: number, count: number) =>
    `${name} befell ${counted(count, 'connection')}: the first ${listed} are known by number, and extracted`,
  noBytes: (path: string, format: string) =>
    `${path} is ${format}: it holds no packets as they were on the wire, so that none can be extracted`,
  cannotReadTwice: (reason: string) => `the capture must be read twice, but it cannot be: ${reason}`,
  none: 'no connection fits: nothing was written',
  noneLeft: 'not one packet could be written so that no address shows: nothing was written',
  neighbours: (count: number) =>
    `${counted(count, 'more connection')} on the same ports right before or after ${count === 1 ? 'comes' : 'come'} along: what happens to one hangs on the other`,
  leftOut: (count: number) =>
    `${counted(count, 'packet')} left out: they may hold addresses where they cannot be mapped`,
  commentsLost: (count: number) =>
    `the comments on ${counted(count, 'packet')} are lost: pcap holds none, pcapng does`,
  linksNeedPcapng: (one: string, other: string) =>
    `the packets are of several link types (${one}, ${other}): only pcapng holds them, so name a file that ends in .pcapng`,
  timeNeedsPcapng:
    'some packets have no time, or one that pcap has no room for: only pcapng holds them, so name a file that ends in .pcapng',
  untimedFromSeveral:
    'some packets have no time: they can be extracted from a single capture only, where their order tells',
} as const;

/** For `--help`. */
export const extractHelp = {
  extract: 'chosen connections as a capture of their own',
  usage: '<captures..> -o OUT [options]',
  connection: 'these connections, by number: 3,7-9',
  finding: 'those that show one of these findings, by code',
  incident: 'those of one incident, by its id in report -f json',
  format: 'what to write; the name of OUT tells otherwise',
  changeGroup: 'What is changed:',
  anonymize:
    'other addresses, alike where they were alike: what is private stays so; names, comments and secrets are left out',
  anonymizeKey: 'the same addresses in every run with this passphrase',
  payload: '--no-payload cuts packets behind their headers',
  examples: [
    ['synopsis extract x.pcapng --connection 17 -o 17.pcapng', 'one connection'],
    ['synopsis extract x.pcap --filter reset -o resets.pcap', 'those cut off'],
    ['synopsis extract x --anonymize --no-payload -o shared.pcapng', 'to hand on'],
  ] as [string, string][],
} as const;
