/** What is said when something cannot leave the screen. */
export const screenExportText = {
  onlyFiles: 'what came by a pipe cannot be read again for an export: write it to a file first (tee)',
  notThisFormat: (format: string, screen: string) => `${screen} cannot be written as ${format}`,
  notesNeedFile: 'notes are kept beside the capture, and this one came by a pipe',
  failed: 'the export failed',
};
