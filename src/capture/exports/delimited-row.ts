const QUOTE = 0x22;

/**
 * Splits one line of a table into `cells` and returns how many there are. A quote counts where it opens a cell, and closes it
 * only before a separator or at the end: Wireshark doubles quotes within, tshark (`-E quote=d`) leaves them as they are.
 */
export function splitRow(line: string, separator: string, cells: string[]): number {
  let count = 0;
  let at = 0;
  for (;;) {
    let end: number;
    if (line.charCodeAt(at) === QUOTE) {
      end = closingQuote(line, at + 1, separator);
      const cell = line.slice(at + 1, end);
      cells[count++] = cell.includes('""') ? cell.replaceAll('""', '"') : cell;
      end = end < line.length ? end + 1 : end;
    } else {
      end = line.indexOf(separator, at);
      if (end < 0) end = line.length;
      cells[count++] = line.slice(at, end);
    }
    if (end >= line.length) return count;
    at = end + 1;
  }
}

function closingQuote(line: string, from: number, separator: string): number {
  let at = from;
  for (;;) {
    at = line.indexOf('"', at);
    if (at < 0) return line.length;
    if (at + 1 === line.length || line[at + 1] === separator) return at;
    at += line.charCodeAt(at + 1) === QUOTE ? 2 : 1;
  }
}
