import type { Analysis } from './session.js';

/** The real analysis, loaded when a command needs it: `--help` must not wait for it. */
export const analyzeCaptures: Analysis = async (captures, sink, options, input) => {
  const [{ analyze }, { openCaptures }] = await Promise.all([
    import('../analyze.js'),
    import('../capture/merge.js'),
  ]);
  const reader = await openCaptures(captures, { ...input, spool: input.keep !== undefined });
  if (reader.packetBytes !== null) input.keep?.(reader.packetBytes);
  return analyze(reader, sink, {
    profile: options.profile,
    tunnels: options.tunnels,
    ...(options.timeWaitSeconds === null ? {} : { timeWaitSeconds: options.timeWaitSeconds }),
    ...(options.finTimeoutSeconds === null ? {} : { finTimeoutSeconds: options.finTimeoutSeconds }),
  });
};
