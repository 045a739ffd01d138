/** What is said while the payload of a connection is shown. */
export const followText = {
  gap: (bytes: number, isFragmented: boolean) =>
    `[${bytes === 1 ? 'one byte is' : `${bytes} bytes are`} missing here: ${isFragmented ? 'they came in IP fragments, whose payload is not shown' : 'sent, but not in the capture'}]`,
  gaps: (gaps: number, bytes: number) =>
    `${bytes} bytes in ${gaps === 1 ? 'one place' : `${gaps} places`} are missing: what follows them was written right behind what came before`,
  noPayload: 'no payload was sent',
  noPayloadFrom: (side: string) => `the ${side} sent no payload`,
  rawOnTerminal: 'raw bytes may drive your terminal: send them to a file (-o FILE) or through a pipe',
} as const;

/** For `--help`. */
export const followHelp = {
  follow: 'The payload of one connection, both ways',
  usage: '<capture> <number>',
  wantsOne: 'follow wants one capture and one number: synopsis follow trace.pcap 12',
  side: 'Whose payload: both, or one side alone',
  examples: [
    ['synopsis follow trace.pcap 12', 'what both sides of connection 12 said'],
    ['synopsis follow trace.pcap 12 -f raw --side responder -o answer.bin', 'one side, as a file'],
  ] as [string, string][],
} as const;
