import { FRAME_INSIDE, readsEach, tunnelled } from '../../support/encapsulation.js';

readsEach([
  ['type I', tunnelled(47, '00 00 88 be', FRAME_INSIDE)],
  ['type II', tunnelled(47, '10 00 88 be 00 00 00 07 10 05 00 01 00 00 00 00', FRAME_INSIDE)],
  ['type III', tunnelled(47, '10 00 22 eb 00 00 00 07 20 05 00 01 00 00 00 00 00 00 00 00', FRAME_INSIDE)],
  [
    'type III with a platform header',
    tunnelled(
      47,
      '10 00 22 eb 00 00 00 07 20 05 00 01 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 00',
      FRAME_INSIDE,
    ),
  ],
  ['type III with bare IP', tunnelled(47, '10 00 22 eb 00 00 00 07 20 05 00 01 00 00 00 00 00 00 08 00')],
]);
