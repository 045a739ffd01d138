import { annotateText } from '../format/messages/en/annotate.js';
import type { TextOutput } from '../output/text-output.js';
import type { Annotations } from './collector.js';
import { sectionComment } from './comments.js';
import type { Detail } from './detail.js';
import type { InputFormat } from './input-format.js';
import { JsonEdit } from './json.js';
import { LinesEdit } from './lines.js';
import { PacketComments } from './packet-comments.js';
import { annotatePcap } from './pcap-to-pcapng.js';
import { annotatePcapng, type PcapngComments } from './pcapng.js';
import { annotatePrinted, type PacketEdit } from './printed.js';
import { RowAnnotations } from './row-annotations.js';
import { annotateTable } from './table.js';
import { PdmlEdit, PsmlEdit } from './xml.js';

/** A file to annotate, and what is known of its packets. */
export interface AnnotateRequest {
  path: string;
  format: InputFormat;
  detail: Detail;
  annotations: Annotations;
}

/**
 * Writes the file once more with what there is to say of its packets in it: captures become pcapng with comments, exports get
 * columns or elements more, printed packets lines above them. The annotations of an export hold its states.
 * @returns what could not be said, in sentences
 * @throws {CaptureUnreadableError} when the file cannot be read any more.
 */
export async function annotate(request: AnnotateRequest, output: TextOutput): Promise<string[]> {
  const { path, format, annotations, detail } = request;
  const warnings: string[] = [];
  if (annotations.refused > 0) warnings.push(annotateText.refused(annotations.refused));
  if (annotations.refusedTexts > 0) warnings.push(annotateText.refusedTexts(annotations.refusedTexts));
  if (format === 'pcapng') {
    const withoutRoom = await annotatePcapng(path, output, commentsOf(annotations));
    if (withoutRoom > 0) warnings.push(annotateText.noRoom(withoutRoom));
  } else if (format === 'pcap') {
    const isWhole = await annotatePcap(path, output, commentsOf(annotations));
    if (!isWhole) warnings.push(annotateText.cutPcap);
  } else {
    const rows = new RowAnnotations(annotations, detail !== 'findings');
    if (format === 'table') await annotateTable(path, output, rows);
    else await annotatePrinted(path, output, editOf(format, rows));
  }
  return warnings;
}

function commentsOf(annotations: Annotations): PcapngComments {
  return {
    section: Buffer.from(sectionComment(annotations)),
    packets: () => new PacketComments(annotations.remarks.cursor()),
  };
}

function editOf(format: 'pdml' | 'psml' | 'json' | 'lines', rows: RowAnnotations): PacketEdit {
  switch (format) {
    case 'pdml':
      return new PdmlEdit(rows);
    case 'psml':
      return new PsmlEdit(rows);
    case 'json':
      return new JsonEdit(rows);
    case 'lines':
      return new LinesEdit(rows);
  }
}
