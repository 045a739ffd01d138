/** One block of a pcapng capture as it stands in the file, from its type to its repeated length. */
export interface RawBlock {
  type: number;
  bytes: Uint8Array;
  isLittleEndian: boolean;
}

/** Takes the blocks of pcapng captures as they are read, each before the packets behind it. */
export interface BlockListener {
  /** The bytes of a packet's block stay until the next packet of that capture is asked for, those of others only during the call. */
  block(capture: number, block: RawBlock): void;
}
