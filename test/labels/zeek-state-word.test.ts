import { describe, expect, it } from 'vitest';
import { CLOSE, HANDSHAKE, play } from '../support/zeek-play.js';

describe('conn_state', () => {
  const cases: readonly [word: string, what: string, lines: readonly string[]][] = [
    ['S0', 'a SYN without answer', ['> S 100', '> S 100']],
    ['S1', 'a connection that is open at the end', HANDSHAKE],
    ['SF', 'a FIN from both sides', [...HANDSHAKE, ...CLOSE]],
    ['SF', 'a RST after both FINs', [...HANDSHAKE, ...CLOSE, '< R 302']],
    [
      'SF',
      'a FIN and a RST, and then the FIN of the other side',
      [...HANDSHAKE, '> F. 101:301', '> R 102', '< F. 301:102'],
    ],
    ['SF', 'a connection whose SYN is missing', ['< S. 300:101', '> . 101:301', ...CLOSE]],
    ['REJ', 'a SYN that a RST answers', ['> S 100', '< R. 0:101']],
    ['REJ', 'RSTs from both sides and no data', ['> S 100', '> R 101', '< R. 0:101']],
    ['S2', 'a FIN of the originator alone', [...HANDSHAKE, '> F. 101:301', '< . 301:102']],
    ['S3', 'a FIN of the responder alone', [...HANDSHAKE, '< F. 301:101', '> . 101:302']],
    ['RSTO', 'a RST of the originator', [...HANDSHAKE, '> R. 101:301']],
    ['RSTO', 'a FIN and a RST of the originator', [...HANDSHAKE, '> F. 101:301', '> R 102']],
    ['RSTR', 'a RST of the responder', [...HANDSHAKE, '< R. 301:101']],
    [
      'RSTR',
      'RSTs from both sides after data',
      [...HANDSHAKE, '> P. 101:301 +50', '< R. 301:151', '> R 151'],
    ],
    ['RSTOS0', 'a SYN and a RST after it, with nothing between', ['> S 100', '> R 101']],
    ['RSTOS0', 'the same with a repeated SYN', ['> S 100', '> S 100', '> R 101']],
    [
      'RSTRH',
      'a SYN,ACK and a RST of the responder, whose peer was never heard',
      ['< S. 300:101', '< R 301'],
    ],
    ['SH', 'a SYN and a FIN of a side that is never answered', ['> S 100', '> F 101']],
    ['SHR', 'a SYN,ACK and a FIN of a side whose peer was never heard', ['< S. 300:101', '< F. 301:101']],
    ['OTH', 'traffic from the middle of a connection', ['> P. 101:301 +50', '< . 301:151']],
    ['OTH', 'a lone RST', ['> R 101']],
    [
      'OTH',
      'an ACK that follows a SYN from the same side, and its RST',
      ['> S 100', '> . 101:301', '> R 101'],
    ],
    ['OTH', 'nothing but headers that were cut', ['> S 100 headless']],
  ];
  // Port 443 on the upper side: Zeek takes it for the responder even where its SYN,ACK comes first.
  it.each(cases)('is %s for %s', (word, _, lines) => {
    expect(play(lines, { ports: [40000, 443] }).connState).toBe(word);
  });

  it('stays S1 until a SYN,ACK that only repeats is followed by something else', () => {
    expect(play([...HANDSHAKE, '< S. 300:101']).connState).toBe('S1');
  });

  it('is S0 where the answer to a SYN is a bare ACK, which does not count', () => {
    expect(play(['> S 100', '< . 300:101']).connState).toBe('S0');
  });

  it('is S1 for a simultaneous open', () => {
    expect(play(['> S 100', '< S 300', '> S. 100:301', '< S. 300:101'])).toMatchObject({
      connState: 'S1',
      history: 'Ss',
    });
  });
});
