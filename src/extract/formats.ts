/** What an extract can be written as. */
export const EXTRACT_FORMATS = ['pcap', 'pcapng'] as const;
export type ExtractFormat = (typeof EXTRACT_FORMATS)[number];
