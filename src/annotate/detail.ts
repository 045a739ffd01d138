/** How much is said: what the findings point at; every change of state as well; our judgement on every packet as well. */
export const DETAILS = ['findings', 'states', 'all'] as const;
export type Detail = (typeof DETAILS)[number];
