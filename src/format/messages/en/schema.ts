/** What `synopsis schema` says. */
export const schemaText = {
  describe: 'the JSON Schema of a machine format',
  usage: `[name] [options]

The JSON Schema (draft 2020-12) of a machine format, with every field
described; without a name, the formats that there are.`,
  examples: [
    ['synopsis schema', 'the formats'],
    ['synopsis schema report > report.schema.json', 'what report -f json prints'],
  ] as [string, string][],
  wantsOne: 'schema wants one name: synopsis schema report',
  unknown: (name: string, nearest: string | null) =>
    `there is no format "${name}"${nearest === null ? '' : `: did you mean "${nearest}"?`}; synopsis schema lists them`,
} as const;
