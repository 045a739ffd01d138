import type { Findings } from '../findings/incidents.js';
import { profileText } from '../format/messages/en/annotate.js';
import { type FindingCode, SEVERITIES, type Severity } from '../rows.js';
import { COMMENT_TAG } from './comment-tag.js';

/** The files of a Wireshark profile, by name. */
export type ProfileFiles = ReadonlyMap<string, string>;

/** Background and text, as red, green and blue of 255. */
type Colours = readonly [background: readonly number[], text: readonly number[]];

const COLOURS: Readonly<Record<Severity, Colours>> = {
  error: [
    [250, 200, 200],
    [90, 0, 0],
  ],
  warning: [
    [253, 226, 175],
    [77, 47, 0],
  ],
  note: [
    [219, 230, 252],
    [18, 44, 92],
  ],
  info: [
    [226, 243, 226],
    [22, 60, 30],
  ],
};

/** Wireshark's own columns, and ours. */
const COLUMNS: readonly (readonly [title: string, format: string])[] = [
  ['No.', '%m'],
  ['Time', '%t'],
  ['Source', '%s'],
  ['Destination', '%d'],
  ['Protocol', '%p'],
  ['Length', '%L'],
  ['Stream', '%Cus:tcp.stream:0:R'],
  [profileText.column, '%Cus:frame.comment:0:R'],
  ['Info', '%i'],
];

/**
 * A profile for annotated captures with these findings: packets take the colour of what was found at them, each kind of finding has
 * a button that shows its packets, and the comments have a column.
 */
export function wiresharkProfile(findings: Findings): ProfileFiles {
  const found = severities(findings);
  return new Map([
    ['colorfilters', colourRules(found)],
    ['dfilter_buttons', buttons(found, findings)],
    ['preferences', preferences()],
  ]);
}

/** The worst that a finding of each kind is, the worst kinds first. */
function severities({ findings }: Findings): Map<FindingCode, Severity> {
  const worst = new Map<FindingCode, Severity>();
  for (const severity of SEVERITIES) {
    for (const finding of findings) {
      if (finding.severity === severity && finding.packets.length > 0 && !worst.has(finding.code))
        worst.set(finding.code, severity);
    }
  }
  return worst;
}

function colourRules(found: ReadonlyMap<FindingCode, Severity>): string {
  const rules = SEVERITIES.flatMap((severity) => {
    const codes = [...found].filter(([, one]) => one === severity).map(([code]) => code);
    return codes.length === 0 ? [] : [rule(severity, codes.map(hasFinding).join(' || '), COLOURS[severity])];
  });
  const rest = rule(profileText.annotated, hasComment(COMMENT_TAG.trim()), COLOURS.info);
  return `# ${profileText.header}\n${[...rules, rest].join('')}`;
}

function rule(name: string, filter: string, [background, text]: Colours): string {
  return `@synopsis: ${name}@${filter}@[${background.map(deep)}][${text.map(deep)}]\n`;
}

/** Wireshark counts colours to 65,535. */
function deep(colour: number): number {
  return colour * 257;
}

function buttons(found: ReadonlyMap<FindingCode, Severity>, { findings }: Findings): string {
  const rows = [...found.keys()].map((code) => {
    const { title } = findings.find((finding) => finding.code === code)!;
    return button(code, hasFinding(code), title);
  });
  rows.push(button(profileText.annotated, hasComment(COMMENT_TAG.trim()), ''));
  return `# ${profileText.header}\n${rows.join('')}`;
}

function button(label: string, filter: string, comment: string): string {
  return `${['TRUE', label, filter, comment].map(quoted).join(',')}\n`;
}

/** Wireshark's tables of a user's own write all but printable ASCII, and quotes, as bytes in hexadecimal. */
function quoted(text: string): string {
  const bytes = Buffer.from(text);
  const escaped = Array.from(bytes, (byte) =>
    byte < 0x20 || byte > 0x7e || byte === QUOTE || byte === BACKSLASH
      ? `\\x${byte.toString(16).padStart(2, '0')}`
      : String.fromCharCode(byte),
  );
  return `"${escaped.join('')}"`;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function preferences(): string {
  const columns = COLUMNS.map(([title, format]) => `\t"${title}", "${format}"`);
  return `# ${profileText.header}\ngui.column.format:\n${columns.join(',\n')}\n`;
}

/** The display filter that shows the packets that a kind of finding names. */
function hasFinding(code: FindingCode): string {
  return hasComment(`[${code}]`);
}

function hasComment(text: string): string {
  return `frame.comment contains "${text}"`;
}
