/**
 * One line of a small ladder: what stands at the initiator (a state or a call), what goes between them, what stands at the
 * responder. `> SYN` goes to the right, `< ACK` to the left, `>x` and `<x` are lost on the way, `~ 60s` is time that
 * passes; the empty string leaves the room between empty.
 */
export type WireStep = readonly [initiator: string, between: Between, responder: string];
export type Between = '' | `${'>' | '<' | '>x' | '<x' | '~'} ${string}`;

const UNICODE = { bar: '│', dash: '─', right: '▶', left: '◀', lost: '×', time: '~' };
const ASCII = { bar: '|', dash: '-', right: '>', left: '<', lost: 'x', time: '~' };

const NARROWEST_LANE = 26;
const WIDEST_LANE = 48;

/** The ladder as lines of at most `width` characters; the initiator stands on the left. */
export function wireLines(
  steps: readonly WireStep[],
  { ascii, width, titles }: { ascii: boolean; width: number; titles: readonly [string, string] },
): string[] {
  if (steps.length === 0) return [];
  const glyphs = ascii ? ASCII : UNICODE;
  const left = Math.max(titles[0].length, ...steps.map(([initiator]) => initiator.length));
  const right = Math.max(titles[1].length, ...steps.map(([, , responder]) => responder.length));
  const labels = Math.max(...steps.map(([, between]) => between.length));
  const lane = Math.max(NARROWEST_LANE, Math.min(WIDEST_LANE, labels + 12, width - left - right - 4));
  const line = (initiator: string, between: string, responder: string) =>
    `${initiator.padEnd(left)} ${between} ${responder}`.trimEnd();
  return [
    line(titles[0], ' '.repeat(lane + 2), titles[1]),
    ...steps.map(([initiator, between, responder]) =>
      line(initiator, `${glyphs.bar}${drawn(between, lane, glyphs)}${glyphs.bar}`, responder),
    ),
  ];
}

function drawn(between: Between, lane: number, { dash, right, left, lost, time }: typeof UNICODE): string {
  const [sign = '', ...words] = between.split(' ');
  const label = words.join(' ').slice(0, lane - 6);
  if (sign === '') return ' '.repeat(lane);
  if (sign === '~') return centred(`${time}${time} ${label} ${time}${time}`, lane);
  // A lost packet's arrow ends in the middle of nowhere.
  const isLost = sign.endsWith('x');
  const length = isLost ? Math.max(label.length + 6, lane - 5) : lane;
  const tail = dash.repeat(Math.max(0, length - label.length - 5));
  if (sign.startsWith('>'))
    return `${dash}${dash} ${label} ${tail}${isLost ? lost : right}`.padEnd(lane).slice(0, lane);
  return `${isLost ? lost : left}${tail} ${label} ${dash}${dash}`.padStart(lane).slice(-lane);
}

function centred(text: string, width: number): string {
  return text.padStart(Math.floor((width + text.length) / 2)).padEnd(width);
}
