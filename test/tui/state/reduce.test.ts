import { describe, expect, it } from 'vitest';
import { TimeZone } from '../../../src/format/time.js';
import type { InputEvent } from '../../../src/tui/input/decode-input.js';
import { decodeInput } from '../../../src/tui/input/decode-input.js';
import { ready } from '../../../src/tui/model.js';
import { reduce } from '../../../src/tui/state/reduce.js';
import { initialState, type ScreenState, shownPlace } from '../../../src/tui/state/screen-state.js';
import type { Effect } from '../../../src/tui/state/step.js';
import { FakeModel } from '../fake-model.js';

const zone = new TimeZone('UTC');

/** A screen without a terminal: keys go in, the state and what it asks for come out. */
class Play {
  readonly model: FakeModel;
  state: ScreenState = initialState({ columns: 80, rows: 24 });
  effects: Effect[] = [];

  constructor(model = new FakeModel()) {
    this.model = model;
  }

  act(event: InputEvent): void {
    const { state, effects } = reduce(this.state, { kind: 'input', event }, this.model, zone);
    this.state = state;
    this.effects.push(...effects);
    for (const effect of effects) {
      if (effect.kind === 'choose') {
        this.model.connections.choose(effect.choice);
        this.state = reduce(this.state, { kind: 'model-changed' }, this.model, zone).state;
      }
    }
  }

  type(text: string): this {
    for (const event of decodeInput(text, true).events) this.act(event);
    return this;
  }

  get place() {
    return shownPlace(this.state);
  }

  get way() {
    return this.state.stack.map(({ screen }) => screen);
  }

  get message() {
    return this.state.message?.text;
  }
}

describe('moving', () => {
  it('selects rows that exist, and keeps the selected one visible', () => {
    const play = new Play().type('2');
    play.type('k');
    expect(play.place).toMatchObject({ cursor: 0, top: 0 });
    play.type('jjj');
    expect(play.place.cursor).toBe(3);
    play.type('G');
    expect(play.place.cursor).toBe(3905);
    expect(play.place.top).toBeGreaterThan(3890);
    play.type('gg');
    expect(play.place).toMatchObject({ cursor: 0, top: 0 });
  });

  it('goes to a row by its number', () => {
    expect(new Play().type('2g120g').place.cursor).toBe(119);
    expect(new Play().type('2g120\r').place.cursor).toBe(119);
    expect(new Play().type('2g99999999g').place.cursor).toBe(3905);
  });

  it('by pages shows each row once', () => {
    const play = new Play().type('2');
    const before = play.place.top;
    play.type('\x1b[6~\x1b[6~');
    expect(play.place.cursor).toBeGreaterThan(before + 20);
    play.type('\x1b[5~\x1b[5~');
    expect(play.place.cursor).toBe(0);
  });

  it('follows the wheel by three rows, and a click to its row', () => {
    const play = new Play().type('2');
    play.act({ kind: 'wheel', by: 1 });
    expect(play.place.cursor).toBe(3);
    play.act({ kind: 'click', column: 5, row: 8 });
    expect(play.place.cursor).toBe(5);
    play.act({ kind: 'click', column: 5, row: 8 });
    expect(play.place.screen).toBe('connection');
  });

  it('in an empty list does nothing', () => {
    const play = new Play(new FakeModel({ connections: 0, incidents: [] }));
    play.type('jkG\x1b[6~\r').type('jGggn ').type('\r5y');
    expect(play.place.cursor).toBe(0);
    expect(play.message).toBeDefined();
  });
});

describe('going in and back', () => {
  it('leads from the incident to its connections, to one of them, to a packet, and out again', () => {
    const play = new Play().type('j\r');
    expect(play.way).toEqual(['triage', 'connections']);
    expect(play.state.choice.incident).toBe('2');
    expect(play.state.timeNs).toBe(80e9);
    play.type('j\r');
    expect(play.way).toEqual(['triage', 'connections', 'connection']);
    expect(play.place.connection).toBe(3);
    play.type('\r');
    expect(play.place).toMatchObject({ screen: 'packet', packet: 1, connection: 3 });
    play.type('\x1b\x1b');
    expect(play.way).toEqual(['triage', 'connections']);
    expect(play.place.cursor).toBe(1);
    play.type('h');
    expect(play.way).toEqual(['triage']);
    expect(play.state.choice.incident).toBeNull();
    expect(play.place.cursor).toBe(1);
  });

  it('with the number keys keeps the way short', () => {
    const play = new Play().type('2\r67');
    expect(play.way).toEqual(['triage', 'connections', 'connection', 'follow']);
    play.type('3');
    expect(play.way).toEqual(['triage', 'hosts']);
    play.type('1');
    expect(play.way).toEqual(['triage']);
  });

  it('to a screen about one connection asks for one first', () => {
    const play = new Play();
    for (const key of '567') expect(play.type(key).message).toContain('Choose a connection');
  });

  it('to a screen about one connection goes to the one that was looked at last, or whose socket is selected', () => {
    const play = new Play().type('2j\r');
    const { connection } = play.place;
    play.type('34').type('1').type('6');
    expect(play.place).toMatchObject({ screen: 'graphs', connection });
    play.type('3\rjj7');
    expect(play.place).toMatchObject({ screen: 'follow', connection: 2 });
  });

  it('from a socket leads to its connection, from a host to its sockets', () => {
    const play = new Play().type('3\r');
    expect(play.place).toMatchObject({ screen: 'netstat', host: '10.9.0.2' });
    play.type('jj\r');
    expect(play.place).toMatchObject({ screen: 'connection', connection: 2 });
    play.type('\x1b').type('gg\r');
    expect(play.message).toBe('There is nothing to open here.');
  });

  it('on the first screen ends reading early, and only while it lasts', () => {
    const reading = new Play(new FakeModel({ reading: { isDone: false } })).type('\x1b');
    expect(reading.effects).toEqual([{ kind: 'stop-reading' }]);
    expect(new Play().type('\x1b').effects).toEqual([]);
  });

  it('ends with q, and with Ctrl-C from anywhere', () => {
    expect(new Play().type('q').effects).toEqual([{ kind: 'quit' }]);
    for (const keys of ['2s', ':at ', 'x', 'g1'])
      expect(new Play().type(`${keys}\x03`).effects.at(-1)).toEqual({ kind: 'quit' });
    expect(new Play().type('\x1a').effects).toEqual([{ kind: 'suspend' }]);
  });
});

describe('a filter', () => {
  it('takes effect while it is typed, as soon as it is sound', () => {
    const play = new Play().type('/res');
    expect(play.state.prompt?.text).toBe('res');
    expect(play.way).toEqual(['triage', 'connections']);
    play.type('et');
    expect(play.state.choice.filter).toBe('reset');
    expect(play.model.connections.count).toBe(355);
    play.type('\r');
    expect(play.state.prompt).toBeNull();
    expect(play.state.choice.filter).toBe('reset');
  });

  it('with a mistake stays open, and the last sound one in force', () => {
    const play = new Play().type('/outcome == reset').type(' &&\r');
    expect(play.state.prompt?.text).toBe('outcome == reset &&');
    expect(play.state.choice.filter).toBe('outcome == reset');
  });

  it('given up brings back the one before', () => {
    const play = new Play().type('/reset\r').type('/\x15refused');
    expect(play.state.choice.filter).toBe('refused');
    play.type('\x1b');
    expect(play.state.choice.filter).toBe('reset');
  });

  it('offers words one after the other, then what was typed', () => {
    const play = new Play().type('/outcome == re');
    const offered = ['\t', '\t', '\t'].map((key) => play.type(key).state.prompt?.text);
    expect(offered).toEqual(['outcome == refused', 'outcome == reset', 'outcome == re']);
  });

  it('keeps the selected connection selected', () => {
    const play = new Play().type('2g6g');
    expect(play.place.connection).toBe(5);
    play.type('/reset\r');
    expect(play.place).toMatchObject({ connection: 5, cursor: 0 });
    play.type('/\x15\r');
    expect(play.place).toMatchObject({ connection: 5, cursor: 5 });
  });

  it('that is pasted is taken as one line', () => {
    const play = new Play().type('/').type('\x1b[200~reset\n|| refused\x1b[201~');
    expect(play.state.choice.filter).toBe('reset || refused');
  });
});

describe('the order', () => {
  it('is chosen from a list, and turned round by choosing it once more', () => {
    const play = new Play().type('2s').type('jj\r');
    expect(play.state.choice).toMatchObject({ sort: 'start', isDescending: false });
    play.type('s').type('jj\r');
    expect(play.state.choice).toMatchObject({ sort: 'start', isDescending: true });
    play.type('S');
    expect(play.state.choice.isDescending).toBe(false);
  });

  it('moves the selected connection, not the eye', () => {
    const play = new Play().type('2g4g');
    const offset = play.place.cursor - play.place.top;
    play.type('S');
    expect(play.place.connection).toBe(3);
    expect(play.model.connections.numberAt(play.place.cursor)).toBe(3);
    expect(play.place.cursor - play.place.top).toBeGreaterThanOrEqual(offset);
  });
});

describe('the ladder', () => {
  it('opens and closes a fold where it stands', () => {
    const play = new Play().type('2\r').type('jjjjj');
    play.type(' ');
    expect(play.state.opened.size).toBe(1);
    play.type('jj ');
    expect(play.state.opened.size).toBe(0);
    play.type('z');
    expect(play.state.unfoldAll).toBe(true);
  });

  it('goes from one odd packet to the next', () => {
    const play = new Play().type('2\rnnn');
    expect(play.place.cursor).toBe(8);
    play.type('N');
    expect(play.place.cursor).toBe(2);
  });

  it('is searched, and Esc ends the search where it stands', () => {
    const play = new Play().type('2\r/RST\r');
    const found = play.place.cursor;
    expect(found).toBeGreaterThan(3);
    play.type('n');
    expect(play.message).toContain('RST');
    play.type('\x1b');
    expect(play.place).toMatchObject({ screen: 'connection', cursor: found, needle: '' });
  });

  it('is searched where it is folded too, and opens the fold that holds the text', () => {
    const play = new Play().type('2\rjjjjj');
    const { cursor } = play.place;
    const number = ready(play.model.packets(0))!.packetNumber(cursor + 1);
    play.type(`g/#${number}\r`);
    expect(play.state.opened.size).toBe(1);
    expect(play.place.cursor).toBe(cursor + 1);
    play.type('a').type('here\r');
    expect(play.effects.at(-1)).toEqual({ kind: 'note', note: { on: 'packet', number, text: 'here' } });
  });

  it('takes notes and copies of the selected packet', () => {
    const play = new Play().type('2\rj');
    const number = ready(play.model.packets(0))!.packetNumber(play.place.cursor);
    play.type('a').type('look here\r');
    expect(play.effects.at(-1)).toEqual({
      kind: 'note',
      note: { on: 'packet', number, text: 'look here' },
    });
    play.type('y').type('jjj\r');
    expect(play.effects.at(-1)).toEqual({ kind: 'copy', text: `frame.number == ${number}` });
  });

  it('tells the moment that all screens look at', () => {
    const play = new Play().type('2\rG');
    const moment = play.state.timeNs;
    expect(moment).toBeCloseTo(8.39e9, -7);
    play.type('4');
    expect(play.state.timeNs).toBe(moment);
  });

  it('follows the moment when it is moved elsewhere', () => {
    const play = new Play().type('2\r:at +0.1s\r');
    expect(play.state.timeNs).toBe(0.1e9);
    expect(play.place.cursor).toBe(5);
  });

  it('is looked at where the packet is that was asked for, also when its packets come later', () => {
    const play = new Play();
    play.model.pending.add('packets 0');
    play.type(':packet 41\r');
    expect(play.place).toMatchObject({ screen: 'connection', cursor: 0 });
    play.model.pending.clear();
    play.state = reduce(play.state, { kind: 'model-changed' }, play.model, zone).state;
    expect(play.place.cursor).toBe(8);
    expect(play.place.seek).toBeNull();
  });

  it('goes on to the next connection of the list', () => {
    const play = new Play().type('2\r]]');
    expect(play.place.connection).toBe(2);
    play.type('[[[');
    expect(play.place.connection).toBe(0);
    expect(play.message).toBe('There is none further on.');
  });
});

describe('the moment', () => {
  it('moves by round steps within the capture, and from incident to incident', () => {
    const play = new Play().type('<');
    expect(play.state.timeNs).toBe(198e9);
    play.type('>>>');
    expect(play.state.timeNs).toBe(200e9);
    play.type('{');
    expect(play.state.timeNs).toBe(120e9);
    expect(play.place.cursor).toBe(2);
    play.type('{{');
    expect(play.state.timeNs).toBe(40e9);
    expect(play.type('{').message).toBe('There is none further on.');
  });

  it('is set by a command, or a sentence says why not', () => {
    expect(new Play().type(':at 15:17:00\r').state.timeNs).toBe(42e9);
    expect(new Play().type(':at noon\r').message).toContain('"noon" is not a time');
    expect(new Play().type(':dance\r').message).toContain('"dance" is no command');
    expect(new Play().type(':connection 99999\r').message).toContain('no connection 99999');
  });
});

describe('what leaves', () => {
  it('is copied by choice, and shown for terminals that do not copy', () => {
    const play = new Play().type('2jy\r');
    expect(play.effects).toContainEqual({ kind: 'copy', text: 'tcp.stream == 1' });
    expect(play.state.dialog).toMatchObject({ kind: 'copied', text: 'tcp.stream == 1' });
  });

  it('is written under a name that may be changed', () => {
    const play = new Play().type('2\rx').type('jj\r');
    expect(play.state.prompt?.text).toBe('incident-connection-0.json');
    play.type('\r');
    expect(play.effects.at(-1)).toMatchObject({
      kind: 'export',
      request: { format: 'json', path: 'incident-connection-0.json', connections: [0], replace: false },
    });
  });

  it('replaces a file only when told to', () => {
    const play = new Play().type('2x').type('\r\r');
    const { request } = play.effects.at(-1) as Extract<Effect, { kind: 'export' }>;
    const asked = reduce(play.state, { kind: 'exists', request }, play.model, zone).state;
    play.state = asked;
    expect(play.type('n').effects).toHaveLength(1);
    play.state = asked;
    expect(play.type('y').effects.at(-1)).toMatchObject({ request: { path: request.path, replace: true } });
  });

  it('are the picked connections, where some were picked', () => {
    const play = new Play().type('2 j x').type('\r\r');
    expect(play.effects.at(-1)).toMatchObject({ request: { connections: [0, 2] } });
  });

  it('may carry own notes', () => {
    const play = new Play().type('2a').type('ask team B').type('\r');
    expect(play.effects.at(-1)).toEqual({
      kind: 'note',
      note: { on: 'connection', number: 0, text: 'ask team B' },
    });
  });
});

describe('a terminal that is too small', () => {
  it('takes no key but those that leave', () => {
    const play = new Play();
    play.state = reduce(
      play.state,
      { kind: 'resized', size: { columns: 20, rows: 5 } },
      play.model,
      zone,
    ).state;
    play.type('2j/x');
    expect(play.way).toEqual(['triage']);
    expect(play.type('q').effects).toEqual([{ kind: 'quit' }]);
  });
});

describe('whatever is typed', () => {
  it('leaves a state that exists', () => {
    const play = new Play();
    let seed = 7;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % below;
    };
    const keys = [...'jkGgnN12345678/s:SczxywaftM<>{}[]+-?A lh09e=\r\t\x1b\x7f\x0c', '\x1b[6~', '\x1b[A'];
    for (let i = 0; i < 4000; i++) {
      play.type(keys[random(keys.length)]!);
      if (i % 97 === 0) {
        const size = { columns: 20 + random(200), rows: 5 + random(60) };
        play.state = reduce(play.state, { kind: 'resized', size }, play.model, zone).state;
      }
      const { cursor, top } = play.place;
      expect(cursor).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThanOrEqual(cursor);
      expect(play.state.stack.length).toBeLessThanOrEqual(17);
    }
  });
});
